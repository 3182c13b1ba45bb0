"""A chapter of prose with the guard on: quotes that name someone are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from themecode.analysis.counts import CategoryCounts
from themecode.report.chapter import Wishes, prose
from themecode.report.guard import Guard, GuardedChapter
from themecode.report.guard_names import doubts_in, hold_quotes
from themecode.usecases.looking import code_tree
from themecode.usecases.quotes_chosen import QuoteRow, quotes
from themecode.usecases.study import Study


def guarded_prose(
    study: Study, found: Sequence[CategoryCounts], language: str, wishes: Wishes, guard: Guard
) -> GuardedChapter:
    """Return the text of questions and interviews without the quotes that may identify someone, and these.

    What else in it looks like a name, in memos and labels, is listed as a doubt. Raises what `prose` raises.
    """
    held = hold_quotes(chosen_for(study, found), study.language, guard)
    without = frozenset(each.quote for each in held if each.kind == "quote" and each.quote is not None)
    chapter = prose(study, found, language, replace(wishes, without=wishes.without | without))
    known = {text for each in held for text in each.text.split(", ")}
    doubts = [each for each in doubts_in(chapter, guard) if each.text not in known]
    return GuardedChapter(chapter, (*held, *doubts))


def chosen_for(study: Study, found: Sequence[CategoryCounts]) -> list[QuoteRow]:
    """Return the chosen quotes that the text of these questions and interviews can print."""
    questions = {counts.question.id for counts in found if counts.question}
    books = {counts.codebook.id for counts in found if counts.question is None}
    codes = {code.key for book, rows in code_tree(study, None) if book.id in books for code in rows} if books else set()
    return [
        row
        for row in quotes(study, chosen_only=True)
        if row.question_id in questions or (row.question_id is None and row.code in codes)
    ]
