"""From a study to the chapter of a report: what is counted, said and quoted, and what is left to the analyst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from themecode.analysis.counts import CategoryCounts
from themecode.report.blocks import Block, Chapter, Paragraph, Run
from themecode.report.notes import not_computed_note
from themecode.report.prose import Asides, QuestionText
from themecode.report.quoting import quote_views
from themecode.report.remarks import question_remarks, quote_remarks
from themecode.report.templating import Templates
from themecode.usecases.quotes_chosen import quotes
from themecode.usecases.report_settings import ReportSettings, report_settings
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Wishes:
    """What whoever prints wants otherwise than the settings say; ``None`` follows the settings."""

    min_count: int | None = None
    min_percent: int | None = None
    level: int | None = None
    templates: Path | None = None
    counts: bool = False
    """Also print in how many interviews a theme occurs."""
    coder: str | None = None
    """Whose codings were counted, where not the result: the excerpts are theirs, too."""
    without: frozenset[int] = frozenset()
    """Numbers of quotes that are held back."""

    def over(self, settings: ReportSettings) -> ReportSettings:
        """Return settings with the wishes put over them."""
        return replace(
            settings,
            min_count=settings.min_count if self.min_count is None else self.min_count,
            min_percent=settings.min_percent if self.min_percent is None else self.min_percent,
        )


NO_WISHES = Wishes()


def prose(study: Study, found: Sequence[CategoryCounts], language: str, wishes: Wishes = NO_WISHES) -> Chapter:
    """Return the text of questions and interviews, in the order given.

    Raises InputError where a template of the agency's own cannot be used.
    """
    from themecode.report.interviews import interview_chapter

    templates = Templates(language, wishes.templates)
    times = Counter(counts.question.key for counts in found if counts.question)
    made: list[Block] = []
    remarks: list[str] = []
    for counts in found:
        if counts.question is None:
            part = interview_chapter(
                study,
                counts,
                templates,
                with_counts=wishes.counts,
                level=wishes.level or 1,
                without=wishes.without,
            )
        else:
            part = question_chapter(study, counts, templates, wishes, one_of_several=times[counts.question.key] > 1)
        made += part.blocks
        remarks += part.remarks
    said = next((counts.not_computed for counts in found if counts.not_computed), None)
    if said is not None:
        made.append(Paragraph((Run(not_computed_note(said, language)),)))
    return Chapter(language, tuple(made), tuple(dict.fromkeys(remarks)))


def all_excerpts(study: Study, found: Sequence[CategoryCounts], language: str, wishes: Wishes = NO_WISHES) -> Chapter:
    """Return the excerpt report of questions and interviews, in the order given. Raises what `prose` raises."""
    from themecode.report.excerpts import excerpt_chapter

    templates = Templates(language, wishes.templates)
    parts = [excerpt_chapter(study, counts, templates, coder=wishes.coder) for counts in found]
    return Chapter(language, tuple(block for part in parts for block in part.blocks))


def question_chapter(
    study: Study,
    counts: CategoryCounts,
    templates: Templates,
    wishes: Wishes = NO_WISHES,
    *,
    one_of_several: bool = False,
) -> Chapter:
    """Return the text of one question; ``one_of_several``: it is told under another codebook, too."""
    language = templates.language
    settings = wishes.over(report_settings(study, counts.question))
    if settings.mode == "hidden":
        return Chapter(language, (), tuple(question_remarks(counts, None, language)))
    level = wishes.level or 1
    question_id = counts.question.id if counts.question else None
    rows = [
        row
        for row in quotes(study, chosen_only=True)
        if row.question_id == question_id and row.id not in wishes.without
    ]
    shown = quote_views(
        rows,
        {category.code: category.parent for category in counts.categories},
        [category.code for category in counts.level(level)],
        language,
        settings.roles,
    )
    text = QuestionText(counts, language, settings, Asides(shown, one_of_several), level=level)
    remarks = [*question_remarks(counts, text, language), *quote_remarks(study, rows, language)]
    return Chapter(language, templates.render("question.j2", text.values()), tuple(remarks))
