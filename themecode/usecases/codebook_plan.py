"""What a codebook file would change, step by step; the plan that is shown is the one that is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from themecode.core.codebook import CodebookEntry, CodeEntry
from themecode.core.errors import InputError
from themecode.core.order import already_in_order
from themecode.storage import codebook_rows
from themecode.storage.codebook_rows import Recoded
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.usecases.code_texts import MEANING, same_part, texts_of
from themecode.usecases.codebook_edits import Edits, NewCode, Place
from themecode.usecases.codebook_match import Match, match
from themecode.usecases.study import Study

# fmt: off
Action = Literal[
    "new codebook", "name", "rename", "add", "move", "kind", "relabel", "redefine", "examples", "codable", "color",
    "retire", "unretire", "merge",
]
# fmt: on


@dataclass(frozen=True)
class Step:
    """One change to the study's codebook."""

    action: Action
    code: str
    """The code's key; before a renaming or merging the one it has in the study. Of a new codebook, its own."""
    to: str = ""
    """The new key, the code merged into, the new place, kind or colour."""
    codings: int = 0
    """Codings on the code, of all coders; for a move also those below it."""
    do: Callable[[Edits], object] = field(default=lambda edits: None, compare=False, repr=False)
    """Carries the step out, those before it being done."""

    def __str__(self) -> str:
        """Return the step as one line, such as ``merge tid.luft -> tid.samverkan (41 codings)``."""
        text = f"{self.action} {self.code}" + (f" -> {self.to}" if self.to else "")
        return text + (f" ({self.codings} {'coding' if self.codings == 1 else 'codings'})" if self.codings else "")


@dataclass(frozen=True)
class Plan:
    """What loading a codebook file does, in order."""

    key: str
    """The codebook's."""
    steps: tuple[Step, ...]
    not_in_file: tuple[str, ...]
    """Codes of the study that the file lacks; they are left as they are."""

    @property
    def new(self) -> tuple[str, ...]:
        """The codes that are made."""
        return tuple(step.code for step in self.steps if step.action == "add")

    @property
    def merged(self) -> tuple[str, ...]:
        """The codes that become part of another."""
        return tuple(step.code for step in self.steps if step.action == "merge")

    @property
    def changed(self) -> tuple[str, ...]:
        """The codes that are changed in other ways, by the key they have before."""
        others = [step.code for step in self.steps if step.action not in ("add", "merge", "new codebook", "name")]
        return tuple(dict.fromkeys(others))


def derived_uuid(key: str) -> str:
    """Return the uuid a code has where its file gives none: the same key, the same uuid, in every study."""
    return str(uuid5(NAMESPACE_URL, f"themecode:code:{key}"))


def plan_codebook(study: Study, book: CodebookEntry, where: str, *, revisit: bool = True) -> Plan:
    """Return what bringing the study's codebook up to a file takes; ``where`` names the file in messages.

    Raises InputError listing every code that the study cannot take as the file has it.
    """
    present = next((row for row in code_queries.codebooks(study.connection) if row.key == book.key), None)
    rows = code_queries.codes(study.connection)
    matched = match(book, present, rows, where)
    if matched.faults:
        raise InputError.of(list(matched.faults))
    steps = list(_Planner(book, present, rows, matched, revisit).steps())
    codings = codebook_rows.codings_on(study.connection, {code for _, codes in steps for code in codes})
    counted = [
        Step(step.action, step.code, step.to, sum(codings.get(code, 0) for code in codes), step.do)
        for step, codes in steps
    ]
    return Plan(book.key, tuple(counted), matched.left)


_Touched = tuple[Step, Sequence[int]]
"""A step, and the ids of the codes whose codings it touches."""


