"""What whoever prints a report should know, and the reader is not told."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.analysis.counts import CategoryCounts
from themecode.report.lists import phrase
from themecode.report.notes import revisit_notes
from themecode.report.prose import QuestionText
from themecode.report.remark_words import remark
from themecode.usecases.quotes_chosen import QuoteRow, warnings
from themecode.usecases.study import Study


def question_remarks(counts: CategoryCounts, text: QuestionText | None, language: str) -> list[str]:
    """Return what of a question was not printed: every category below the thresholds, quotes beyond the rule.

    ``text`` is ``None`` where the question is hidden.
    """
    name = counts.question.number or counts.question.key if counts.question else counts.codebook.key
    if text is None:
        return [remark("hidden", language, question=name)]
    found = list(revisit_notes(counts, language))
    ranking = text.ranking
    for key, categories in (("unnumbered", ranking.some), ("unnamed", ranking.unnamed)):
        found += [remark(key, language, question=name, category=phrase(category, language)) for category in categories]
    beyond = {category.code for category in ranking.lesser} | {category.code for category in ranking.below}
    for code, quotes in text.asides.quotes.items():
        printed = 0 if code in beyond else min(len(quotes), text.settings.quotes)
        if left := len(quotes) - printed:
            found.append(remark("quotes left", language, question=name, code=code, n=left))
    return found


def quote_remarks(study: Study, rows: Sequence[QuoteRow], language: str) -> list[str]:
    """Return the warnings about chosen quotes."""
    return [
        remark(each.kind, language, subject=each.subject, n=each.number, of=each.of) for each in warnings(study, rows)
    ]
