"""The codebook as an appendix: every code with its definition, what it includes and not, and examples."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.summaries import kind_word
from themecode.report.agreement_words import say
from themecode.report.blocks import Block, BulletList, Heading, Paragraph, Run, Runs
from themecode.report.method_words import WORDS
from themecode.report.typography import opening, set_quote
from themecode.usecases.looking import CodebookRow, CodeRow


def appendix(books: Sequence[tuple[CodebookRow, Sequence[CodeRow]]], language: str) -> list[Block]:
    """Return a chapter with a section per codebook: its top codes as headings, those below them as a list.

    Each line has the label, the key in parentheses, kind, definition and criteria. Codes out of use say so.
    """
    blocks: list[Block] = [Heading(1, (Run(_say("appendix", language)),))]
    for book, codes in books:
        name = book.name.in_language(language) or book.key
        blocks.append(Heading(2, (Run(_say("book", language, name=name, version=book.version)),)))
        if not codes:
            blocks.append(Paragraph((Run(_say("no codes", language)),)))
        below: dict[int | None, list[CodeRow]] = {}
        for code in codes:
            below.setdefault(code.parent_id, []).append(code)
        for top in below.get(None, []):
            blocks += [Heading(3, (Run(opening(_one_line(top.label.in_language(language)))),)), _about(top, language)]
            if lines := _lines(below, top, language, 0):
                blocks.append(BulletList(tuple(lines)))
    return blocks


def _about(code: CodeRow, language: str) -> Paragraph:
    return Paragraph((Run(f"{opening(kind_word(code.kind, language))}, {code.key}. "), *_texts(code, language)))


def _lines(below: dict[int | None, list[CodeRow]], code: CodeRow, language: str, depth: int) -> list[Runs]:
    """Return a line per code below another, those further down with a dash for each level."""
    lines: list[Runs] = []
    for child in below.get(code.id, []):
        label = _one_line(child.label.in_language(language))
        head = Run(f"{'– ' * depth}{label}", strong=True)
        lines.append((head, Run(f" ({child.key}): "), *_texts(child, language)))
        lines += _lines(below, child, language, depth + 1)
    return lines


def _texts(code: CodeRow, language: str) -> Runs:
    definition = _one_line(code.text("definition", language)) or _say("no definition", language)
    parts = [definition]
    for part in ("include", "exclude"):
        if found := _one_line(code.text(part, language)):
            parts.append(_say(part, language, text=found))
    if examples := [_one_line(each) for each in code.examples(language)]:
        quoted = ", ".join(set_quote(each, language).text for each in examples if each)
        parts.append(_say("examples", language, text=quoted))
    if code.retired:
        parts.append(_say("retired", language))
    ended = [part if part.endswith((".", "!", "?", "”", "”")) else f"{part}." for part in parts]
    return (Run(" ".join(opening(part) for part in ended)),)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _say(key: str, language: str, **values: object) -> str:
    return say(WORDS, key, language, **values)
