"""How far coders agree, computed again as a finished file says that it was: round, coders, scope, level, seed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from themecode.analysis.agreeing import recomputed
from themecode.analysis.agreement_result import COEFFICIENTS, Wish
from themecode.core.errors import ThemecodeError
from themecode.core.localized import LANGUAGES
from themecode.formats.read_report import Part, TextPart
from themecode.formats.read_report_text import parts_of_markdown, parts_of_text
from themecode.report.agreement import render_agreement
from themecode.report.agreement_words import COEFFICIENTS as NAMES
from themecode.report.agreement_words import WORDS
from themecode.report.verify_facts import key
from themecode.usecases.study import Study

_LEVEL = re.compile(r"(\d+(?:[.,]\d+)?) ?% (?:ki|ci)\b")
_SEED = re.compile(r"(?:frö|seed) (\d+)")


def agreement_again(study: Study, parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield what `agree` would write of each round that a file tells of, as it reads as Markdown and as plain text.

    A round that is gone, or that cannot be compared any more, gives nothing.
    """
    texts = [key(part.text) for part in parts if isinstance(part, TextPart)]
    for place, language in enumerate(LANGUAGES):
        title = key(WORDS["agreement"][place]) + ":"
        if not any(text.startswith(title) for text in texts):
            continue
        tables = [key(cell) for part in parts if not isinstance(part, TextPart) for row in part.rows for cell in row]
        wishes = list(_wishes(" ".join([*texts, *tables]), texts, place))
        original = [part.text for part in parts if isinstance(part, TextPart)]
        for round, coders in dict.fromkeys(_rounds(original, place)):
            for wish in wishes:
                try:
                    found = recomputed(study, wish, round=round, coders=coders)
                except ThemecodeError:
                    continue
                yield parts_of_markdown(render_agreement(found, language, "markdown"))
                yield parts_of_text(render_agreement(found, language))


def _rounds(texts: Sequence[str], place: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (round, coders) of the lines that say what was compared; without coders all of the round."""
    before, _, after = WORDS["round"][place].split("(")[0].partition("{round}")
    round = re.compile(re.escape(before) + r"(.+?)" + re.escape(after) + r"\(")
    lead, _, end = WORDS["coders"][place].partition("{coders}")
    compared = re.compile(re.escape(lead) + r"(.+?)" + re.escape(end) + r"(?: |$)")
    for text in texts:
        for found in round.finditer(text):
            yield found[1].strip(), ()
            if names := compared.search(text, found.end()):
                yield found[1].strip(), tuple(re.split(r", | och | and ", names[1]))


def _wishes(text: str, texts: Sequence[str], place: int) -> Iterator[Wish]:
    """Yield how it may have been computed, by what the file says of it."""
    level = next((float(found[1].replace(",", ".")) / 100 for found in _LEVEL.finditer(text)), 0.95)
    seed = next((int(found[1]) for found in _SEED.finditer(text)), 1)
    lifted = re.search(re.escape(key(WORDS["depth"][place])).replace(re.escape("{n}"), r"(\d+)"), text)
    depth = int(lifted[1]) if lifted else None
    coded = key(WORDS["scope coded"][place]) in text
    merged = key(WORDS["merged count"][place].partition("{")[0]) in text
    wish = Wish(scope="coded" if coded else "all", depth=depth, level=level, seed=seed, merged=merged)
    yield wish
    named = tuple(name for name in COEFFICIENTS if key(NAMES[name][place]) in text)
    yield replace(wish, coefficients=named)
