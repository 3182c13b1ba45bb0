"""Codebooks in and out of the study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from themecode.core.codebook import CodebookEntry, CodeEntry, CodeKind
from themecode.core.localized import Localized
from themecode.core.summaries import some_codings
from themecode.formats.codebook_file import read_codebook, write_codebook
from themecode.storage.codebook_rows import Recoded
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.usecases.codebook_edits import changing
from themecode.usecases.codebook_plan import Plan, Step, plan_codebook
from themecode.usecases.study import Study

__all__ = ["Plan", "Step"]


def load_codebook(study: Study, path: Path, *, dry_run: bool = False, revisit: bool = True) -> Plan:
    """Read a codebook file into the study, or bring the study's codebook of this key up to the file.

    A code is known by its uuid, else its key, else the first old key under ``was`` (a renaming); further old
    keys are merged into it. A definition that changed makes documents due for reading again, unless
    ``revisit`` is off because only its wording changed. Returns what was done, or would be with ``dry_run``.

    Raises InputError for codes that the study cannot take so, and whatever is wrong with the file.
    """
    return load_entry(study, read_codebook(path), path.name, dry_run=dry_run, revisit=revisit)


def load_entry(study: Study, book: CodebookEntry, where: str, *, dry_run: bool = False, revisit: bool = True) -> Plan:
    """Do what `load_codebook` does with a codebook that is read already; ``where`` names it in messages."""
    with reading(study.connection):
        plan = plan_codebook(study, book, where, revisit=revisit)
    if dry_run or not plan.steps:
        return plan
    with changing(study, "load codebook") as edits:
        plan = plan_codebook(study, book, where, revisit=revisit)  # again: someone may have written meanwhile
        done = [step.do(edits) for step in plan.steps]
        edits.entry.describe(_summary(study, plan, [each for each in done if isinstance(each, Recoded)]))
    return plan


def _summary(study: Study, plan: Plan, merged: Sequence[Recoded]) -> str:
    numbers = {"codebook": plan.key, "new": len(plan.new), "changed": len(plan.changed)}
    if not merged:
        return study.say("load codebook", **numbers)
    total = sum(merged, Recoded(0, 0))
    codings = some_codings(total.codings, study.language, frozen=total.frozen)
    return study.say("load codebook, merging", **numbers, merged=len(merged), codings=codings)


def save_codebook(study: Study, key: str, path: Path) -> int:
    """Write a codebook of the study to a YAML file and return how many codes it has."""
    book = study.codebook(key)
    entry = codebook_entry(book, code_queries.codes(study.connection, book.id))
    write_codebook(path, entry)
    return sum(1 for _ in entry.walk())


def codebook_entry(book: CodebookRow, rows: Sequence[CodeRow]) -> CodebookEntry:
    """Build the file form of a codebook from its rows."""
    children: dict[int | None, list[CodeRow]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)

    def entry(row: CodeRow) -> CodeEntry:
        def part(name: str) -> Localized:
            return Localized({text.language: getattr(text, name) for text in row.texts if getattr(text, name)})

        return CodeEntry(
            key=row.key,
            kind=CodeKind(row.kind),
            label=part("label"),
            definition=part("definition"),
            include=part("include"),
            exclude=part("exclude"),
            examples=tuple((text.language, example) for text in row.texts for example in text.examples),
            codable=row.codable,
            retired=row.retired,
            color=row.colour or None,
            uuid=row.uuid,
            codes=tuple(entry(child) for child in children.get(row.id, ())),
        )

    return CodebookEntry(book.key, book.name, tuple(entry(row) for row in children.get(None, ())), book.uuid)
