"""What the template of a question is told: the counts in the order and the parts of a text.

Here it is decided what is said; how it is said stands in ``templates/``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

from themecode.analysis.counts import RESULT, Category, CategoryCounts
from themecode.core.states import AnswerState
from themecode.report.blocks import Run, Source
from themecode.report.lists import label
from themecode.report.nouns import case_noun, head_noun, infinitive_mark
from themecode.report.printed import Figure, Printed, Text
from themecode.report.questions import printed_number, wording_of
from themecode.report.quoting import QuoteView
from themecode.report.ranking import LAST_RANK, LESSER, Ranking, Thresholds, ranking
from themecode.report.wording import NEARLY_ALL, TENTHS, common_phrase, ranked_phrases
from themecode.usecases.report_settings import ReportSettings

SHARES_FROM = 20
"""Smallest base whose shares are put in words: *hälften* of six says less than 3 of 6."""
BULLETS_FROM = 13
"""Categories from which a list is set with bullets rather than in a sentence."""
FEW = 7
"""Categories up to which each may have a heading of its own."""
RANKED_BY_HEADING = 4
"""Ranks that have a word under run-in headings."""


@dataclass(frozen=True)
class Asides:
    """What stands behind a category beside its count."""

    quotes: Mapping[str, Sequence[QuoteView]] = field(default_factory=dict)
    """Chosen quotes, by the key of the category they are printed under."""
    several_codebooks: bool = False
    """Whether the question is told under another codebook too, so that its heading names this one."""


@dataclass(frozen=True)
class CategoryView:
    """A category, as a template sees it."""

    label: Text | Printed
    """As it stands in a sentence: with *att* before a verb."""
    name: Printed
    """As a heading, with a capital."""
    count: Figure
    phrase: Printed
    """The label with the count in parentheses."""
    share: Printed | None
    """Its share in words; ``None`` where it is not told."""
    below: tuple[Text | Printed, ...]
    """The labels of the codes below it that occur, by falling count."""
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True)
class PlaceView:
    """Categories that share a rank."""

    rank: int
    categories: tuple[CategoryView, ...]
    share: Printed | None
    """One wording that holds for all of them."""

    @property
    def phrases(self) -> list[Printed]:
        """Label and count of each."""
        return [category.phrase for category in self.categories]

    @property
    def quotes(self) -> list[QuoteView]:
        """The quotes of all of them."""
        return [quote for category in self.categories for quote in category.quotes]


class QuestionText:
    """The counts of one question, or of the interviews, in the parts of a text."""

    def __init__(
        self, counts: CategoryCounts, language: str, settings: ReportSettings, asides: Asides, *, level: int = 1
    ) -> None:
        """Take the counts and how they are to be reported."""
        self.counts, self.language, self.settings, self.asides = counts, language, settings, asides
        self.level = level
        self._said: set[str] = set()

    @cached_property
    def ranking(self) -> Ranking:
        """The categories of the level, in the parts of the text."""
        return ranking(self.counts.level(self.level), self.base, self.thresholds)

    @property
    def base(self) -> int:
        """What shares are of; 0 where there are none."""
        return 0 if self.counts.basis == "codings" else self.counts.base

    @property
    def thresholds(self) -> Thresholds:
        """What is printed with its number."""
        kept, rules = self.settings, Thresholds()
        return Thresholds(
            min_count=rules.min_count if kept.min_count is None else kept.min_count,
            min_percent=kept.min_percent,
            some_from=rules.some_from if kept.some_from is None else kept.some_from,
        )

    def values(self) -> dict[str, object]:
        """Return everything the template may say."""
        counts, found = self.counts, self.ranking
        headed = self._headed()
        places = tuple(self._place(place.rank, place.categories) for place in found.places)
        return {
            "heading": self._heading(),
            "language": self.language,
            "past": self.settings.tense == "past",
            "mode": self.settings.mode,
            "headings": headed,
            "unit": self._unit(),
            "case": case_noun(counts, self.language),
            "noun": head_noun(counts, self.language),
            "n": self._answering(),
            "several": self._several(),
            "places": places,
            "middle": self._views(found.middle, quoted=True, shared=len(found.middle) == 1),
            "lesser": self._views(found.lesser),
            "alike": self._place(1, found.alike) if found.alike else None,
            "some": self._views(found.some),
            "unnamed": len(found.unnamed),
            "ranked": self._ranked(places) if headed else (),
            "printed": self._figure("themes", len(found.printed)),
            "threshold": self._threshold(),
            "states": self._states(),
            "coding": self._coding(),
            "preliminary": self._preliminary(),
            "labels": [view.label for view in self._views(found.printed)],
            "quotes": [quote for view in self._views(found.printed, quoted=True) for quote in view.quotes],
            "long": BULLETS_FROM,
            "quoted": any(quotes for quotes in self.asides.quotes.values()),
        }

    # -- what is counted -----------------------------------------------------------------------

    def _figure(self, kind: str, value: int, *, code: str | None = None, base: int | None = None) -> Figure:
        question = self.counts.question.key if self.counts.question else None
        source = Source(kind, question, self.counts.codebook.key, code, value, base)
        return Figure(source, self.language)

    def _heading(self) -> Mapping[str, Text | bool]:
        counts = self.counts
        name = counts.codebook.name.in_language(self.language) or counts.codebook.key
        question = counts.question
        return {
            "number": Text.of(printed_number(question) if question else ""),
            "wording": Text.of(wording_of(question, self.language) if question else ""),
            "codebook": Text.of(name),
            "several": self.asides.several_codebooks,
        }

    def _unit(self) -> str:
        """Return what the numbers in parentheses are of."""
        if self.counts.basis == "codings":
            return "passages"
        return "answers" if self.counts.question else "interviews"

    def _answering(self) -> dict[str, object]:
        counts, make = self.counts, self._figure
        answered, asked = counts.answered, counts.put_to
        among = answered - counts.answered_not_asked
        return {
            "answered": make("answered", answered),
            "asked": make("asked", asked),
            "cases": make("cases", counts.cases),
            "among": make("answered", among),
            "others": make("others", counts.answered_not_asked),
            "everyone": answered == asked,
            "nearly": asked > 0 and answered < asked and 100 * among >= NEARLY_ALL * asked and asked >= SHARES_FROM,
            "routed": asked < counts.cases,
        }

    def _several(self) -> bool:
        """Tell whether an answer is in more than one category of the level."""
        total = sum(category.count for category in self.counts.level(self.level))
        return self.counts.basis != "codings" and total > self.counts.states.get(AnswerState.CODED, 0)

    # -- the categories ------------------------------------------------------------------------

    def _views(
        self, categories: Sequence[Category], *, quoted: bool = False, shared: bool = False
    ) -> tuple[CategoryView, ...]:
        return tuple(self._view(category, quoted=quoted, shared=shared) for category in categories)

    def _view(self, category: Category, *, quoted: bool = False, shared: bool = False) -> CategoryView:
        name = Text.of(label(category, self.language))
        shown = self._in_sentence(name)
        count = self._figure("count", category.count, code=category.code)
        quotes = self.asides.quotes.get(category.code, ()) if quoted else ()
        return CategoryView(
            label=shown,
            name=Printed(name.runs).opening,
            count=count,
            phrase=Printed((*shown.runs, Run(" ("), *count.runs, Run(")"))),
            share=self._share([category]) if shared else None,
            below=tuple(
                self._in_sentence(Text.of(label(child, self.language)))
                for child in self._children.get(category.code, ())
            ),
            quotes=tuple(quotes[: self.settings.quotes]),
        )

    @cached_property
    def _children(self) -> dict[str, list[Category]]:
        """The categories directly below each that occur."""
        found: dict[str, list[Category]] = {}
        for category in self.counts.categories:
            if category.parent is not None and category.count:
                found.setdefault(category.parent, []).append(category)
        return found

    def _in_sentence(self, name: Text) -> Text | Printed:
        mark = infinitive_mark(name, self.language)
        return Printed((Run(f"{mark} "), *name.runs)) if mark else name

    def _place(self, rank: int, categories: Sequence[Category]) -> PlaceView:
        return PlaceView(rank, self._views(categories, quoted=True), self._share(categories))

    def _share(self, categories: Sequence[Category]) -> Printed | None:
        """Return one wording that holds for the shares of all these categories."""
        base = self.base
        if base < SHARES_FROM or self.settings.mode != "counts":
            return None
        shares = [(category.count, base) for category in categories]
        if len(shares) > 1:
            phrase = common_phrase(shares, self.language)
        else:
            phrase = next(
                wording for wording in ranked_phrases(*shares[0], self.language) if not wording.endswith(TENTHS)
            )
        if phrase is None:
            return None
        first = categories[0]
        code = first.code if len(categories) == 1 else None
        share = Printed([Run(phrase, self._figure("share", first.count, code=code, base=base).source)])
        share.again = phrase in self._said
        self._said.add(phrase)
        return share

    def _headed(self) -> bool:
        """Tell whether each category has a run-in heading: few of them, with codes below that occur."""
        printed = self.ranking.printed
        if self.settings.form != "auto" or len(printed) < 2:
            return self.settings.form == "headings" and len(printed) > 1
        parents = {category.parent for category in self.counts.categories if category.count}
        base = self.base
        large = [category for category in printed if not base or category.count >= LESSER * base / 2]
        return len(printed) <= FEW and 2 * sum(item.code in parents for item in large) > len(printed)

    def _ranked(self, places: Sequence[PlaceView]) -> list[tuple[int, bool, CategoryView]]:
        """Return (rank, whether it shares it, category) of all printed; rank 0 has no word."""
        ranks: dict[str | None, tuple[int, bool]] = {}
        for place in places:
            ranks |= {view.count.source.code: (place.rank, len(place.categories) > 1) for view in place.categories}
        times = Counter(category.count for category in self.ranking.printed)
        found = []
        for number, category in enumerate(self.ranking.printed, 1):
            rank, tied = ranks.get(category.code, (0, False))
            if not rank and LAST_RANK < number <= RANKED_BY_HEADING and times[category.count] == 1:
                rank = number
            found.append((rank, tied, self._view(category, quoted=True, shared=number == 1)))
        return found

    # -- what is said beside them --------------------------------------------------------------

    def _threshold(self) -> int:
        """Return the count from which numbers are printed, where categories are below it; else 0."""
        if not self.ranking.below:
            return 0
        occurring = sum(category.count > 0 for category in self.counts.level(self.level))
        smallest = self.thresholds.smallest_share(occurring) * self.base
        return max(self.thresholds.min_count, ceil(smallest))

    def _states(self) -> dict[str, Figure]:
        names = {
            "no_code_fits": AnswerState.NO_CODE_FITS,
            "contentless": AnswerState.CONTENTLESS,
            "refers": AnswerState.REFERS_ELSEWHERE,
            "empty": AnswerState.EMPTY,
        }
        states = self.counts.states
        return {name: self._figure(f"state:{state.value}", states.get(state, 0)) for name, state in names.items()}

    def _coding(self) -> dict[str, object]:
        return {
            **{kind: self._figure("documents", self.counts.documents[kind]) for kind in ("consensus", "single")},
            "coder": None if self.counts.coder == RESULT else Text.of(self.counts.coder),
        }

    def _preliminary(self) -> dict[str, Figure] | None:
        if not self.counts.preliminary:
            return None
        return {kind: self._figure("documents", self.counts.documents[kind]) for kind in ("unread", "undecided")}
