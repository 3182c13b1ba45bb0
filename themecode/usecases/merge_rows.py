"""Taking over one file's codings, completions, memos and the rest of coders' work, row by row."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from themecode.core.settling import (
    CELLS,
    CODINGS,
    COMPLETIONS,
    DECISIONS,
    MEMOS,
    WORK,
    Kind,
    Record,
    Value,
    before,
    is_changed,
    settle,
)
from themecode.storage import exchange
from themecode.storage.exchange import Writer
from themecode.usecases.merge_file import Incoming, Touches
from themecode.usecases.merge_homes import Away, Homes
from themecode.usecases.merge_plan import BothSides, FilePlan, NotMerged, Tally

_NAMES = {kind.table: kind.table.removesuffix("s") for kind in WORK}
_FREE = tuple(kind for kind in WORK if kind not in (CODINGS, COMPLETIONS, MEMOS))
"""Kinds whose rows go in by themselves: no other row stands on them."""


@dataclass
class _Counting:
    """A `Tally` being made."""

    new: int = 0
    changed: int = 0
    removed: int = 0

    def add(self, now: Record, here: Record | None) -> None:
        if now.deleted:
            self.removed += 1
        elif here is None or here.deleted:
            self.new += 1
        else:
            self.changed += 1


@dataclass
class _Step:
    """A row of the file that stands: in the study's uuids, with the study's own version and its id."""

    now: Record
    here: Record | None
    at: int | None

    @property
    def is_live(self) -> bool:
        """Whether the study has a live version."""
        return self.here is not None and not self.here.deleted

    @property
    def here_place(self) -> tuple[Value, ...]:
        """Where the study's version of a coding stands."""
        return () if self.here is None else self.here.place(CODINGS)


