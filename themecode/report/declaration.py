"""The quality declaration of a survey: numbers filled in from the study, and a visible gap for what nobody has said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from themecode.analysis.declared import Coded, Declared, Response
from themecode.core.states import AnswerState
from themecode.report.agreement_method import method_sentences
from themecode.report.agreement_words import WORDS as AGREEMENT_WORDS
from themecode.report.agreement_words import say
from themecode.report.blocks import Block, Chapter, Heading, Paragraph, Run, Runs, Table
from themecode.report.declaration_words import GAPS, HEADINGS, SENTENCES
from themecode.report.lists import enumeration
from themecode.report.notes import mix_note, not_computed_note
from themecode.report.numbers import grouped, percent
from themecode.report.table_cells import noun, number, share, text
from themecode.report.typography import opening
from themecode.report.words import word

Parts = list[Run]


def declaration(found: Declared, language: str, *, table: int = 1, minimum: int = 0) -> Chapter:
    """Return the declaration with its headings in their order; the table of partial non-response is number ``table``.

    ``minimum``: of a variable with a reporting group smaller than this no sizes are given, as the others would give
    it away. What the study cannot know and nobody has said stands in brackets, strong, and in the remarks with how to
    say it.
    """
    maker = _Declaration(found, language, table, minimum)
    return Chapter(language, tuple(maker.blocks()), tuple(dict.fromkeys(maker.remarks)))


class _Declaration:
    def __init__(self, found: Declared, language: str, table: int, minimum: int) -> None:
        self.found, self.language, self.table, self.minimum = found, language, table, minimum
        self.remarks: list[str] = []

    def blocks(self) -> list[Block]:
        sample = self.found.said.get("design") == "sample"
        parts: list[tuple[int, str, Iterable[Block]]] = [
            (1, "declaration", ()),
            (2, "introduction", self._told("introduction")),
            (2, "scope", ()),
            (3, "object", self._object()),
            (3, "sample" if sample else "design", self._design()),
            (3, "questions", self._questions()),
            (2, "collection", self._collection()),
            (2, "response", self._response()),
            (2, "nonresponse", self._nonresponse()),
            (2, "reliability", ()),
            (3, "frame", self._frame()),
            (3, "measurement", self._told("measurement")),
            (3, "processing", self._processing()),
            (2, "description", ()),
            (3, "measures", self._measures()),
            (3, "groups", self._groups()),
            (2, "comparability", self._comparability()),
            (2, "availability", self._availability()),
        ]
        return [
            block
            for level, key, body in parts
            for block in (Heading(level, (Run(say(HEADINGS, key, self.language)),)), *body)
        ]

    # -- the sections -------------------------------------------------------------------------

    def _object(self) -> list[Block]:
        population = self.found.population
        if population is None:
            size = self._with_gap("population unknown", "population")
        else:
            size = [Run(self._say("population", n=self._n(population), noun=self._noun(population)))]
        return [*self._told("object"), Paragraph(tuple(size))]

    def _design(self) -> list[Block]:
        design = self.found.said.get("design")
        if design is None:
            return [Paragraph((self._gap("design"),))]
        if design == "total":
            return [self._paragraph(self._say("total"))]
        told = self.found.said.get("sampling")
        return [Paragraph((Run(self._say("sample") + " "), Run(told) if told else self._gap("sample", "sampling")))]

    def _questions(self) -> list[Block]:
        numbers = {
            kind: self._say("one question") if count == 1 else self._say("some questions", n=self._n(count))
            for kind, count in (("closed", self.found.closed), ("open", self.found.open))
        }
        lines = [self._say(self._kinds(), closed=numbers["closed"], open=self._n(self.found.open), n=self.found.open)]
        if self.found.variables:
            lines.append(self._say("variables", names=enumeration(self.found.variables, self.language)))
        return [self._paragraph(" ".join(lines)), *self._own("questions")]

    def _kinds(self) -> str:
        """Return the key of the sentence on how many questions of which kind there are."""
        if not self.found.open:
            return "questions closed" if self.found.closed else "questions none"
        return "questions" if self.found.closed else "questions open"

    def _collection(self) -> list[Block]:
        period = self.found.said.get("period")
        runs: Parts = [Run(self._say("period", text=period.rstrip("."))) if period else self._gap("period")]
        return [Paragraph(tuple(runs)), *self._told("collection")]

    def _response(self) -> list[Block]:
        found = self.found
        lines = [self._say("received", n=self._n(found.received))]
        if found.excluded:
            reasons = [
                self._say("reason", reason=reason or self._say("no reason"), n=self._n(count))
                for reason, count in found.excluded.items()
            ]
            left = sum(found.excluded.values())
            lines.append(self._say("left out", n=self._n(left), reasons=enumeration(reasons, self.language)))
        if found.empty:
            lines.append(self._say("empty", n=self._n(found.empty), noun=self._noun(found.empty)))
        lines.append(self._say("answered", n=self._n(found.answered), noun=self._noun(found.answered)))
        return [self._paragraph(" ".join(lines)), Paragraph(tuple(self._rate()))]

    def _rate(self) -> Parts:
        found, base = self.found, self.found.rate_base
        if base is None:
            return self._with_gap("rate unknown", "population")
        if not 0 < found.answered <= base:
            return [Run(self._say("rate impossible", n=self._n(found.answered), base=self._n(base)))]
        way = found.said.get("rate") or "population"
        self._mention_other_formula(way)
        rate = self._say("rate", percent=percent(found.answered, base), n=self._n(found.answered), base=self._n(base))
        formula = self._say(
            f"formula {way}", population=self._n(found.population or 0), over=self._n(found.over_coverage)
        )
        return [Run(f"{rate} {formula}")]

    def _mention_other_formula(self, way: str) -> None:
        """Tell the analyst where the other formula gives another rate."""
        found = self.found
        other = "eligible" if way == "population" else "population"
        base = (found.population or 0) - (found.over_coverage if other == "eligible" else 0)
        if found.over_coverage and found.answered <= base:
            rate = percent(found.answered, base)
            told = self._say("other formula", percent=rate, way=self._say(f"way {other}"), rate=other)
            self.remarks.append(told)

    def _nonresponse(self) -> list[Block]:
        found, base = self.found, self.found.rate_base
        blocks: list[Block] = []
        if base and found.answered <= base:
            missing = base - found.answered
            told = self._say("unit", n=self._n(missing), noun=self._noun(missing), percent=percent(missing, base))
            blocks.append(self._paragraph(told))
        blocks += self._told("nonresponse")
        if any(each.missing for each in found.responses):
            blocks += [self._paragraph(self._say("partial", n=self.table)), self._partial(found.responses)]
        elif found.responses:
            blocks.append(self._paragraph(self._say("partial none")))
        return blocks

    def _partial(self, responses: Sequence[Response]) -> Table:
        rows: list[tuple[Runs, ...]] = []
        for each in responses:
            question = each.question
            wording = " ".join(question.wording.in_language(self.language).split())
            name = self._say("question", number=question.number or question.key)
            rows.append(
                (
                    text(f"{name}. {wording}" if wording else name),
                    number(each.asked, self.language),
                    number(each.answered, self.language),
                    number(each.missing, self.language),
                    share(each.missing, each.asked),
                )
            )
        caption = f"{word('table', self.language)} {self.table}. {self._say('caption partial')}"
        heads = ("asked", "answered column", "missing column", "missing share")
        return Table((Run(caption),), ("", *map(self._say, heads)), tuple(rows))

    def _frame(self) -> list[Block]:
        over, inside = self.found.over_coverage, self.found.over_coverage_inside
        key = "over" if inside else "over outside" if over else "over none"
        known = self._say(key, over=self._n(over), n=self._n(inside if inside else over))
        return [self._paragraph(f"{self._say('coverage')} {known}"), *self._told("frame")]

    def _processing(self) -> list[Block]:
        coded = [each for each in self.found.coded if each.by]
        if not coded:
            return [self._paragraph(self._say("no coding")), *self._own("processing")]
        blocks: list[Block] = [self._paragraph(self._say("open answers"))]
        blocks += [self._paragraph(coding_text(each, self.language)) for each in coded]
        compared = [each.agreement for each in coded if each.agreement is not None]
        blocks += [self._paragraph(told) for told in method_sentences(compared, self.language)]
        if self.found.not_computed is not None:
            blocks.append(self._paragraph(not_computed_note(self.found.not_computed, self.language)))
        elif not compared:
            blocks += [] if self._own("processing") else [Paragraph((self._gap("agreement", "processing"),))]
        return [*blocks, *self._own("processing")]

    def _measures(self) -> list[Block]:
        lines = [self._say("measures"), *([self._say("measures open")] if self.found.open else [])]
        return [self._paragraph(" ".join(lines))]

    def _groups(self) -> list[Block]:
        if not self.found.groups:
            return self._told("groups")
        lines = []
        for name, values in self.found.groups:
            small = any(0 < count < self.minimum for _, count in values)
            if small:
                told = [value for value, _ in values]
                self.remarks.append(self._say("remark group", name=name, minimum=self.minimum))
            else:
                told = [self._say("value", value=value, n=self._n(count)) for value, count in values]
            lines.append(self._say("group", name=name, values=enumeration(told, self.language)))
        return [self._paragraph(" ".join([self._say("groups"), *lines])), *self._own("groups")]

    def _comparability(self) -> list[Block]:
        if not self.found.years:
            return self._told("comparability")
        years = enumeration(self.found.years, self.language)
        return [self._paragraph(self._say("years", years=years)), *self._own("comparability")]

    def _availability(self) -> list[Block]:
        blocks = self._told("availability")
        if self.found.releases:
            names = enumeration(self.found.releases, self.language)
            blocks.append(self._paragraph(self._say("frozen", names=names)))
        return blocks

    # -- pieces -------------------------------------------------------------------------------

    def _told(self, name: str) -> list[Block]:
        """Return what was said, or the gap where nobody has."""
        return self._own(name) or [Paragraph((self._gap(name),))]

    def _own(self, name: str) -> list[Block]:
        told = self.found.said.get(name)
        return [self._paragraph(told)] if told else []

    def _with_gap(self, key: str, name: str) -> Parts:
        before, _, after = self._say(key, gap="\0").partition("\0")
        return [Run(before), self._gap(name), Run(after)]

    def _gap(self, key: str, name: str | None = None) -> Run:
        what = say(GAPS, key, self.language)
        self.remarks.append(self._say("remark gap", what=what, name=name or key))
        return Run(self._say("gap", what=what), strong=True)

    def _paragraph(self, content: str) -> Paragraph:
        return Paragraph((Run(opening(content)),))

    def _say(self, key: str, **values: object) -> str:
        return say(SENTENCES, key, self.language, **values)

    def _n(self, count: int) -> str:
        return grouped(count, self.language)

    def _noun(self, count: int) -> str:
        return noun(self.found.case_nouns, count, self.language)


def coding_text(coded: Coded, language: str) -> str:
    """Return how the answers to a question were coded: codebook, its version, what is unread, coders, rounds, mix."""
    counts = coded.counts

    def told(key: str, **values: object) -> str:
        return say(SENTENCES, key, language, **values)

    first, last = coded.versions
    version = told("version", n=last) if first == last else told("versions", first=first, last=last)
    name = counts.codebook.name.in_language(language) or counts.codebook.key
    question = (counts.question.number or counts.question.key) if counts.question else ""
    waiting = counts.states[AnswerState.UNREAD] + counts.states[AnswerState.UNDECIDED]
    lines = [
        told(
            "coding question" if counts.question else "coding transcripts",
            question=question,
            n=grouped(counts.answered - waiting, language),
            book=name,
            codes=told("codes", n=grouped(len(counts.categories), language)),
            version=version,
        )
    ]
    if waiting:
        lines.append(told("unread", n=grouped(waiting, language)))
    if coded.coders:
        lines.append(told("coders", names=enumeration(coded.coders, language)))
    rounds = [told("round", name=name, kind=say(AGREEMENT_WORDS, kind, language)) for name, kind in coded.rounds]
    lines.append(told("rounds", names=enumeration(rounds, language)))
    if mix := mix_note(counts, language):
        lines.append(mix)
    return " ".join(lines)
