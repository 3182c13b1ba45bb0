"""Chosen quotes as a template sees them, under the categories they are printed with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from themecode.report.printed import Text
from themecode.report.typography import block_paragraphs, set_quote
from themecode.usecases.quotes_chosen import QuoteRow

LONG = 280
"""Letters from which a survey answer stands as a paragraph of its own."""


@dataclass(frozen=True)
class QuoteView:
    """A quote, set for print."""

    text: Text
    """In its marks, for running text."""
    whole: bool
    """Whole sentences, with their period; else a fragment, which the sentence around it ends."""
    long: bool
    kind: str
    paragraphs: tuple[Text, ...]
    """Without marks, for a block quote."""
    role: Text
    """As in the transcript; empty for an answer."""
    by: Text
    """Whom it is by in print, where the study says so: *en förälder*."""
    same_case: bool = False
    """Whether the quote before it is by the same case."""


def quote_views(
    rows: Iterable[QuoteRow], parents: Mapping[str, str | None], level_codes: Sequence[str], language: str,
    roles: Mapping[str, str],
) -> dict[str, list[QuoteView]]:  # fmt: skip
    """Return chosen quotes by the category of a level they are printed under: their own code, or the one above it."""
    found: dict[str, list[QuoteView]] = {}
    last: dict[str, str] = {}
    wanted = set(level_codes)
    for row in rows:
        code: str | None = row.code
        while code is not None and code not in wanted:
            code = parents.get(code)
        if code is not None:
            view = quote_view(row, language, roles)
            found.setdefault(code, []).append(replace(view, same_case=last.get(code) == row.case))
            last[code] = row.case
    return found


def quote_view(row: QuoteRow, language: str, roles: Mapping[str, str]) -> QuoteView:
    """Set one quote for print."""
    quoted = set_quote(row.text, language, paraphrase=row.kind == "paraphrase")
    return QuoteView(
        text=Text.of(quoted.text),
        whole=quoted.whole,
        long=len(row.text) >= LONG,
        kind=row.kind,
        paragraphs=tuple(Text.of(each) for each in block_paragraphs(row.text, language)),
        role=Text.of(row.role),
        by=Text.of(roles.get(row.role, "")),
    )
