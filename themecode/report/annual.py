"""The report to one centre: its counts as bars beside all, some quotes, and a text for each goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from themecode.analysis.annual import (
    Centre,
    CentrePart,
    Line,
    Refusal,
    centre_parts,
    find_centre,
    marks,
    people_with_role,
    summaries,
)
from themecode.report.annual_words import annual_word
from themecode.report.blocks import Block, BlockQuote, Chapter, Heading, Note, Paragraph, Run, Runs, Table
from themecode.report.guard import Guard
from themecode.report.guard_names import doubts_in, hold_quotes
from themecode.report.guard_tables import MARK
from themecode.report.guard_words import guard_word
from themecode.report.nouns import case_noun
from themecode.report.numbers import grouped, percent
from themecode.report.typography import block_paragraphs, opening
from themecode.report.words import word
from themecode.usecases.looking import code_tree
from themecode.usecases.quotes_chosen import QuoteRow, quotes
from themecode.usecases.report_settings import report_settings
from themecode.usecases.study import Study

BAR = 6
"""Characters of a whole bar: as many as a column of a page holds on one line."""
QUOTES = 3


@dataclass(frozen=True)
class AnnualWishes:
    """What the report is to have in it."""

    variable: str | None = None
    """The centre is a value of this variable, not a case."""
    questions: tuple[str, ...] = ()
    codebook: str | None = None
    goals: str | None = None
    """The codebook whose top level are the goals; ``None``: the one with something written for the centre."""
    mark: str | None = None
    """A variable put beside quotes, such as gender."""
    organisation: bool = False
    """The case is no person."""
    coder: str | None = None
    provisional: bool = False
    guard: Guard = field(default_factory=Guard)


@dataclass(frozen=True)
class AnnualReport:
    """The report, and what was refused, a sentence each."""

    chapter: Chapter
    refusals: tuple[str, ...]


def annual_report(study: Study, name: str, language: str, wishes: AnnualWishes) -> AnnualReport:
    """Return the report to one centre. What the guard forbids is left out, and said in it as well.

    Raises NotFoundError for an unknown centre, variable or codebook, and what counting raises.
    """
    centre = find_centre(study, name, wishes.variable)
    parts = centre_parts(
        study,
        centre,
        minimum=wishes.guard.minimum,
        questions=wishes.questions,
        codebook=wishes.codebook,
        organisation=wishes.organisation,
        coder=wishes.coder,
        provisional=wishes.provisional,
    )
    writer = _Writer(study, centre, language, wishes)
    blocks: list[Block] = [
        Heading(1, (Run(annual_word("title", language, centre=centre.label)),)),
        Note((Run(annual_word("about", language)),)),
    ]
    place = 1
    for part in parts:
        made = writer.part(part, place)
        place += sum(isinstance(block, Table) for block in made)
        blocks += made
    blocks += writer.quotes(parts)
    blocks += writer.goals(parts)
    chapter = Chapter(language, tuple(blocks))
    doubts = [annual_word("doubt", language, text=each.text) for each in doubts_in(chapter, wishes.guard)]
    return AnnualReport(chapter, (*writer.refusals, *doubts))


def annual_tables(study: Study, centre: Centre, language: str, *, coder: str | None = None) -> list[Block]:
    """Return the numbers of a centre with nothing held back, to check a finished report by. Not for print."""
    wishes = AnnualWishes(coder=coder, guard=Guard(2))
    parts = centre_parts(study, centre, minimum=1, organisation=True, coder=coder, provisional=True)
    writer = _Writer(study, centre, language, wishes)
    found = []
    for part in parts:
        lines = tuple(replace(line, reason=None) for line in part.lines)
        found += writer.part(replace(part, lines=lines, refusal=None), 1)
    return found


class _Writer:
    """Makes the blocks of one centre's report, and gathers what is refused."""

    def __init__(self, study: Study, centre: Centre, language: str, wishes: AnnualWishes) -> None:
        self.study, self.centre, self.language, self.wishes = study, centre, language, wishes
        self.refusals: list[str] = []

    def _say(self, key: str, **values: object) -> str:
        return annual_word(key, self.language, **values)

    def _refuse(self, key: str, **values: object) -> Note:
        """Keep a refusal, and return it as a note where it stands in the report."""
        sentence = self._say(key, minimum=self.wishes.guard.minimum, **values)
        self.refusals.append(sentence)
        return Note((Run(sentence),))

    # -- counts ------------------------------------------------------------------------------

    def _refuse_part(self, part: CentrePart, why: Refusal) -> Note:
        """Keep a refusal with its question and what one can do; in the report it stands under the question."""
        sentence = self._say(why.value, minimum=self.wishes.guard.minimum)
        todo = f" {self._say('organisation')}" if why is Refusal.ONE_RESPONDENT else ""
        self.refusals.append(f"{_short_name(part, self.language)}: {sentence}{todo}")
        return Note((Run(opening(sentence)),))

    def part(self, part: CentrePart, place: int) -> list[Block]:
        """Return the counts of one question, or of the interviews."""
        counts = part.counts
        what = _name(part, self.language)
        blocks: list[Block] = [Heading(2, (Run(what),))]
        if part.refusal is not None:
            return [*blocks, self._refuse_part(part, part.refusal)]
        if not part.lines:
            return []
        largest = max(line.here for line in part.lines)
        rows = tuple(self._row(part, line, largest) for line in part.lines)
        share = [] if part.passages else [self._say("share here")]
        head = ("", self._say("passages here" if part.passages else "here"), *share, self._say("bar here"),
                self._say("share all"), self._say("bar all"))  # fmt: skip
        book = counts.codebook.name.in_language(self.language) or counts.codebook.key
        title = self._say("caption", what=book, centre=self.centre.label)
        blocks.append(Table((Run(f"{word('table', self.language)} {place}. {title}"),), head, rows))
        nouns = case_noun(counts, self.language)
        values = {"all": grouped(counts.base, self.language), "n": grouped(part.base, self.language)}
        blocks.append(Note((Run(self._say("base case" if part.passages else "base", noun=nouns.plural, **values)),)))
        for line in part.lines:
            if line.reason is not None and (line.here or line.reason.value == "derivable"):
                why = guard_word(f"why {line.reason.value}", self.language)
                self._refuse(
                    "cell", what=_short_name(part, self.language), label=line.label.in_language(self.language), why=why
                )
        if any(MARK in run.text for row in rows for cell in row for run in cell):
            blocks.append(Note((Run(guard_word("mark", self.language, mark=MARK)),)))
        return blocks

    def _row(self, part: CentrePart, line: Line, largest: int) -> tuple[Runs, ...]:
        base, everywhere = part.base, part.counts.base
        held = line.reason is not None
        of = largest if part.passages else base
        share: list[Runs] = []
        if not part.passages:
            share = [(Run(MARK if held else _percent(line.here, base)),)]
        return (
            (Run(label_of(line, self.language)),),
            (Run(MARK if held else grouped(line.here, self.language)),),
            *share,
            (Run(MARK if held else bar(line.here, of)),),
            (Run(_percent(line.everywhere, everywhere)),),
            (Run(bar(line.everywhere, everywhere)),),
        )

    # -- quotes ------------------------------------------------------------------------------

    def quotes(self, parts: Sequence[CentrePart]) -> list[Block]:
        """Return up to three chosen quotes of the centre, one for each code as far as they reach."""
        heading = Heading(2, (Run(self._say("quotes")),))
        rows = [row for row in quotes(self.study, chosen_only=True) if row.case_id in self.centre.cases]
        if not rows:
            return [heading, Note((Run(self._say("no quotes")),))]
        rows = self._of_enough(rows, parts)
        if not rows:
            return [heading, *(Note((Run(said),)) for said in self.refusals[-1:])]
        held = hold_quotes(rows, self.study.language, self.wishes.guard)
        named = {each.quote: each.text for each in held if each.kind == "quote"}
        for number, text in named.items():
            self._refuse("quote named", number=number, text=text)
        first: dict[str, QuoteRow] = {}
        for row in rows:
            if row.id not in named:
                first.setdefault(row.code, row)
        rest = [row for row in rows if row.id not in named and row not in first.values()]
        return [heading, *(self._quote(row) for row in [*first.values(), *rest][:QUOTES])]

    def _of_enough(self, rows: Sequence[QuoteRow], parts: Sequence[CentrePart]) -> list[QuoteRow]:
        """Return the quotes of answers and interviews that enough people stand behind."""
        minimum = self.wishes.guard.minimum
        speaking = sum(people_with_role(self.study, self.centre).values())
        answering = len(self.centre.cases)
        kept = []
        for row in rows:
            people = speaking if row.document else answering
            if people >= minimum or (not row.document and self.wishes.organisation):
                kept.append(row)
            else:
                sentence = self._say("few quoted", minimum=minimum)
                if sentence not in self.refusals:
                    self.refusals.append(sentence)
        return kept

    def _quote(self, row: QuoteRow) -> BlockQuote:
        paragraphs = [[Run(each)] for each in block_paragraphs(row.text, self.language)]
        shown = ", ".join(mark for mark in (self._role(row), self._mark(row)) if mark)
        if shown and paragraphs:
            paragraphs[-1].append(Run(f" ({shown})"))
        return BlockQuote(tuple(map(tuple, paragraphs)))

    def _role(self, row: QuoteRow) -> str:
        if not row.role:
            return ""
        printed = report_settings(self.study).roles
        shown = printed.get(row.role, row.role)
        people = people_with_role(self.study, self.centre)
        number = sum(n for role, n in people.items() if printed.get(role, role) == shown)
        return self._allowed(row, shown, number)

    def _mark(self, row: QuoteRow) -> str:
        if self.wishes.mark is None:
            return ""
        values = marks(self.study, self.wishes.mark)
        shown = values.get(row.case_id, "")
        if not shown:
            return ""
        number = sum(values.get(case) == shown for case in self.centre.cases)
        return self._allowed(row, shown, number)

    def _allowed(self, row: QuoteRow, shown: str, people: int) -> str:
        if people >= self.wishes.guard.minimum:
            return shown
        self._refuse(Refusal.FEW_WITH_MARK.value, mark=shown, number=row.id)
        return ""

    # -- goals -------------------------------------------------------------------------------

    def goals(self, parts: Sequence[CentrePart]) -> list[Block]:
        """Return each goal or theme with what is written on the centre, or a place to write."""
        books = {book.key: (book, codes) for book, codes in code_tree(self.study, None)}
        if self.wishes.goals is not None:
            key: str | None = self.study.codebook(self.wishes.goals).key
        else:
            used = [part.counts.codebook.key for part in parts]
            order = [*used, *(each for each in books if each not in used)]
            key = next((each for each in order if summaries(self.study, self.centre, each)), next(iter(used), None))
        if key is None:
            return []
        written = summaries(self.study, self.centre, key)
        blocks: list[Block] = [Heading(2, (Run(self._say("goals")),))]
        for code in books[key][1]:
            if code.parent_id is not None or code.retired:
                continue
            name = " ".join(code.label.in_language(self.language).split())
            blocks.append(Heading(3, (Run(name[:1].upper() + name[1:]),)))
            texts = [line for text in written.get(code.key, ()) for line in text.splitlines() if line.strip()]
            blocks += [Paragraph((Run(line),)) for line in texts or [self._say("write here")]]
        return blocks


def bar(count: int, base: int) -> str:
    """Return a share as a bar of `BAR` characters in half steps; a share above nothing always shows."""
    halves = (4 * BAR * count + base) // (2 * base) if base else 0
    halves = min(2 * BAR, max(halves, 1 if count else 0))
    drawn = "█" * (halves // 2) + "▌" * (halves % 2)
    return drawn + "░" * (BAR - len(drawn))


def label_of(line: Line, language: str) -> str:
    """Return what a category is called, on one line."""
    return " ".join(line.label.in_language(language).split())


def _percent(count: int, base: int) -> str:
    return str(percent(count, base)) if base else ""


def _short_name(part: CentrePart, language: str) -> str:
    counts = part.counts
    if counts.question is None:
        return counts.codebook.name.in_language(language) or counts.codebook.key
    return f"{word('question', language)} {counts.question.number or counts.question.key}"


def _name(part: CentrePart, language: str) -> str:
    counts = part.counts
    book = counts.codebook.name.in_language(language) or counts.codebook.key
    if counts.question is None:
        return book
    number = counts.question.number or counts.question.key
    wording = " ".join(counts.question.wording.in_language(language).split())
    return f"{word('question', language)} {number}. {wording or book}"
