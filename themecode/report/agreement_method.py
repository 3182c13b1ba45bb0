"""The sentences about agreement that a method chapter needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from themecode.analysis.agreement import Agreement
from themecode.analysis.agreement_result import Comparison, Figure
from themecode.report.agreement_sentences import SENTENCES
from themecode.report.agreement_words import COEFFICIENTS, REASONS, WORDS, decimal, say
from themecode.report.lists import enumeration
from themecode.report.numbers import grouped

KAPPAS = ("cohen_kappa", "fleiss_kappa", "scott_pi", "krippendorff_alpha", "gwet_ac1", "brennan_prediger")
"""What a code on its own is described by: the first of these that was computed."""


def method_sentences(comparisons: Sequence[Comparison], language: str) -> list[str]:
    """Return the sentences on several comparisons; what they were computed with is said once, last."""
    last = len(comparisons) - 1
    return [method_sentence(each, language, tool=place == last) for place, each in enumerate(comparisons)]


def method_sentence(comparison: Comparison, language: str, *, tool: bool = True) -> str:
    """Return what was compared, how far coders agreed, and with which tool, ready for the method chapter."""
    parts = [_material(comparison, language), *_limits(comparison, language)]
    if comparison.wish.code is not None:
        parts.append(_one_code(comparison, language))
    else:
        parts += [_together(comparison, language), _codes(comparison, language)]
    if tool:
        parts.append(say(SENTENCES, "tool", language))
    return " ".join(part for part in parts if part)


def quantity(comparison: Comparison, language: str, *, many: bool = True) -> str:
    """Return what a unit is called."""
    unit = "character" if comparison.unit == "unitizing" else comparison.unit
    return say(WORDS, f"{unit}s" if many else unit, language)


def codebook_name(comparison: Comparison, language: str) -> str:
    """Return what the codebook is called."""
    return comparison.codebook.name.in_language(language) or comparison.codebook.key


def interviews(number: int, language: str) -> str:
    """Return *interview* or *interviews*."""
    return say(WORDS, "interview" if number == 1 else "interviews", language)


def headline(figures: Iterable[Figure]) -> Agreement | None:
    """Return the coefficient that stands for all codes together: alpha with MASI, or uα."""
    for figure in figures:
        if figure.agreement.distance == "masi" or figure.agreement.coefficient == "u_alpha":
            return figure.agreement
    return None


def details(agreement: Agreement, comparison: Comparison, language: str) -> str:
    """Return distance and interval of a coefficient, for a parenthesis."""
    parts = []
    if agreement.distance not in (None, "nominal"):
        name = {"masi": "MASI", "jaccard": "Jaccard"}.get(str(agreement.distance), str(agreement.distance))
        parts.append(say(SENTENCES, "distance", language, distance=name))
    interval = agreement.interval
    if interval is not None:
        limits = {"low": decimal(interval.low, language), "high": decimal(interval.high, language)}
        to = say(SENTENCES, "to", language) if min(interval.low, interval.high) < 0 else "–"  # no dash beside a minus
        said = say(SENTENCES, "interval", language, level=level(interval.level, language), to=to, **limits)
        if interval.method == "bootstrap":
            what = say(WORDS, "documents", language) if interval.by == "document" else quantity(comparison, language)
            number = grouped(interval.replicates or 0, language)
            how = say(SENTENCES, "bootstrap", language, n=number, what=what, seed=interval.seed)
        else:
            how = say(SENTENCES, "analytic", language)
            if comparison.few_documents:
                how += f", {say(SENTENCES, 'taken as independent', language, unit=quantity(comparison, language))}"
        parts.append(f"{said}, {how}")
    return "; ".join(parts)


def merged_key(comparison: Comparison) -> str:
    """Return which words say what became of codes merged since the round was closed."""
    return "merged count" if comparison.wish.merged else "merged since"


def level(share: float, language: str) -> str:
    """Return a confidence level in percent: 95, or 99,5."""
    text = f"{100 * share:.6g}"
    return text.replace(".", ",") if language == "sv" else text


def _material(comparison: Comparison, language: str) -> str:
    repeat = comparison.round.kind == "repeat"
    who = {"coder": comparison.raters[0].rsplit(" (", 1)[0]} if repeat else {}
    question = comparison.question
    number = comparison.n_documents
    noun = interviews(number, language)
    if number > 1 or repeat:
        noun = f"{grouped(number, language)} {noun}"
    return say(
        SENTENCES,
        f"{'intra' if repeat else 'inter'} {'transcripts' if question is None else 'answers'}",
        language,
        coders=enumeration(comparison.raters, language),
        n=grouped(comparison.n_units, language),
        answers=say(WORDS, "answer" if comparison.n_units == 1 else "answers", language),
        interviews=noun,
        units=grouped(comparison.n_units, language),
        unit=quantity(comparison, language),
        question=(question.number or question.key) if question else "",
        codebook=codebook_name(comparison, language),
        **who,
    )


def _limits(comparison: Comparison, language: str) -> Iterator[str]:
    """Yield what was compared less of, or otherwise, than a reader takes for granted."""
    missing = sum(len(left.documents) for left in comparison.left_out if left.reason == "not completed")
    if missing:
        noun = say(WORDS, "answer" if missing == 1 else "answers", language)
        if comparison.question is None:
            noun = interviews(missing, language)
        yield say(SENTENCES, "left out", language, n=grouped(missing, language), noun=noun)
    if comparison.merged:
        codes = enumeration([code.label.in_language(language) for code in comparison.merged], language)
        yield say(SENTENCES, merged_key(comparison), language, codes=codes)
    if comparison.wish.scope == "coded":
        yield say(SENTENCES, "scope", language, unit=quantity(comparison, language))
    if comparison.wish.depth is not None:
        yield say(SENTENCES, "level", language, n=comparison.wish.depth)
    if comparison.suggested:
        number = comparison.n_documents
        noun = interviews(number, language) if comparison.question is None else say(WORDS, "answers", language)
        told = {"n": grouped(comparison.suggested, language), "all": grouped(number, language)}
        yield say(SENTENCES, "helped", language, noun=noun, **told)


def _together(comparison: Comparison, language: str) -> str:
    found = headline(comparison.whole)
    if found is None:
        return ""
    kind = "passages" if found.coefficient == "u_alpha" else "sets"
    unit = quantity(comparison, language, many=False)
    if found.value is None:
        told = [say(SENTENCES, f"no {kind}", language, unit=unit, reason=say(REASONS, found.reason or "", language))]
    else:
        more = details(found, comparison, language)
        value = decimal(found.value, language)
        told = [say(SENTENCES, kind, language, unit=unit, value=value, details=f" ({more})" if more else "")]
    percent = next((f.agreement for f in comparison.whole if f.agreement.coefficient == "percent_agreement"), None)
    if percent is not None and percent.value is not None:
        told.append(say(SENTENCES, "agreed percent", language, value=decimal(100 * percent.value, language, 1)))
    return " ".join(told)


def _codes(comparison: Comparison, language: str) -> str:
    """Return how far the codes lie apart, by the first coefficient corrected for chance."""
    by_coefficient: dict[str, list[float]] = {}
    used = [each for each in comparison.codes if any(each.used.values())]
    for each in used:
        for figure in each.figures:
            if figure.agreement.value is not None:
                by_coefficient.setdefault(figure.agreement.coefficient, []).append(figure.agreement.value)
    chosen = next((name for name in (*KAPPAS, "k_u_alpha", "u_alpha") if name in by_coefficient), None)
    if chosen is None:
        return ""
    values = by_coefficient[chosen]
    key = "codes" if len(values) == len(used) else "some codes"
    return say(
        SENTENCES,
        "one of codes" if len(used) == 1 else key,
        language,
        n=len(values),
        used=len(used),
        coefficient=say(COEFFICIENTS, chosen, language),
        low=decimal(min(values), language),
        high=decimal(max(values), language),
        median=decimal(median(values), language),
    )


def _one_code(comparison: Comparison, language: str) -> str:
    (each,) = comparison.codes
    code = each.code.label.in_language(language)
    parts = []
    missing: dict[str, list[str]] = {}
    for figure in each.figures:
        found = figure.agreement
        name = say(COEFFICIENTS, found.coefficient, language)
        if found.coefficient == "percent_agreement":
            if found.value is not None:
                value = decimal(100 * found.value, language, 1)
                parts.append(say(SENTENCES, "agreed percent", language, value=value))
        elif found.value is None:
            missing.setdefault(found.reason or "", []).append(name)
        else:
            value, more = decimal(found.value, language), details(found, comparison, language)
            told = f" ({more})" if more else ""
            parts.append(say(SENTENCES, "one code", language, code=code, coefficient=name, value=value, details=told))
    for reason, names in missing.items():
        why = say(REASONS, reason, language)
        parts.append(
            say(SENTENCES, "no code", language, code=code, coefficient=enumeration(names, language), reason=why)
        )
    return " ".join(parts)
