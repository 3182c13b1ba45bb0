"""Writing in the matrix of cases and themes: a summary of what a case says on a theme (the framework method)."""

from __future__ import annotations

from themecode.core.errors import NotFoundError
from themecode.core.plaintext import normalise
from themecode.storage.journal import Value
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import matrix as queries
from themecode.storage.queries.matrix import Cell
from themecode.usecases.study import Study

__all__ = ["Cell", "cell", "write_cell"]


def cell(study: Study, case: str, code: str) -> Cell | None:
    """Return what is written on a case and a code, both by key; ``None`` where nothing is.

    Raises NotFoundError for an unknown case or code.
    """
    return queries.cell_at(study.connection, _case(study, case), study.find_code(code).id)


def write_cell(study: Study, case: str, code: str, text: str) -> None:
    """Write the summary of a case on a code, both by key; an empty one takes it away. One step that can be undone.

    A cell has one summary, whoever writes in it: who wrote last stands by it. Raises NotFoundError for an unknown
    case or code, InputError for text that cannot be kept.
    """
    case_id, code_id = _case(study, case), study.find_code(code).id
    text = normalise(text).strip()
    with study.act("cell" if text else "clear cell") as entry:
        before = queries.cell_at(study.connection, case_id, code_id)
        if (before.text if before else "") == text:
            return
        if before is not None and not text:
            entry.delete_where("cells", "id = ?", (before.id,))
        else:
            values: dict[str, Value] = {"text": text, "coder_id": study.ensure_coder(entry), "changed": entry.moment}
            if before is not None:
                entry.update("cells", before.id, values)
            else:
                entry.insert("cells", {"case_id": case_id, "code_id": code_id, "created": entry.moment, **values})
        entry.describe(study.say("cell" if text else "clear cell", case=case, code=code))


def _case(study: Study, key: str) -> int:
    found = document_queries.case_ids(study.connection).get(key)
    if found is None:
        raise NotFoundError("there is no such case", key, "check the case key")
    return found
