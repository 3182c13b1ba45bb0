"""Agreement as text and Markdown: what was compared, the figures, how they read, the sentence to quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from themecode.analysis.agreement import Agreement, Reading
from themecode.analysis.agreement_result import Agreed, CodeFigures, Comparison, Figure
from themecode.report.agreement_cells import (
    DASH,
    band_of,
    escape,
    heading,
    interval_of,
    lines,
    name_of,
    subheading,
    table,
    value_of,
)
from themecode.report.agreement_method import (
    codebook_name,
    interviews,
    level,
    merged_key,
    method_sentence,
    quantity,
)
from themecode.report.agreement_words import COEFFICIENTS, HEADS, NOTES, REASONS, WORDS, decimal, say
from themecode.report.grid import plain_table, width
from themecode.report.lists import enumeration
from themecode.report.numbers import grouped
from themecode.report.questions import titled
from themecode.report.render import Markup
from themecode.report.words import word

NAMED = 5
"""Documents named in one sentence, before the rest are only counted."""

LABEL, SHORTEST = 36, 14
"""Letters of a code's label in a text table, and how few they may become to make it fit; Markdown has all."""

SHORT_HEAD = 9
"""Letters of a column head in the narrow tables of codes, before it is broken."""

COLUMNS = 80
"""How wide a text table is, where nothing says how wide it may be."""

LETTERS = "abcdefghij"


def render_agreement(agreed: Agreed, language: str, markup: Markup = "text", columns: int = COLUMNS) -> str:
    """Return all comparisons with their notes, ending in a newline; text tables at most ``columns`` wide."""
    blocks = [_render(comparison, language, markup, columns) for comparison in agreed.comparisons]
    if agreed.not_compared:
        faults = [say(WORDS, "not compared", language, what=str(fault)) for fault in agreed.not_compared]
        blocks.append(lines(faults, markup))
    return "\n\n\n".join(blocks) + "\n"


def title(comparison: Comparison, language: str) -> str:
    """Return what was compared: question or interviews, codebook, and kind of unit."""
    name = codebook_name(comparison, language)
    question = comparison.question
    if question is None:
        return f"{word('transcripts', language)} – {name}, {quantity_title(comparison, language)}"
    return f"{titled(question, language)} – {name}"


def quantity_title(comparison: Comparison, language: str) -> str:
    """Return the kind of unit, for a heading."""
    return say(WORDS, f"{comparison.unit}s", language)


def _render(comparison: Comparison, language: str, markup: Markup, columns: int) -> str:
    marks: dict[str, str] = {}
    blocks = [heading(f"{say(WORDS, 'agreement', language)}: {title(comparison, language)}", markup)]
    blocks.append(lines(list(_what(comparison, language)), markup))
    if comparison.whole:
        blocks.append(subheading(say(WORDS, "together", language), markup))
        blocks.append(_figures_table(comparison.whole, language, markup, marks))
    if comparison.codes:
        blocks.append(subheading(say(WORDS, "each", language), markup))
        blocks += _codes(comparison, language, markup, marks, columns)
    for part in comparison.parts:
        key = "with suggestions" if part.suggestions else "without suggestions"
        blocks.append(subheading(say(WORDS, key, language, n=grouped(part.n_documents, language)), markup))
        blocks.append(_figures_table(part.whole, language, markup, marks))
    if any(figure.agreement.value is not None for pair in comparison.pairs for figure in pair.whole):
        blocks.append(subheading(say(WORDS, "pairs", language), markup))
        blocks.append(_pairs(comparison, language, markup))
    blocks.append(lines([*_legend(marks, language), *_how(comparison, language)], markup))
    blocks.append(subheading(say(WORDS, "method", language), markup))
    blocks.append(escape(method_sentence(comparison, language), markup))
    return "\n\n".join(block for block in blocks if block)


