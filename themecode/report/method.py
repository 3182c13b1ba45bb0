"""The method paragraph, and the checklists COREQ and SRQR with what the study knows of each item."""

from __future__ import annotations

from collections.abc import Sequence

from themecode import __version__
from themecode.analysis.declared import Declared
from themecode.core.localized import LANGUAGES
from themecode.report.agreement_method import method_sentences
from themecode.report.agreement_words import say
from themecode.report.blocks import Block, BulletList, Chapter, Heading, Paragraph, Run, Runs
from themecode.report.checklist_words import COREQ, SRQR, Item
from themecode.report.declaration_words import SENTENCES
from themecode.report.lists import enumeration
from themecode.report.method_words import WORDS
from themecode.report.notes import not_computed_note
from themecode.report.numbers import grouped
from themecode.report.table_cells import noun
from themecode.usecases.looking import CodebookRow, CodeRow

PARTS = ("paragraph", "coreq", "srqr", "codebook")
"""What the method chapter is made of."""
CHECKLISTS = {"coreq": COREQ, "srqr": SRQR}


def method_chapter(found: Declared, language: str, parts: Sequence[str] = PARTS) -> Chapter:
    """Return the parts asked for, in their order: method paragraph, checklists, codebook appendix.

    What the study cannot know and nobody has said stands in brackets, and in the remarks.
    """
    from themecode.report.appendix import appendix

    blocks: list[Block] = []
    remarks: list[str] = []
    for part in PARTS:
        if part not in parts:
            continue
        if part == "paragraph":
            blocks += paragraph(found, language)
            if not found.said.get("approach"):
                remarks.append(_say("remark approach", language))
        elif part == "codebook":
            blocks += appendix([each for each in found.books if each[1]], language)
        else:
            blocks += checklist(found, part, language)
            remarks += _open_items(found, part, language)
    return Chapter(language, tuple(blocks), tuple(remarks))


def paragraph(found: Declared, language: str) -> list[Block]:
    """Return what was analysed, by whom and how, ready for the method chapter."""
    runs: list[Run] = [Run(_material(found, language))] if found.interviews or found.open else []
    if approach := found.said.get("approach"):
        runs.append(Run(approach))
    else:
        runs.append(Run(_gap(_say("approach", language), language), strong=True))
    runs += [Run(line) for line in _coding(found, language)]
    spaced = tuple(run for place, each in enumerate(runs) for run in ([Run(" ")] if place else []) + [each])
    return [Heading(1, (Run(_say("method", language)),)), Paragraph(spaced)]


def _material(found: Declared, language: str) -> str:
    parts = []
    if found.interviews:
        key = "interview" if found.interviews == 1 else "interviews"
        people = _say("people", language, n=grouped(found.participants, language))
        parts.append(_say(key, language, n=grouped(found.interviews, language), people=people))
    if found.open:
        questions = (
            _say("one question", language)
            if found.open == 1
            else _say("some questions", language, n=grouped(found.open, language))
        )
        who = noun(found.case_nouns, found.answered, language)
        parts.append(_say("answers", language, questions=questions, n=grouped(found.answered, language), noun=who))
    return _say("material", language, parts=enumeration(parts, language))


def _coding(found: Declared, language: str) -> list[str]:
    """Return the sentences on codebooks, coders, rounds, agreement, consensus and what is counted."""
    coded = [each for each in found.coded if each.by]
    if not coded:
        return []
    books = {each.counts.codebook.key for each in coded}
    told = _say("one book", language) if len(books) == 1 else _say("books", language, n=grouped(len(books), language))
    lines = [_say("coding", language, version=__version__, books=told)]
    coders = coders_of(found)
    if coders:
        key = "one coder" if len(coders) == 1 else "coders"
        lines.append(_say(key, language, names=enumeration(coders, language)))
    apart = list(
        dict.fromkeys(name for each in coded for name, kind in each.rounds if kind in ("reliability", "pilot"))
    )
    if apart and len(coders) > 1:
        key = "independent one" if len(apart) == 1 else "independent"
        lines.append(_say(key, language, names=enumeration(apart, language)))
    decided = sum(each.counts.documents["consensus"] for each in coded)
    if decided:
        lines.append(_say("consensus", language, n=grouped(decided, language)))
    lines += method_sentences([each.agreement for each in coded if each.agreement is not None], language)
    if found.not_computed is not None:
        lines.append(not_computed_note(found.not_computed, language))
    if any(each.counts.question for each in coded):
        lines.append(_say("counting", language))
    if any(each.counts.question is None for each in coded):
        lines.append(_say("counting interviews", language))
    waiting = sum(each.counts.documents["unread"] + each.counts.documents["undecided"] for each in coded)
    if waiting:
        lines.append(_say("unread", language, n=grouped(waiting, language)))
    return lines


