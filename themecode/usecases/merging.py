"""Bringing what a team did on separate machines together in the study.

Rows are known by uuid; hashes only verify that a text is the same. What a file brings is what the entries
of its history that the study does not have yet made of its rows, so merging a file again, or an older
version of it, changes nothing, and the order of files does not matter. (One exception: a coder with two
files makes the same coding in both, and takes it away in the one that was merged before. Whether it stays
for the other file then depends on which of the two is merged first.) Where a row was changed on both
sides the later version stands (`core.settling`), and it is listed. The codebook is the study's: new codes
come in, differences are listed and left to people.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from themecode.core.errors import Fault, InputError, RefusedError, ThemecodeError
from themecode.storage import exchange
from themecode.storage.bundles import FOR
from themecode.storage.exchange import Brought, Writer
from themecode.storage.journal import Entry
from themecode.storage.queries.study import setting
from themecode.usecases.erasing import mask_brought
from themecode.usecases.merge_file import Incoming, read_incoming
from themecode.usecases.merge_homes import Homes
from themecode.usecases.merge_plan import FilePlan, MergePlan
from themecode.usecases.merge_rows import Rows
from themecode.usecases.pseudonymising import has_standins
from themecode.usecases.study import Study

_SHOWN = 4


def merge(study: Study, paths: Sequence[Path], *, dry_run: bool = False) -> MergePlan:
    """Bring the work in bundles, or in copies of the study, into the study as one entry of the history.

    Of a bundle its coder's work is taken, of a copy everybody's. With ``dry_run`` the same is done and
    thrown away, so that the plan is what would happen.

    Raises InputError or RefusedError, and writes nothing, where a file is another study's or cannot be
    read, where ``study`` is itself a bundle, and for a coder whose name differs from one in the study only
    by case or spaces.
    """
    if setting(study.connection, FOR) is not None:
        raise RefusedError(
            "this is a bundle, which holds one coder's work alone", str(study.path), "merge into the study itself"
        )
    files = _read_all(study, paths, read_only=dry_run)
    try:
        with study.act("merge") as entry:
            plan = MergePlan(_merge_all(study, entry, files), written=bool(entry.touched) and not dry_run)
            if entry.touched:
                _mask_erased(study, entry, files)
                entry.describe(_summary(study, plan))
            if dry_run:
                raise _DryRunError(plan)
    except _DryRunError as preview:
        return preview.plan
    return plan


class _DryRunError(Exception):
    """Carries the plan out of a transaction that must not stay."""

    def __init__(self, plan: MergePlan) -> None:
        super().__init__()
        self.plan = plan


def _read_all(study: Study, paths: Sequence[Path], *, read_only: bool) -> list[Incoming]:
    files: list[Incoming] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            files.append(read_incoming(study, path, read_only=read_only))
        except ThemecodeError as error:
            faults += error.faults
    if faults:
        raise InputError.of(faults)
    return files


def _order(file: Incoming) -> tuple[str, tuple[str, ...]]:
    return file.bundle_for or "", file.entries


def _merge_all(study: Study, entry: Entry, files: Sequence[Incoming]) -> tuple[FilePlan, ...]:
    """Merge each file, and again those of which something was left out, as long as more of it goes in.

    They are sorted, so that the same files give the same rows however they were listed.
    """
    plans: dict[int, FilePlan] = {}
    waiting = sorted(files, key=_order)
    while waiting:
        before = {id(file): plans[id(file)].not_merged for file in waiting if id(file) in plans}
        for file in waiting:
            plan = _merge_file(study, entry, file)
            plans[id(file)] = plans[id(file)].followed_by(plan) if id(file) in plans else plan
        waiting = [
            file
            for file in waiting
            if plans[id(file)].not_merged and plans[id(file)].not_merged != before.get(id(file))
        ]
    return tuple(plans[id(file)] for file in files)


def _merge_file(study: Study, entry: Entry, file: Incoming) -> FilePlan:
    writer = Writer(entry)
    touches = file.unknown(exchange.brought(study.connection))
    homes = Homes(study.connection, writer, file, touches)
    rows = Rows(study.connection, writer, file, homes, touches)
    plan = rows.take()
    # What was left out does not count as brought: it is looked at again, should what stood against it go.
    exchange.remember(entry, [Brought(frozenset(file.entries), frozenset(rows.settled | homes.written))])
    idle = [Brought(entries, frozenset(uuids)) for entries, uuids in rows.idle.items()]
    exchange.remember(entry, idle, for_good=True)
    return plan


def _mask_erased(study: Study, entry: Entry, files: Sequence[Incoming]) -> None:
    """Leave out of what came the words that a file still has, and that were taken out of the study for good.

    They were erased with their text, or stand-ins were put in their place.
    """
    erased = exchange.erased(study.connection)
    replaced = has_standins(study)
    here = exchange.texts(study.connection) if replaced else {}
    if texts := [
        text.text
        for file in files
        for uuid, text in file.texts.items()
        if uuid in erased or (replaced and uuid in here and here[uuid].text != text.text)
    ]:
        mask_brought(study, entry.id, texts)


def _summary(study: Study, plan: MergePlan) -> str:
    names = [file.file for file in plan.files if file.brings] or [file.file for file in plan.files]
    shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    codings = plan.codings
    return study.say("merge", files=shown, new=codings.new, changed=codings.changed, removed=codings.removed)