def _what(comparison: Comparison, language: str) -> Iterator[str]:
    """Yield what was compared, and what was not."""
    kind = say(WORDS, comparison.round.kind, language)
    if comparison.round.closed is None:
        yield say(WORDS, "still open", language)
    yield " ".join(
        (
            say(WORDS, "round", language, round=comparison.round.name, kind=kind),
            say(WORDS, "coders", language, coders=enumeration(comparison.raters, language)),
        )
    )
    if comparison.absent:
        yield say(WORDS, "absent", language, coders=enumeration(comparison.absent, language))
    number = grouped(comparison.n_units, language)
    if comparison.question is not None:
        yield say(WORDS, "n answers", language, units=number)
    else:
        yield say(
            WORDS,
            "n",
            language,
            units=number,
            unit=quantity(comparison, language),
            documents=grouped(comparison.n_documents, language),
            noun=interviews(comparison.n_documents, language),
        )
    if comparison.wish.scope == "coded":
        yield say(WORDS, "scope coded", language)
    elif comparison.contentless:
        yield say(WORDS, "contentless", language, n=grouped(comparison.contentless, language))
    if comparison.wish.depth is not None:
        yield say(WORDS, "depth", language, n=comparison.wish.depth)
    if comparison.suggested and not comparison.parts and comparison.suggested == comparison.n_documents:
        yield say(WORDS, "suggested", language)
    for left in comparison.left_out:
        names = [*left.documents[:NAMED], *(["…"] if len(left.documents) > NAMED else [])]
        yield say(
            WORDS,
            left.reason,
            language,
            coders=enumeration(left.coders, language),
            n=grouped(len(left.documents), language),
            names=", ".join(names),
        )
    if comparison.merged:
        codes = ", ".join(code.label.in_language(language) for code in comparison.merged)
        yield say(WORDS, merged_key(comparison), language, codes=codes)
    if comparison.overlapping:
        yield say(WORDS, "overlapping", language)


def _figures_table(figures: Sequence[Figure], language: str, markup: Markup, marks: dict[str, str]) -> str:
    """Return a row per coefficient: value, interval, how it reads, letters of its warnings."""
    shown = next((each.agreement.interval for each in figures if each.agreement.interval), None)
    head = [
        say(WORDS, "coefficient", language),
        say(WORDS, "value", language),
        say(WORDS, "interval", language, level=level(shown.level if shown else 0.95, language)),
        say(WORDS, "reads", language),
        say(WORDS, "notes", language),
    ]
    rows = [
        [
            name_of(each.agreement, language),
            value_of(each.agreement, language),
            interval_of(each.agreement, language),
            band_of(each.reading, language),
            _letters(each.reading, language, marks),
        ]
        for each in figures
    ]
    return table(markup)(head, rows)


def _codes(comparison: Comparison, language: str, markup: Markup, marks: dict[str, str], columns: int) -> Iterator[str]:
    """Yield the table of codes, those nobody used, and what the columns are.

    Where a text table would be too wide, intervals and how they read become a second one.
    """
    used = [each for each in comparison.codes if any(each.used.values()) or comparison.wish.code is not None]
    unused = [each.code.label.in_language(language) for each in comparison.codes if each not in used]
    names = [figure.agreement.coefficient for figure in used[0].figures] if used else []
    judged = _judged(names)
    label = say(WORDS, "code", language)
    shares = _shares(comparison)
    numbers = [*comparison.raters, *([say(WORDS, shares, language)] if shares else [])]
    numbers += [say(HEADS, name, language) for name in names]
    readings = [
        say(WORDS, "interval", language, level=level(comparison.wish.level, language)),
        say(WORDS, "reads", language),
        say(WORDS, "notes", language),
    ]
    if used:
        labels = [" ".join(each.code.label.in_language(language).split()) for each in used]
        values = [_numbers(each, comparison, shares, judged, language) for each in used]
        reads = [_readings(each, judged, language, marks) for each in used]
        both = [[*some, *more] for some, more in zip(values, reads, strict=True)]
        if markup != "text":
            yield table(markup)([label, *numbers, *readings], _labelled(labels, both))
        elif _fits(whole := plain_table([label, *numbers, *readings], _labelled(_cut(labels, LABEL), both)), columns):
            yield whole
        else:
            most = LABEL
            while most > SHORTEST and not _fits(
                _code_table([label, *numbers], _labelled(_cut(labels, most), values)), columns
            ):
                most -= 1
            yield _code_table([label, *numbers], _labelled(_cut(labels, most), values))
            yield _code_table([label, *readings], _labelled(_cut(labels, most), reads))
        unit = say(WORDS, f"{comparison.unit}s", language)
        coefficient = say(COEFFICIENTS, names[judged], language)
        key = {"prevalence": "used by", "coverage": "covered by"}.get(shares, "passages by")
        yield say(WORDS, key, language, unit=unit, coefficient=coefficient)
    if unused:
        yield escape(say(WORDS, "not used", language, codes=", ".join(unused)), markup)


def _shares(comparison: Comparison) -> str:
    """Return which share of a code stands beside its numbers: its prevalence, of passages the coverage or none."""
    if comparison.unit != "unitizing":
        return "prevalence"
    covered = any(found.coverage is not None for each in comparison.codes for found in _agreements(each))
    return "coverage" if covered else ""


def _judged(names: Sequence[str]) -> int:
    """Return which coefficient of a code has its interval and reading shown: alpha, else the first that has bands."""
    corrected = [place for place, name in enumerate(names) if name != "percent_agreement"]
    return next((place for place in corrected if "alpha" in names[place]), corrected[0] if corrected else 0)


def _code_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return plain_table(head, rows, letters=SHORT_HEAD)


