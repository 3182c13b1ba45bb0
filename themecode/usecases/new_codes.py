"""Making a code and putting it on text, as one step: one undo takes back both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.codings import coding_at
from themecode.storage.queries.documents import Document
from themecode.usecases.bulk import Bulk, put_on_many
from themecode.usecases.codebook_edits import changing
from themecode.usecases.coding import check_span, insert_coding, usable_code
from themecode.usecases.completing import require_live
from themecode.usecases.making_codes import label_wording, make_code
from themecode.usecases.study import Study
from themecode.usecases.working_round import round_to_write


@dataclass(frozen=True)
class MadeOnMany:
    """A code that was made, and what became of the answers it was put on."""

    code: CodeRow
    done: Bulk


def code_with_new(
    study: Study,
    document: Document,
    start: int,
    end: int,
    label: str,
    *,
    codebook: str | None = None,
    also: Sequence[str] = (),
) -> CodeRow:
    """Make a code from its label, put it and other codes on ``document.text[start:end]``, and return it.

    Raises what `codebook_changes.add_code` and `coding.code` raise, and then no code is made.
    """
    check_span(document, start, end)
    label_wording(label)
    with changing(study, "code with new") as edits:
        require_live(study, document)
        key = make_code(edits, label.strip(), codebook=codebook)
        made = study.find_code(key)
        coder_id = study.ensure_coder(edits.entry)
        round_id = round_to_write(study, edits.entry, document, coder_id, None)
        for row in (*(usable_code(study, each) for each in dict.fromkeys(also)), made):
            place = (document.id, Span(start, end), row.id, coder_id, round_id)
            if coding_at(study.connection, *place) is None:
                insert_coding(edits.entry, *place)
        edits.entry.describe(study.say("code with new", code=key, document=document.title))
    return study.find_code(key)


def code_many_with_new(
    study: Study, document_ids: Iterable[int], label: str, *, codebook: str | None = None
) -> MadeOnMany:
    """Make a code from its label and put it on the whole of many answers.

    Raises what `codebook_changes.add_code` and `bulk.code_many` raise, and then no code is made.
    """
    label_wording(label)
    with changing(study, "code many with new") as edits:
        key = make_code(edits, label.strip(), codebook=codebook)
        done = put_on_many(study, edits.entry, document_ids, study.find_code(key))
        edits.entry.describe(study.say("code many with new", code=key, n=done.done))
    return MadeOnMany(study.find_code(key), done)
