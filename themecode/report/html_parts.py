"""Pieces of a report's web page: text, quotes in it, tables with bars, and what guards the page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from themecode.report.blocks import Run, Runs, Table, plain
from themecode.report.directions import RIGHT_TO_LEFT
from themecode.report.words import word

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_QUOTED = re.compile("\u201d[^\u201d]+\u201d|\u201c[^\u201c\u201d]+\u201d")
"""A quote in running text, Swedish or English."""


@cache
def packed(name: str) -> str:
    """Return a file that goes into the page."""
    return (files("themecode.report") / "page" / name).read_text(encoding="utf-8")


def guard(style: str, script: str) -> str:
    """Return a content security policy that lets this style and script in, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def safe(text: str) -> str:
    """Return a text as HTML; words that run from right to left are set apart, so that a count stays behind them."""
    text = _FORBIDDEN.sub("\ufffd", text)
    made, place = "", 0
    for found in RIGHT_TO_LEFT.finditer(text):
        made += f"{escape(text[place : found.start()])}<bdi>{escape(found[0])}</bdi>"
        place = found.end()
    return made + escape(text[place:])


def line(runs: Iterable[Run], *, quotes: bool = False) -> str:
    """Return runs as HTML. ``quotes``: what stands in quotation marks can be searched."""
    return "".join(_run(run, quotes=quotes) for run in runs)


def _run(run: Run, *, quotes: bool) -> str:
    made, place = "", 0
    for found in _QUOTED.finditer(run.text) if quotes else ():
        made += f'{safe(run.text[place : found.start()])}<span class="quote">{safe(found[0])}</span>'
        place = found.end()
    made += safe(run.text[place:])
    return f"<strong>{made}</strong>" if run.strong else made


def bar(value: int, most: int, title: str) -> str:
    """Return a bar as inline SVG, as long as its part of the longest."""
    width = round(100 * value / most, 2) if most else 0
    return (
        f'<svg role="img" viewBox="0 0 100 10" preserveAspectRatio="none"><title>{safe(title)}</title>'
        f'<rect width="{width:g}" height="10"/></svg>'
    )


def counts_of(table: Table) -> list[int] | None:
    """Return the numbers of a table whose first column of numbers has counts with a source; else ``None``."""
    found = []
    for row in table.rows:
        source = next((run.source for run in row[1] if run.source), None) if len(row) > 1 else None
        if source is None or source.kind not in ("count", "closed count", "closed none"):
            return None
        found.append(source.value)
    return found or None


def html_table(table: Table, language: str) -> str:
    """Return a table under its caption; with bars behind its counts where it has but one column of them."""
    numbers = counts_of(table) if len(table.head) <= 3 else None
    return _table(line(table.caption), table.head, table.rows, table.foot, numbers, language)


def bars_table(caption: str, unit: str, rows: Sequence[tuple[str, Run]], language: str) -> str:
    """Return counts as a table of bars; ``unit`` heads the numbers."""
    numbers = [run.source.value if run.source else 0 for _, run in rows]
    cells = [((Run(label),), (run,)) for label, run in rows]
    return _table(safe(caption), (word("category", language), unit), cells, None, numbers, language)


def _table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Runs]],
    foot: Sequence[Runs] | None,
    numbers: Sequence[int] | None,
    language: str,
) -> str:
    extra = f'<th class="bar" scope="col"><span class="unseen">{word("bar", language)}</span></th>' if numbers else ""
    heads = "".join(f'<th scope="col">{safe(text)}</th>' for text in head)
    most = max(numbers, default=0) if numbers else 0
    made = [f'<div class="wide"><table><caption>{caption}</caption><thead><tr>{heads}{extra}</tr></thead><tbody>']
    for place, row in enumerate(rows):
        tail = ""
        if numbers:
            tail = f'<td class="bar">{bar(numbers[place], most, f"{plain(row[0])}: {plain(row[1])}")}</td>'
        made.append(f"<tr>{_cells(row)}{tail}</tr>")
    made.append("</tbody>")
    if foot:
        filled = [*foot, *[()] * (len(head) - len(foot))]
        made.append(f"<tfoot><tr>{_cells(filled)}{'<td></td>' if numbers else ''}</tr></tfoot>")
    return "\n".join(made) + "</table></div>"


def _cells(row: Sequence[Runs]) -> str:
    first, *rest = row or ((),)
    return f'<th scope="row">{line(first)}</th>' + "".join(f"<td>{line(cell)}</td>" for cell in rest)