def _fits(text: str, columns: int) -> bool:
    return max(map(width, text.splitlines())) <= columns


def _cut(labels: Sequence[str], most: int) -> list[str]:
    """Return labels of so many letters at most."""
    return [label if len(label) <= most else f"{label[: most - 1].rstrip()}…" for label in labels]


def _labelled(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[label, *row] for label, row in zip(labels, rows, strict=True)]


def _numbers(each: CodeFigures, comparison: Comparison, shares: str, judged: int, language: str) -> list[str]:
    """Return how often each coder gave a code, its prevalence or coverage, and its coefficients."""
    found = each.figures[judged].agreement
    share = found.coverage if shares == "coverage" else found.prevalence
    return [
        *(grouped(each.used[rater], language) for rater in comparison.raters),
        *([DASH if share is None else decimal(100 * share, language, 1)] if shares else []),
        *(DASH if found.value is None else value_of(found, language) for found in _agreements(each)),
    ]


def _readings(each: CodeFigures, judged: int, language: str, marks: dict[str, str]) -> list[str]:
    """Return the interval of a code's coefficient, how it reads, and letters of warnings and of what is missing."""
    chosen = each.figures[judged]
    missing = [
        say(WORDS, "no figure", language, reason=say(REASONS, found.reason, language))
        for found in _agreements(each)
        if found.reason
    ]
    return [
        interval_of(chosen.agreement, language),
        band_of(chosen.reading, language),
        _letters(chosen.reading, language, marks, missing),
    ]


def _agreements(each: CodeFigures) -> list[Agreement]:
    return [figure.agreement for figure in each.figures]


def _pairs(comparison: Comparison, language: str, markup: Markup) -> str:
    names = [name_of(figure.agreement, language) for figure in comparison.pairs[0].whole]
    rows = [
        [" – ".join(pair.raters), *(value_of(figure.agreement, language) for figure in pair.whole)]
        for pair in comparison.pairs
    ]
    return table(markup)([say(WORDS, "coders pair", language), *names], rows)


def _how(comparison: Comparison, language: str) -> Iterator[str]:
    """Yield what cuα looks at, how intervals were found, whose bands they are, and how often this was computed."""
    covered = next((each.agreement for each in comparison.whole if each.agreement.coverage is not None), None)
    if covered is not None and covered.coverage is not None:
        yield say(WORDS, "cu coverage", language, share=decimal(100 * covered.coverage, language, 1))
        if len(comparison.raters) > 2:
            yield say(WORDS, "cu pairs", language)
    by_code = [each.figures for each in comparison.codes]
    figures = [*comparison.whole, *(figure for each in by_code for figure in each)]
    drawn = {
        (each.agreement.interval.replicates or 0, each.agreement.interval.by, each.agreement.interval.seed)
        for each in figures
        if each.agreement.interval and each.agreement.interval.method == "bootstrap"
    }
    for number, by, seed in sorted(drawn, key=str):
        what = say(WORDS, "documents", language) if by == "document" else quantity(comparison, language)
        yield say(WORDS, "bootstrap", language, n=grouped(number, language), what=what, seed=seed)
    exact = [
        each.agreement.coefficient
        for each in figures
        if each.agreement.interval and each.agreement.interval.method == "analytic"
    ]
    if exact:
        names = [say(COEFFICIENTS, name, language) for name in dict.fromkeys(exact)]
        yield say(WORDS, "analytic", language, coefficients=enumeration(names, language))
    if comparison.few_documents and comparison.unit in ("sentence", "turn") and (drawn or exact):
        yield say(WORDS, "independent", language, unit=quantity(comparison, language))
    shown = [*comparison.whole, *(each[_judged([one.agreement.coefficient for one in each])] for each in by_code)]
    sources = [each.reading.source for each in shown if each.reading.source and each.reading.band]
    if sources:
        told = (say(WORDS, source, language) for source in dict.fromkeys(sources))
        yield " ".join((say(WORDS, "judged", language), *told))
    key = "computed once" if comparison.computed == 1 else "computed"
    yield say(WORDS, key, language, n=grouped(comparison.computed, language))


def _letters(reading: Reading, language: str, marks: dict[str, str], missing: Sequence[str] = ()) -> str:
    """Return a letter per warning, and why figures are ``missing``; ``marks`` gathers what each letter stands for."""
    letters = []
    texts = [say(NOTES, note.key, language, detail=note.detail) for note in reading.notes]
    for text in dict.fromkeys([*texts, *missing]):
        letter = marks.setdefault(text, LETTERS[len(marks)] if len(marks) < len(LETTERS) else "*")
        letters.append(letter)
    return " ".join(sorted(letters))


def _legend(marks: dict[str, str], language: str) -> list[str]:
    return [f"{letter}: {text}." for text, letter in marks.items()]
