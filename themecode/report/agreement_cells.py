"""The cells of tables of agreement, and the marks of text and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from themecode.analysis.agreement import Agreement, Reading
from themecode.report.agreement_words import BANDS, COEFFICIENTS, REASONS, decimal, say
from themecode.report.grid import markdown_table, plain_table
from themecode.report.render import Markup

DASH = "–"
"""Stands where there is no figure."""


def name_of(agreement: Agreement, language: str) -> str:
    """Return what a coefficient is called, with its distance."""
    name = say(COEFFICIENTS, agreement.coefficient, language)
    distance = {"masi": "MASI", "jaccard": "Jaccard"}.get(agreement.distance or "")
    name = f"{name}, {distance}" if distance else name
    return name[:1].upper() + name[1:]


def value_of(agreement: Agreement, language: str) -> str:
    """Return a value with three decimals, percent agreement in percent with one, or why there is none."""
    if agreement.value is None:
        return f"{DASH} ({say(REASONS, agreement.reason or '', language)})"
    if agreement.coefficient == "percent_agreement":
        return decimal(100 * agreement.value, language, 1)
    return decimal(agreement.value, language, 3)


def interval_of(agreement: Agreement, language: str) -> str:
    """Return the limits of an interval, nothing where there is none."""
    if agreement.interval is None:
        return ""
    factor, places = (100, 1) if agreement.coefficient == "percent_agreement" else (1, 3)
    low, high = (decimal(factor * each, language, places) for each in (agreement.interval.low, agreement.interval.high))
    return f"{low} – {high}" if "−" in low + high else f"{low}–{high}"


def band_of(reading: Reading, language: str) -> str:
    """Return the band a coefficient falls in, nothing where it has none."""
    return say(BANDS, reading.band, language) if reading.band else ""


def table(markup: Markup) -> Callable[[Sequence[str], Sequence[Sequence[str]]], str]:
    """Return what draws a table: head, rows -> text."""
    return markdown_table if markup == "markdown" else plain_table


def heading(text: str, markup: Markup) -> str:
    """Return a heading."""
    return f"## {escape(text, markup)}" if markup == "markdown" else text


def subheading(text: str, markup: Markup) -> str:
    """Return a heading below it."""
    return f"### {escape(text, markup)}" if markup == "markdown" else text


def lines(texts: Sequence[str], markup: Markup) -> str:
    """Return lines one below the other, in Markdown as paragraphs."""
    return ("\n\n" if markup == "markdown" else "\n").join(escape(text, markup) for text in texts)


def escape(text: str, markup: Markup) -> str:
    """Keep Markdown from reading marks in a text."""
    if markup == "markdown":
        for mark in ("\\", "|", "<", ">", "*", "_", "`", "[", "]"):
            text = text.replace(mark, "\\" + mark)
    return text
