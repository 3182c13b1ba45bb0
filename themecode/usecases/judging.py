"""Answers to what was found, kept in the study until names are replaced: one can stop halfway and go on."""

from __future__ import annotations

import json
from collections.abc import Mapping

from themecode.core.errors import RefusedError
from themecode.formats.key_file import Key
from themecode.storage import rewriting
from themecode.storage.connection import transaction
from themecode.storage.queries.study import set_setting, setting
from themecode.storage.rewriting import JUDGED
from themecode.usecases.pseudonymising import Finding, Proposal
from themecode.usecases.study import Study

Answers = dict[str, bool | str]
"""By a finding's key: yes, no, or a stand-in of one's own."""


def answers_kept(study: Study) -> Answers:
    """Return the answers that were given and not carried out yet."""
    return dict(json.loads(setting(study.connection, JUDGED) or "{}"))


def keep_answers(study: Study, proposal: Proposal, answers: Mapping[str, bool | str]) -> None:
    """Keep answers for the next time. They go from the file when names are replaced, and when anything is erased.

    They leave no history: no name is to stand there. Raises RefusedError where names were replaced since the
    proposal was made: the answers would bring them back.
    """
    with transaction(study.connection):
        if rewriting.last_taken_out(study.connection) != proposal.as_of:
            raise RefusedError("names were replaced, or something erased, meanwhile", str(study.path), "look again")
        set_setting(study.connection, JUDGED, json.dumps(dict(answers), ensure_ascii=False))


def chosen_by(proposal: Proposal, answers: Mapping[str, bool | str]) -> dict[str, str]:
    """Return the stand-in of each finding to be replaced: as answered, and what is sure where nothing was answered.

    A yes takes the stand-in that is proposed now: numbers may have changed since.
    """
    chosen: dict[str, str] = {}
    for each in proposal.findings:
        answer = answers.get(each.key, each.sure)
        if answer is not False:
            chosen[each.key] = answer if isinstance(answer, str) else each.standin
    return chosen


def answer_of(each: Finding, chosen: Mapping[str, str]) -> bool | str:
    """Return as an answer what is chosen of a finding."""
    standin = chosen.get(each.key)
    return False if standin is None else True if standin == each.standin else standin


def left_before(proposal: Proposal, key: Key | None) -> Answers:
    """Return a no for each finding that was left on purpose before, unless the user's list has it now."""
    left = set(key.left) if key else set()
    known = proposal.lexicon.known
    return {
        each.key: False
        for each in proposal.findings
        if each.key in left and not (each.id in known and known[each.id].listed)
    }


def left_by(answers: Mapping[str, bool | str]) -> list[str]:
    """Return the keys of the findings that were answered with no."""
    return [key for key, answer in answers.items() if answer is False]
