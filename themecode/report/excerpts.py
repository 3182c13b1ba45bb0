"""The excerpt report: every passage under its code, in its surroundings, with who says it and what was noted."""

from __future__ import annotations

from dataclasses import dataclass

from themecode.analysis.counts import CategoryCounts
from themecode.analysis.excerpts import CodeExcerpts, Excerpt, excerpts
from themecode.report.blocks import Block, Chapter, Run, Source
from themecode.report.printed import Figure, Printed, Text
from themecode.report.questions import printed_number, wording_of
from themecode.report.templating import Templates
from themecode.usecases.study import Study


@dataclass(frozen=True)
class ExcerptView:
    """A passage, as a template sees it."""

    place: Text
    case: Text
    speaker: Text
    role: Text
    code: Text
    lines: tuple[Printed, ...]
    """What is coded is strong in them."""
    memo: tuple[Text, ...]
    condensation: Text


@dataclass(frozen=True)
class CodeView:
    """A code with its passages, as a template sees it."""

    name: Printed
    key: Text
    depth: int
    definition: Text
    memos: tuple[Text, ...]
    number: Figure
    documents: Figure
    excerpts: tuple[ExcerptView, ...]


def excerpt_chapter(study: Study, counts: CategoryCounts, templates: Templates, *, coder: str | None = None) -> Chapter:
    """Return the excerpt report of a question or the interviews; codes without a passage are left out."""
    language = templates.language
    found = [each for each in excerpts(study, counts, coder=coder) if each.excerpts]
    question = counts.question
    values = {
        "heading": {
            "number": Text.of(printed_number(question) if question else ""),
            "wording": Text.of(wording_of(question, language) if question else ""),
            "codebook": Text.of(counts.codebook.name.in_language(language) or counts.codebook.key),
        },
        "language": language,
        "interviews": question is None,
        "codes": [_code(each, counts, language) for each in found],
        "preliminary": counts.preliminary,
    }
    made: tuple[Block, ...] = templates.render("excerpts.j2", values)
    return Chapter(language, made)


def _code(each: CodeExcerpts, counts: CategoryCounts, language: str) -> CodeView:
    question = counts.question.key if counts.question else None

    def figure(kind: str, value: int) -> Figure:
        return Figure(Source(kind, question, counts.codebook.key, each.code.key, value), language)

    label = Text.of(each.code.label.in_language(language))
    return CodeView(
        name=Printed(label.runs).opening,
        key=Text.of(each.code.key),
        depth=each.depth,
        definition=Text.of(each.code.text("definition", language)),
        memos=tuple(Text.of(line) for memo in each.memos for line in memo.splitlines() if line.strip()),
        number=figure("passages", len(each.excerpts)),
        documents=figure("documents", each.documents),
        excerpts=tuple(_excerpt(excerpt) for excerpt in each.excerpts),
    )


def _excerpt(excerpt: Excerpt) -> ExcerptView:
    passage = excerpt.passage
    return ExcerptView(
        place=Text.of(excerpt.place),
        case=Text.of(passage.case),
        speaker=Text.of(excerpt.speaker),
        role=Text.of(excerpt.role),
        code=Text.of(passage.code),
        lines=tuple(
            Printed((Run(before), Run(inner, strong=True), Run(after))) for before, inner, after in excerpt.lines
        ),
        memo=tuple(Text.of(line) for line in passage.memo.splitlines() if line.strip()),
        condensation=Text.of(passage.condensation),
    )
