"""What must be said beside a count: n and base, answer states, the mix of codings, PRELIMINÄR."""

from __future__ import annotations

from themecode.analysis.agreement_stance import NotComputed
from themecode.analysis.counts import RESULT, CategoryCounts
from themecode.core.states import AnswerState
from themecode.report.agreement_words import WORDS as AGREEMENT_WORDS
from themecode.report.agreement_words import say
from themecode.report.lists import enumeration
from themecode.report.numbers import grouped
from themecode.report.questions import titled
from themecode.report.words import state_word, word

NAMED = 5
"""Codes named in one sentence, before the rest are only counted."""


def nouns(counts: CategoryCounts, language: str) -> tuple[str, str]:
    """Return what a case is called, singular and plural: the study's own noun, else a plain one."""
    if counts.question is None:
        return word("interview", language), word("interviews", language)
    return counts.case_nouns.get(language) or (word("case", language), word("cases", language))


def heading(counts: CategoryCounts, language: str) -> str:
    """Return what was counted: the question's number and wording, or the interviews, and the codebook."""
    name = counts.codebook.name.in_language(language) or counts.codebook.key
    if counts.question is None:
        return f"{word('transcripts', language)} – {name}"
    return f"{titled(counts.question, language)} – {name}"


def base_note(counts: CategoryCounts, language: str) -> str:
    """Return n and base: how many answered, of how many."""
    singular, plural = nouns(counts, language)
    if counts.question is None:
        return f"n = {grouped(counts.answered, language)} {singular if counts.answered == 1 else plural}."
    others = counts.answered_not_asked
    key = "n asked and others" if others else "n asked" if counts.states[AnswerState.NOT_ASKED] else "n"
    return word(
        key,
        language,
        answered=grouped(counts.answered, language),
        among=grouped(counts.answered - others, language),
        others=grouped(others, language),
        asked=grouped(counts.put_to, language),
        cases=grouped(counts.cases, language),
        n=others,
        noun=singular if (counts.answered if others else counts.put_to) == 1 else plural,
    )


def preliminary_note(counts: CategoryCounts, language: str) -> str | None:
    """Return the warning that documents are unread or undecided, or ``None``."""
    if not counts.preliminary:
        return None
    unread, undecided = counts.documents["unread"], counts.documents["undecided"]
    parts = [word("preliminary unread", language, n=grouped(unread, language))] if unread else []
    if undecided:
        key = "preliminary undecided" if unread else "preliminary only undecided"
        parts.append(word(key, language, n=grouped(undecided, language)))
    return word("preliminary", language, parts=enumeration(parts, language))


def mix_note(counts: CategoryCounts, language: str) -> str | None:
    """Return whose codings were counted: consensus and single, or one coder's."""
    if counts.coder != RESULT:
        return word("coder", language, coder=counts.coder)
    parts = [
        word(f"mix {kind}", language, n=grouped(counts.documents[kind], language))
        for kind in ("consensus", "single")
        if counts.documents[kind]
    ]
    return word("mix", language, parts=", ".join(parts)) if parts else None


def states_note(counts: CategoryCounts, language: str) -> str:
    """Return the answer states that occur, with their cases."""
    parts = [
        f"{state_word(state, language)} {grouped(number, language)}"
        for state, number in counts.states.items()
        if number
    ]
    return f"{word('states', language)}: {', '.join(parts)}." if parts else ""


def revisit_notes(counts: CategoryCounts, language: str) -> list[str]:
    """Return how many documents were completed before which codes, those with the same number in one sentence."""
    by_number: dict[int, list[str]] = {}
    for each in counts.revisit:
        by_number.setdefault(each.documents, []).append(each.code)
    noun = "answer" if counts.question else "interview"
    notes = []
    for number, codes in by_number.items():
        named, rest = codes[:NAMED], codes[NAMED:]
        names = [*named, word("more codes", language, n=len(rest))] if rest else named
        one = number == 1
        notes.append(
            word(
                "revisit one" if one else "revisit",
                language,
                n=grouped(number, language),
                noun=word(noun if one else f"{noun}s", language),
                codes=enumeration(names, language),
            )
        )
    return notes


def not_computed_note(said: NotComputed, language: str) -> str:
    """Return the sentence that agreement between coders is not computed, by choice of method."""
    return say(AGREEMENT_WORDS, "not computed", language, why=said.why.rstrip("."))


def all_notes(counts: CategoryCounts, language: str) -> list[str]:
    """Return every note in the order they are printed, the warning first."""
    notes = [
        preliminary_note(counts, language),
        *revisit_notes(counts, language),
        base_note(counts, language),
        None if counts.basis == "cases" else word(f"basis {counts.basis}", language),
        states_note(counts, language) if counts.question else None,
        mix_note(counts, language),
        not_computed_note(counts.not_computed, language) if counts.not_computed else None,
    ]
    return [note for note in notes if note]