class _Planner:
    """Compares a file with the study, code by code."""

    def __init__(
        self, book: CodebookEntry, present: CodebookRow | None, rows: Sequence[CodeRow], matched: Match, revisit: bool
    ) -> None:
        self.book = book
        self.present = present
        self.matched = matched
        self.revisit = revisit
        self.order = {row.id: number for number, row in enumerate(rows)}
        self.children: dict[int, list[int]] = {}
        for row in rows:
            if row.parent_id is not None:
                self.children.setdefault(row.parent_id, []).append(row.id)

    def steps(self) -> Iterator[_Touched]:
        """Yield every step in the order they are to be done."""
        name = dict(self.book.name.texts)
        if self.present is None:
            add = partial(Edits.add_codebook, key=self.book.key, name=name, uuid=self.book.uuid)
            yield Step("new codebook", self.book.key, do=add), ()
        elif dict(self.present.name.texts) != name:
            yield (
                Step("name", self.book.key, do=partial(Edits.name_codebook, codebook_id=self.present.id, name=name)),
                (),
            )
        for key, row in self.matched.rows.items():
            if key != row.key:
                yield Step("rename", row.key, key, do=partial(Edits.rename, code_id=row.id, key=key)), (row.id,)
        yield from self._places(None, self.book.codes)
        for code in self.book.walk():
            if code.key in self.matched.rows:
                yield from self._contents(code, self.matched.rows[code.key])
        for source, target in self.matched.merges:
            merge = partial(_merge, source=source.id, target=target)
            yield Step("merge", source.key, target, do=merge), (source.id,)

    def _places(self, parent: str | None, codes: Sequence[CodeEntry]) -> Iterator[_Touched]:
        """Yield what brings siblings into the order of the file, each followed by what stands below it."""
        there = [code.key for code in codes if self._is_under(code.key, parent)]
        kept = already_in_order([self.order[self.matched.rows[key].id] for key in there])
        still = {there[index] for index in kept}
        before: str | None = None
        for code in codes:
            place = partial(_place, book=self.book.key, parent=parent, before=before)
            row = self.matched.rows.get(code.key)
            if row is None:
                yield Step("add", code.key, do=partial(_add, code=code, place=place)), ()
            elif code.key not in still:
                under = f"under {parent or self.book.key}"
                to = under if code.key not in there else f"after {before}" if before else f"first {under}"
                yield Step("move", row.key, to, do=partial(_move, code_id=row.id, place=place)), self._subtree(row.id)
            yield from self._places(code.key, code.codes)
            before = code.key

    def _is_under(self, key: str, parent: str | None) -> bool:
        """Tell whether the study has a code under the same parent as the file."""
        row = self.matched.rows.get(key)
        if row is None or self.present is None or row.codebook_id != self.present.id:
            return False
        if parent is None:
            return row.parent_id is None
        above = self.matched.rows.get(parent)
        return above is not None and row.parent_id == above.id

    def _contents(self, code: CodeEntry, row: CodeRow) -> Iterator[_Touched]:
        """Yield the changes to what a code is and says."""
        own = (row.id,)
        old, new = {text.language: text for text in row.texts}, texts_of(code)
        write = partial(Edits.write_texts, code_id=row.id, texts=new, revisit=self.revisit)
        if not same_part(old, new, "label"):
            yield Step("relabel", row.key, do=write), own
        if not all(same_part(old, new, part) for part in MEANING):
            yield Step("redefine", row.key, do=write), own
        if not same_part(old, new, "examples"):
            yield Step("examples", row.key, do=write), own
        if row.kind != code.kind:
            yield Step("kind", row.key, code.kind, do=partial(Edits.change, code_id=row.id, kind=code.kind.value)), own
        if row.codable != code.codable:
            change = partial(Edits.change, code_id=row.id, codable=code.codable)
            yield Step("codable", row.key, "yes" if code.codable else "no", do=change), own
        if code.color is not None and row.colour != code.color:
            change = partial(Edits.change, code_id=row.id, colour=code.color)
            yield Step("color", row.key, code.color, do=change), own
        if row.retired != code.retired:
            change = partial(Edits.change, code_id=row.id, retired=code.retired)
            yield Step("retire" if code.retired else "unretire", row.key, do=change), own

    def _subtree(self, code_id: int) -> Sequence[int]:
        found = [code_id]
        for code in found:  # grows while it is read
            found += self.children.get(code, ())
        return found


def _place(edits: Edits, book: str, parent: str | None, before: str | None) -> tuple[Place, int]:
    """Return a place by keys as they are by then, and the number of the sibling after ``before``."""
    place = Place(edits.study.codebook(book).id, edits.find(parent).id if parent is not None else None)
    return place, 0 if before is None else edits.siblings(place).index(edits.find(before).id) + 1


_Where = Callable[[Edits], tuple[Place, int]]


def _add(edits: Edits, code: CodeEntry, place: _Where) -> None:
    uuid = code.uuid or derived_uuid(code.key)
    new = NewCode(code.key, texts_of(code), code.kind.value, code.codable, code.retired, code.color, uuid)
    edits.add(new, *place(edits))


def _move(edits: Edits, code_id: int, place: _Where) -> None:
    where, index = place(edits)
    own = code_id in edits.siblings(where) and edits.siblings(where).index(code_id) < index
    edits.place(code_id, where, index - own)


def _merge(edits: Edits, source: int, target: str) -> Recoded:
    return edits.merge(source, edits.find(target).id)
