"""Taking over one file's codings, completions, memos and the rest of coders' work, row by row."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from themecode.core.settling import (
    CELLS,
    CODINGS,
    COMPLETIONS,
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
from themecode.usecases.merge_translating import Translation

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
    translation: Translation = field(init=False)
    settled: set[str] = field(default_factory=set)
    """Uuids of the file's rows that were held against the study's: written, or the study's stands."""
    idle: dict[frozenset[str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """By the entries that touched them: the file's rows (uuids) that are again as they were."""
    _tallies: dict[str, _Counting] = field(default_factory=lambda: {table: _Counting() for table in _NAMES})
    _one: int = 0
    _both: list[BothSides] = field(default_factory=list)
    _left_out: dict[Away, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Have rows translated into the study."""
        self.translation = Translation(self.connection, self.incoming, self.homes)

    def take(self) -> FilePlan:
        """Write everything that the file brings and say what it was."""
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
            self.translation.live_codings = {
                row.place(CODINGS): (id, row) for id, row in here.items() if not row.deleted
            }
        by_uuid = {row.uuid: (id, row) for id, row in here.items()}
        # No two completions of one place, tombstones too; codings of one place meet in _place.
        by_place = {row.place(kind): (id, row) for id, row in here.items()} if kind is COMPLETIONS else {}
        if kind is CELLS and not removed:
            by_place = {row.place(kind): (id, row) for id, row in here.items() if not row.deleted}
        for now, base in self._changed(kind, by_uuid.keys(), removed=removed):
            home = self.translation.home(kind, now)
            if isinstance(home, Away):
                self._leave_out(kind, now, home)
                continue
            found = by_uuid.get(home.uuid) or by_place.get(home.place(kind))
            at, mine = found or (None, None)
            was = None if base is None else self.translation.translated(kind, base)
            settled = settle(kind, was, home, mine)
            if settled.both:
                self._note_both(kind, now, taken=settled.take)
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

    # -- writing them ---------------------------------------------------------------------------

    def _remove(self, kind: Kind, step: _Step) -> None:
        if kind is CODINGS and step.at is not None and exchange.has_memos(self.connection, step.at):
            away = Away(
                "the study has a memo on a coding that was removed in the file", self.translation.where(step.now)
            )
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
        removed = self.translation.file_codings.get(str(coding))
        if removed is None or exchange.is_live(self.connection, "codings", coding):
            return
        home = self.translation.home(CODINGS, removed)
        assert isinstance(home, Record)
        at = exchange.row_id(self.connection, "codings", coding)
        written = self._write(CODINGS, _Step(home, None, at))
        self.translation.live_codings[home.place(CODINGS)] = (written, home)
        self._note_both(CODINGS, removed, taken=True)

    def _lift(self, step: _Step) -> None:
        """Take a coding that moves off its place, so that another can have it."""
        assert step.at is not None
        self.translation.live_codings.pop(step.here_place, None)
        self.writer.change(CODINGS, step.at, {"deleted": 1})

    def _place(self, step: _Step) -> None:
        at, twin = self.translation.live_codings.get(step.now.place(CODINGS), (None, None))
        if at is None or twin is None or at == step.at:
            written = self._write(CODINGS, step)
            self.translation.live_codings[step.now.place(CODINGS)] = (written, step.now)
            return
        self._one += 1
        self._let_stand(CODINGS, step.now, at)
        if step.is_live:
            assert step.at is not None
            self.writer.move_memos(step.at, at)
        theirs, ours = str(step.now.values["condensation"] or ""), str(twin.values["condensation"] or "")
        if theirs and ours and theirs != ours:
            self._note_both(CODINGS, step.now, taken=theirs > ours)
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

    def _note_both(self, kind: Kind, row: Record, *, taken: bool) -> None:
        where, coder = self.translation.where(row), self.translation.coder(row)
        self._both.append(BothSides(_NAMES[kind.table], where, coder, taken))

    def _leave_out(self, kind: Kind, row: Record, away: Away) -> None:
        self._left_out.setdefault(away, Counter())[kind.table] += 1