@dataclass
class Rows:
    """One file's rows on their way into the study."""

    connection: sqlite3.Connection
    writer: Writer
    incoming: Incoming
    homes: Homes
    touches: Touches
    settled: set[str] = field(default_factory=set)
    """Uuids of the file's rows that were held against the study's: written, or the study's stands."""
    idle: dict[frozenset[str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """By the entries that touched them: the file's rows (uuids) that are again as they were."""
    _tallies: dict[str, _Counting] = field(default_factory=lambda: {table: _Counting() for table in _NAMES})
    _one: int = 0
    _both: list[BothSides] = field(default_factory=list)
    _left_out: dict[Away, Counter[str]] = field(default_factory=dict)
    _file_codings: dict[str, Record] = field(default_factory=dict)
    _codings: dict[tuple[Value, ...], tuple[int, Record]] = field(default_factory=dict)
    """The live codings of the study, with ids, by place."""

    def take(self) -> FilePlan:
        """Write everything that the file brings and say what it was."""
        self._file_codings = self.incoming.by_uuid("codings")
        for kind in (*_FREE, MEMOS, CODINGS, COMPLETIONS):  # memos first: a coding goes after those on it
            for step in list(self._steps(kind, removed=True)):
                self._remove(kind, step)
        for step in list(self._steps(COMPLETIONS, removed=False)):
            self._write(COMPLETIONS, step)
        self._place_codings()
        for step in list(self._steps(MEMOS, removed=False)):
            self._bring_back(step.now.values["coding_id"])
            self._write(MEMOS, step)
        for kind in _FREE:
            for step in list(self._steps(kind, removed=False)):
                self._write(kind, step)
        return self._plan()

    def _plan(self) -> FilePlan:
        tallies = {table: Tally(one.new, one.changed, one.removed) for table, one in self._tallies.items()}
        return FilePlan(
            file=self.incoming.name,
            bundle_for=self.incoming.bundle_for,
            **tallies,
            one=self._one,
            new_coders=tuple(self.homes.new_coders),
            coders_by_name=tuple(self.homes.coders_by_name),
            new_rounds=tuple(self.homes.new_rounds),
            new_codes=tuple(self.homes.new_codes),
            codebook_differences=tuple(self.homes.differences()),
            both_sides=tuple(sorted(self._both)),
            refused_documents=tuple(sorted(self.homes.refused_documents)),
            not_merged=tuple(
                sorted(NotMerged(away.reason, away.where, **counts) for away, counts in self._left_out.items())
            ),
        )

    # -- which rows stand -----------------------------------------------------------------------

    def _here(self, kind: Kind) -> dict[int, Record]:
        coders = {self.homes.find("coders", uuid) for uuid in self.incoming.by_uuid("coders")}
        known = [uuid for uuid in coders if isinstance(uuid, str)]
        return exchange.read_beside(self.connection, kind, known, self.incoming.rows[kind.table].values())

    def _steps(self, kind: Kind, *, removed: bool) -> Iterator[_Step]:
        """Yield the rows of the file, live or removed, that stand against the study's; note the others."""
        here = self._here(kind)
        if kind is CODINGS:
            self._codings = {row.place(CODINGS): (id, row) for id, row in here.items() if not row.deleted}
        by_uuid = {row.uuid: (id, row) for id, row in here.items()}
        # No two completions of one place, tombstones too; codings of one place meet in _place.
        by_place = {row.place(kind): (id, row) for id, row in here.items()} if kind is COMPLETIONS else {}
        if kind is CELLS and not removed:
            by_place = {row.place(kind): (id, row) for id, row in here.items() if not row.deleted}
        for now, base in self._changed(kind, by_uuid.keys(), removed=removed):
            home = self._home(kind, now)
            if isinstance(home, Away):
                self._leave_out(kind, now, home)
                continue
            found = by_uuid.get(home.uuid) or by_place.get(home.place(kind))
            at, mine = found or (None, None)
            was = None if base is None else self._translated(kind, base)
            settled = settle(kind, was, home, mine)
            if settled.both:
                self._both.append(BothSides(_NAMES[kind.table], self._where(now), self._coder(now), settled.take))
            if settled.take:
                yield _Step(home, mine, at)
            else:
                self._let_stand(kind, now, at)

    def _changed(self, kind: Kind, here: Collection[str], *, removed: bool) -> Iterator[tuple[Record, Record | None]]:
        """Yield (row, the row as it was) of what the file has changed and the study does not know of."""
        for id, now in self.incoming.rows[kind.table].items():
            if now.deleted != removed:
                continue
            touches = self.touches.get((kind.table, id), [])
            if touches:
                base = before(now, (touch.before for touch in touches))
            elif id in self.incoming.lost[kind.table] and now.uuid not in here:
                base = None
            else:
                continue
            if is_changed(kind, base, now):
                yield now, base
            else:
                self.idle[frozenset(touch.entry for touch in touches)].add(now.uuid)

    def _home(self, kind: Kind, row: Record) -> Record | Away:
        """Return a row of the file in the study's uuids, or why it has no place there."""
        for column, table in kind.refers.items():
            if (uuid := row.values[column]) is not None and table != "codings":
                found = self.homes.find(table, uuid)
                if isinstance(found, Away):
                    return found
        home = self._translated(kind, row)
        # Decisions are made on closed rounds.
        if kind is not DECISIONS and (round := self.homes.closed(home.values.get("round_id"))):
            return Away(f"the round {round} is closed", self._where(row))
        if kind is MEMOS and row.values["coding_id"] and not row.deleted and home.values["coding_id"] is None:
            return Away("the coding that the memo is on is not in the study", self._where(row))
        return home

    def _translated(self, kind: Kind, row: Record) -> Record:
        values = dict(row.values)
        for column, table in kind.refers.items():
            if values[column] is None:
                continue
            if table == "codings":
                values[column] = self._coding(values[column])
            elif isinstance(found := self.homes.find(table, values[column]), str):
                values[column] = found
        if kind is COMPLETIONS:
            book, version = row.values["codebook_id"], row.values["codebook_version"]
            values["codebook_version"] = self.homes.seen_version(book, version)
        return replace(row, values=values)

    def _coding(self, uuid: Value) -> str | None:
        """Return the coding of the study that a coding of the file is, has become one with, or can be again."""
        if exchange.is_live(self.connection, "codings", uuid):
            return str(uuid)
        coding = self._file_codings.get(str(uuid))
        if coding is None or coding.deleted:
            return None
        home = self._home(CODINGS, coding)
        if isinstance(home, Away):
            return None
        _, twin = self._codings.get(home.place(CODINGS), (None, None))
        return twin.uuid if twin else home.uuid

    # -- writing them ---------------------------------------------------------------------------

    def _remove(self, kind: Kind, step: _Step) -> None:
        if kind is CODINGS and step.at is not None and exchange.has_memos(self.connection, step.at):
            away = Away("the study has a memo on a coding that was removed in the file", self._where(step.now))
            self._leave_out(kind, step.now, away)
        else:
            self._write(kind, step)

    def _place_codings(self) -> None:
        steps = list(self._steps(CODINGS, removed=False))
        for step in steps:
            if step.is_live and step.now.place(CODINGS) != step.here_place:
                self._lift(step)
        for step in sorted(steps, key=lambda step: (str(step.now.values["created"]), step.now.uuid)):
            self._place(step)

    def _bring_back(self, coding: Value) -> None:
        """Make a coding live again that the study removed, because a memo of the file is on it: memos are not lost."""
        removed = self._file_codings.get(str(coding))
        if removed is None or exchange.is_live(self.connection, "codings", coding):
            return
        home = self._home(CODINGS, removed)
        assert isinstance(home, Record)
        at = exchange.row_id(self.connection, "codings", coding)
        written = self._write(CODINGS, _Step(home, None, at))
        self._codings[home.place(CODINGS)] = (written, home)
        self._both.append(BothSides("coding", self._where(removed), self._coder(removed), taken=True))

    def _lift(self, step: _Step) -> None:
        """Take a coding that moves off its place, so that another can have it."""
        assert step.at is not None
        self._codings.pop(step.here_place, None)
        self.writer.change(CODINGS, step.at, {"deleted": 1})

    def _place(self, step: _Step) -> None:
        at, twin = self._codings.get(step.now.place(CODINGS), (None, None))
        if at is None or twin is None or at == step.at:
            written = self._write(CODINGS, step)
            self._codings[step.now.place(CODINGS)] = (written, step.now)
            return
        self._one += 1
        self._let_stand(CODINGS, step.now, at)
        if step.is_live:
            assert step.at is not None
            self.writer.move_memos(step.at, at)
        theirs, ours = str(step.now.values["condensation"] or ""), str(twin.values["condensation"] or "")
        if theirs and ours and theirs != ours:
            where, coder = self._where(step.now), self._coder(step.now)
            self._both.append(BothSides("coding", where, coder, taken=theirs > ours))
        if theirs > ours:
            self.writer.change(CODINGS, at, {"condensation": theirs})
            self._tallies["codings"].changed += 1

    def _let_stand(self, kind: Kind, now: Record, at: int | None) -> None:
        """Leave the study's row as it is, and have the history know that this merge relies on it."""
        self.settled.add(now.uuid)
        if at is not None:
            self.writer.confirm(kind, at)

    def _write(self, kind: Kind, step: _Step) -> int:
        self.homes.make(step.now)
        self.settled.add(step.now.uuid)
        self._tallies[kind.table].add(step.now, step.here)
        if step.now.deleted and step.at is not None:
            self.writer.change(kind, step.at, {"deleted": 1, kind.stamp: step.now.values[kind.stamp]})
            return step.at
        return self.writer.put(kind, step.now, step.at)

    # -- saying it ------------------------------------------------------------------------------

    def _leave_out(self, kind: Kind, row: Record, away: Away) -> None:
        self._left_out.setdefault(away, Counter())[kind.table] += 1

    def _coder(self, row: Record) -> str:
        mine = row.values["coder_id"]
        coders = self.incoming.rows["coders"].values()
        names = (
            coder.values["name"] for coder in coders if mine in (coder.uuid, self.homes.find("coders", coder.uuid))
        )
        return str(next(names, "?"))

    def _where(self, row: Record) -> str:
        """Say on what a row of the file stands."""
        if document := self.incoming.texts.get(str(row.values.get("document_id"))):
            return document.title
        if coding := self._file_codings.get(str(row.values.get("coding_id"))):
            return self._where(coding)
        for code in self.incoming.rows["codes"].values():
            if code.uuid == row.values.get("code_id"):
                return str(code.values["key"])
        return self.incoming.cases.get(str(row.values.get("case_id")), "")
