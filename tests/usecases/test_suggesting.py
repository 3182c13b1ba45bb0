"""What suggestions are made from: one coder's own decisions, and nobody else's."""

from __future__ import annotations

from typing import Any

from themecode import Study
from themecode.usecases.completing import complete
from themecode.usecases.suggesting import decisions, scope
from themecode.usecases.suggestion_decisions import reject

ANSWER = ("1", "q1")


def test_what_others_coded_completed_and_rejected_is_not_learnt_from(small: Any) -> None:
    for coder, code, rejected in (("Anna", "k.rum", "k.rad"), ("Bo", "k.rad", "k.tid.luft")):
        with Study.open(small.path, coder=coder) as study:
            document = study.document(*ANSWER)
            study.code(document, 0, 9, code)
            reject(study, document, 0, 9, rejected)
            complete(study, document)
    for document_id in (None, document.id):
        for coder, code, rejected in (("Anna", "k.rum", "k.rad"), ("Bo", "k.rad", "k.tid.luft")):
            with Study.open(small.path, coder=coder, read_only=True) as study:
                found = decisions(study, scope(study, "q1"), document_id)
                assert [row.code_id for row in found.labels] == [study.find_code(code).id]
                assert [row.code_id for row in found.rejections] == [study.find_code(rejected).id]
                assert [row.state for row in found.states] == ["completed"]
