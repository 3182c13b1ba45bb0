"""A report as one self-contained web page: it asks for nothing, prints well, and its quotes can be searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from themecode.report.blocks import (
    Bars,
    Block,
    BlockQuote,
    BulletList,
    Chapter,
    Heading,
    Note,
    Paragraph,
    Table,
    plain,
    sourced,
)
from themecode.report.headings import level_below, top_level
from themecode.report.html_parts import bars_table, guard, html_table, line, packed, safe
from themecode.report.words import word

LOCALES = {"sv": "sv", "en": "en-GB"}
CONTENTS_FROM = 4
"""Headings of the highest level from which a list of contents helps."""
MOST_BARS = 60
"""Bars of one picture; more than a page of them shows nothing."""

Part = tuple[Block, ...]


def as_html(chapter: Chapter) -> str:
    """Return a report as a web page with its style and script in it."""
    style, script = packed("report.css"), packed("report.js")
    title = chapter.title or next((plain(block.runs) for block in chapter.blocks if isinstance(block, Heading)), "")
    title = title or word("report", chapter.language)
    body = "\n".join(_body(chapter))
    find = _search(chapter.language) if 'class="quote"' in body else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{LOCALES[chapter.language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{guard(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<header>\n<h1>{safe(title)}</h1>\n"
        f"{_contents(chapter)}{find}</header>\n<main>\n{body}\n</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _body(chapter: Chapter) -> Iterator[str]:
    """Yield the blocks, and behind each part of the text the picture of its counts."""
    top = top_level(chapter.blocks)
    number = 0
    for part in _parts(chapter.blocks):
        for block in part:
            if isinstance(block, Heading) and block.level == top:
                number += 1
            yield _block(block, top, number, chapter.language)
        if not any(isinstance(block, Table) for block in part):
            yield from (_picture(bars, chapter.language) for bars in _bars_of(part, chapter.bars))


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """Yield the parts of a text: a question, or the interviews, with its heading of level 1 or 2."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 2 and part:
            yield tuple(part)
            part = []
        part.append(block)
    if part:
        yield tuple(part)


def _bars_of(part: Part, bars: Sequence[Bars]) -> list[Bars]:
    """Return the counts that a part of the text prints."""
    there = {
        (run.source.question, run.source.codebook) for run in sourced(part) if run.source and run.source.kind == "count"
    }
    return [each for each in bars if (each.question, each.codebook) in there]


def _picture(bars: Bars, language: str) -> str:
    shown = bars.bars[:MOST_BARS]
    caption = word("table caption codings", language, what=bars.name)
    table = bars_table(caption, bars.unit, [(bar.label, bar.count) for bar in shown], language)
    more = len(bars.bars) - len(shown)
    rest = f'<p class="note">{safe(word("more categories", language, n=more))}</p>' if more else ""
    return f"<details open><summary>{word('picture', language)}</summary>{table}{rest}</details>"


def _block(block: Block, top: int, number: int, language: str) -> str:
    match block:
        case Heading(level, runs):
            below = level_below(level, top, 3)
            anchor = f' id="part-{number}"' if below == 1 else ""
            return f"<h{below + 1}{anchor}>{line(runs)}</h{below + 1}>"
        case Paragraph(runs):
            return f"<p>{line(runs, quotes=True)}</p>"
        case Note(runs, warning):
            return f'<p class="note{" warning" if warning else ""}">{line(runs)}</p>'
        case BulletList(items):
            inner = "".join(f"<li>{line(item, quotes=True)}</li>" for item in items)
            return f"<ul>{inner}</ul>"
        case BlockQuote(paragraphs):
            inner = "".join(f"<p>{line(runs)}</p>" for runs in paragraphs)
            return f'<blockquote class="quote">{inner}</blockquote>'
        case Table():
            return html_table(block, language)


def _contents(chapter: Chapter) -> str:
    top = top_level(chapter.blocks)
    heads = [block for block in chapter.blocks if isinstance(block, Heading) and block.level == top]
    if len(heads) < CONTENTS_FROM:
        return ""
    items = "".join(
        f'<li><a href="#part-{number}">{safe(plain(head.runs))}</a></li>' for number, head in enumerate(heads, 1)
    )
    return f'<nav aria-label="{word("contents", chapter.language)}"><ol>{items}</ol></nav>\n'


def _search(language: str) -> str:
    found, place = word("quotes found", language), word("quote place", language)
    label = word("search quotes", language)
    return (
        f'<form class="search" role="search" hidden data-found="{safe(found)}" data-place="{safe(place)}">'
        f'<label for="find">{label}</label><input id="find" type="search" autocomplete="off">'
        f'<button type="submit">{word("next", language)}</button>'
        f'<button type="button">{word("previous", language)}</button>'
        '<output for="find" aria-live="polite"></output></form>\n'
    )