def checklist(found: Declared, name: str, language: str) -> list[Block]:
    """Return a checklist: per item its number, what it is about, and what was said or the study knows."""
    items: list[Runs] = []
    for number, item in enumerate(CHECKLISTS[name], start=1):
        about = (item.sv, item.en)[LANGUAGES.index(language)]
        answer = answer_to(found, name, number, item, language)
        told = Run(answer) if answer else Run(_say("gap", language), strong=True)
        items.append((Run(f"{number}. ", strong=True), Run(f"{about}: "), told))
    return [
        Heading(1, (Run(_say(name, language)),)),
        Paragraph((Run(_say("intro", language)),)),
        BulletList(tuple(items)),
    ]


def answer_to(found: Declared, name: str, number: int, item: Item, language: str) -> str:
    """Return what was said to an item, else what the study knows, else nothing."""
    said = found.said.get(f"{name}.{number}")
    if said:
        return str(said)
    if item.fact in ("approach", "sampling", "ethics", "collection"):
        return str(found.said.get(item.fact, ""))
    return _fact(found, item.fact, language) if item.fact else ""


def coders_of(found: Declared) -> list[str]:
    """Return all persons who coded, each once."""
    return list(dict.fromkeys(coder for each in found.coded for coder in each.coders))


def _fact(found: Declared, fact: str, language: str) -> str:
    def n(count: int) -> str:
        return grouped(count, language)

    used = _used_books(found)
    top = sum(code.parent_id is None for _, codes in used for code in codes)
    every = sum(len(codes) for _, codes in used)
    coders = coders_of(found)
    books = _say("one book", language) if len(used) == 1 else _say("books", language, n=n(len(used)))
    values: dict[str, object] = {
        "version": __version__,
        "books": books,
        "n": n(every),
    }
    if fact == "left out":
        if not found.excluded:
            return _say("fact left out none", language)
        none = say(SENTENCES, "no reason", language)
        reasons = enumeration([f"{reason or none} ({n(count)})" for reason, count in found.excluded.items()], language)
        return _say("fact left out", language, n=n(sum(found.excluded.values())), reasons=reasons)
    numbers = {"quotes": found.quotes, "themes": top, "below": every - top}
    if fact in numbers:
        return _say(f"fact {fact}", language, n=n(numbers[fact])) if numbers[fact] else ""
    if fact == "recordings":
        deleted = _say("recording deleted", language) if found.recordings_gone else ""
        told = {"n": n(found.recordings), "gone": n(found.recordings_gone), "deleted": deleted}
        return _say("fact recordings", language, **told) if found.recordings else ""
    if fact == "coders":
        names = enumeration(coders, language)
        return _say("fact coders", language, n=n(len(coders)), names=names) if coders else ""
    if fact == "variables":
        names = enumeration(found.variables, language)
        return _say("fact variables", language, names=names) if found.variables else ""
    if fact == "trust":
        return _trust(found, language)
    if fact == "sample":
        return _sample(found, language)
    there = {"tree": every, "method": len(coders), "software": 1}
    return _say(f"fact {fact}", language, **values) if there.get(fact) else ""


def _sample(found: Declared, language: str) -> str:
    """Return how many were interviewed, and how many answered the survey: what there was of it."""
    parts = []
    if found.interviews:
        people = _say("people", language, n=grouped(found.participants, language))
        parts.append(_say("fact sample", language, n=grouped(found.interviews, language), people=people))
    if found.answered:
        who = noun(found.case_nouns, found.answered, language)
        parts.append(_say("fact respondents", language, n=grouped(found.answered, language), noun=who))
    return "; ".join(parts)


def _trust(found: Declared, language: str) -> str:
    done = []
    if any(each.agreement is not None for each in found.coded):
        done.append(_say("fact agreement", language))
    if any(each.counts.documents["consensus"] for each in found.coded):
        done.append(_say("fact consensus", language))
    if found.not_computed is not None:
        done.append(_say("fact stance", language))
    return _say("fact trust", language, what=enumeration(done, language)) if done else ""


def _used_books(found: Declared) -> list[tuple[CodebookRow, tuple[CodeRow, ...]]]:
    used = {each.counts.codebook.key for each in found.coded if each.by}
    return [each for each in found.books if each[0].key in used]


def _open_items(found: Declared, name: str, language: str) -> list[str]:
    items = [
        str(number)
        for number, item in enumerate(CHECKLISTS[name], start=1)
        if not answer_to(found, name, number, item, language)
    ]
    if not items:
        return []
    told = {"list": name.upper(), "n": len(items), "items": ", ".join(items), "where": name}
    return [_say("remark items", language, **told)]


def _gap(what: str, language: str) -> str:
    return say(SENTENCES, "gap", language, what=what)


def _say(key: str, language: str, **values: object) -> str:
    return say(WORDS, key, language, **values)
