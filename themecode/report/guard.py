"""The publication guard: what of a report or table is held back before it is written to a file.

The rules on cells are in `analysis.suppression`, those on names in `text.identifying`. Here they are put to tables and
counts as they are to be printed, and what was held back is listed for the one who publishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from themecode.analysis.counts import CategoryCounts
from themecode.analysis.suppression import MINIMUM, Held, Reason, Split, suppressed
from themecode.core.errors import InputError, RefusedError
from themecode.report.blocks import BlockQuote, BulletList, Chapter, Note, Paragraph, Table, plain
from themecode.report.guard_words import guard_word

MOSTLY = 0.5
"""Share of the cells with any cases from which a split says too little to be printed."""


@dataclass(frozen=True)
class Guard:
    """What the one who publishes has set."""

    minimum: int = MINIMUM
    """Cases that a cell must have."""
    allowed: tuple[str, ...] = ()
    """Words that look like names in the quotes and are none."""

    def __post_init__(self) -> None:
        """Refuse a minimum that protects no one."""
        if self.minimum < 2:
            fix = "leave the guard out: --no-guard"
            raise InputError("the smallest cell must be 2 at least", str(self.minimum), fix)


@dataclass(frozen=True)
class HeldBack:
    """One thing that is not printed, or should be looked at (``doubt``)."""

    kind: str
    """``cell``, ``base``, ``quote``, ``doubt`` or ``mostly``."""
    reason: str
    """Why: a `Reason`, or the kinds of names found. With ``mostly``, how many cells of how many."""
    question: str | None = None
    codebook: str = ""
    code: str = ""
    """The code's key, or a closed question's answer."""
    variable: str = ""
    value: str | None = None
    quote: int | None = None
    text: str = ""
    """What looks like a name."""


@dataclass(frozen=True)
class GuardedChapter:
    """A chapter as it may be written, and what is not in it."""

    chapter: Chapter
    held: tuple[HeldBack, ...] = ()


# -- counts ----------------------------------------------------------------------------------


def hold_counts(counts: CategoryCounts, guard: Guard) -> tuple[Held, list[HeldBack]]:
    """Return what of counts split by groups may not be printed; rows are in the order of ``counts.categories``.

    Raises RefusedError where not cases are counted: how many people are behind a number cannot be told then.
    """
    if not counts.groups:
        return Held(), []
    require_cases(counts)
    places = {category.code: place for place, category in enumerate(counts.categories)}
    numbers = [{category.code: category.count for category in group.categories} for group in counts.groups]
    split = Split(
        rows=tuple(tuple(by_code.get(code, 0) for by_code in numbers) for code in places),
        bases=tuple(group.answered for group in counts.groups),
        parents=tuple(places.get(category.parent or "") for category in counts.categories),
    )
    held = suppressed(split, guard.minimum)
    question = counts.question.key if counts.question else None
    keys = [group.key for group in counts.groups]
    names = list(places)
    return held, listed(split, held, names, keys, question, counts.codebook.key, str(counts.by))


def require_cases(counts: CategoryCounts) -> None:
    """Raise RefusedError where something else than cases is split, which the guard cannot judge."""
    if counts.basis != "cases":
        raise RefusedError(
            f"a split of {counts.basis} does not say how many people are behind a number",
            fix="count cases, or write it unguarded: --no-guard",
        )


def listed(
    split: Split,
    held: Held,
    codes: Sequence[str],
    keys: Sequence[str | None],
    question: str | None,
    codebook: str,
    variable: str,
) -> list[HeldBack]:
    """List what is held back of a split; cells without any cases stand in the table as held, but are no loss."""

    def one(kind: str, why: str, code: str = "", value: str | None = None) -> HeldBack:
        return HeldBack(kind, why, question, codebook, code, variable, value)

    found = [one("base", why, value=keys[group]) for group, why in sorted(held.bases.items())]
    for (row, group), why in sorted(held.cells.items()):
        if split.rows[row][group] or why != Reason.GROUP:
            found.append(one("cell", why, codes[row], keys[group]))
    filled = [(row, group) for row, counts in enumerate(split.rows) for group, count in enumerate(counts) if count]
    hidden = sum(cell in held.cells for cell in filled)
    if hidden > MOSTLY * len(filled):
        found.append(one("mostly", f"{hidden}/{len(filled)}"))
    return found


# -- telling ---------------------------------------------------------------------------------


def told(held: Iterable[HeldBack], language: str) -> list[str]:
    """Return what was held back as sentences for the one who publishes, a line for each row of a table."""
    lines = []
    for _, same in groupby(held, key=lambda each: (each.kind, each.question, each.codebook, each.code, each.variable)):
        group = list(same)
        first = group[0]
        where = first.question or first.codebook
        if first.kind in ("cell", "base"):
            values = ", ".join(
                f"{each.value if each.value is not None else guard_word('missing', language)} "
                f"({guard_word(f'why {each.reason}', language)})"
                for each in group
            )
            lines.append(
                guard_word(first.kind, language, where=where, code=first.code, by=first.variable, values=values)
            )
        elif first.kind == "mostly":
            hidden, _, of = first.reason.partition("/")
            offer = "mostly passages" if first.codebook else "mostly answers"
            lines.append(guard_word(offer, language, where=where, by=first.variable, n=hidden, of=of))
        else:
            lines += [
                guard_word(each.kind, language, number=each.quote, text=each.text, what=_kinds(each, language))
                if each.quote is not None
                else guard_word("doubt in text", language, text=each.text, what=_kinds(each, language))
                for each in group
            ]
    return lines


def _kinds(each: HeldBack, language: str) -> str:
    return ", ".join(guard_word(f"kind {kind}", language) for kind in each.reason.split(", "))


def as_held_data(held: Iterable[HeldBack]) -> list[dict[str, object]]:
    """Return what was held back as JSON-ready data, without any number; keys are documented in docs/publication.md."""
    return [
        {
            "kind": each.kind,
            "reason": each.reason,
            "question": each.question,
            "codebook": each.codebook or None,
            "code": each.code or None,
            "variable": each.variable or None,
            "value": each.value,
            "quote": each.quote,
            "text": each.text or None,
        }
        for each in held
    ]


def text_of(chapter: Chapter) -> list[str]:
    """Return what in a chapter may speak of people: running text, lists, quotes and the first column of tables."""
    found: list[str] = []
    for block in chapter.blocks:
        match block:
            case Paragraph(runs) | Note(runs, _):
                found.append(plain(runs))
            case BulletList(items):
                found += [plain(item) for item in items]
            case BlockQuote(paragraphs):
                found += [plain(each) for each in paragraphs]
            case Table(_, _, rows, _):
                found += [plain(row[0]) for row in rows if row]
            case _:
                pass
    return found
