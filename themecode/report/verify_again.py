"""Tables and sentences of a finished report, made again from the study by what made them.

Tables that are split, compared with another year or of another kind than plain counts cannot be checked by labels
alone. What they may be is read off their captions, and they are made anew on every base and in every language; the one
that is most like the table of the file is what it is held against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from themecode.analysis.earlier import earlier_years
from themecode.analysis.numeric_bins import read_bins
from themecode.core.errors import ThemecodeError
from themecode.core.localized import LANGUAGES
from themecode.formats.read_report import Part, TablePart, TextPart, seen
from themecode.report.annual import annual_tables
from themecode.report.annual_words import annual_word
from themecode.report.blocks import Block, BulletList, Heading, Note, Paragraph, Table, plain
from themecode.report.declaration_words import HEADINGS, SENTENCES
from themecode.report.method_words import WORDS as METHOD_WORDS
from themecode.report.table_chapter import Tables, every_way
from themecode.report.table_words import WORDS
from themecode.report.verify_about import about_of
from themecode.report.verify_facts import Topic, key
from themecode.report.verify_grids import Expected
from themecode.report.verify_sentences import Sentences, Walk, scope_of
from themecode.usecases.answer_table import variables
from themecode.usecases.study import Study

EVERY = 10**9
"""A smallest group that no group reaches."""
DEEPEST = 4
"""Levels of a codebook at which a table of categories is looked for."""

_YEAR = re.compile(r"(?:jämfört med|compared with) ([^,.]+)")
_INTERVAL = re.compile(r"(\d[\d ]*)(?:–(\d[\d ]*))?(?: (.*))?")
_MORE = (" eller mer", " or more")


@dataclass(frozen=True)
class Again:
    """What the study prints now, to be held against what stands in a file."""

    tables: tuple[Expected, ...] = ()
    sentences: Sentences = field(default_factory=Sentences)


def made_again(study: Study, parts: Sequence[Part], topics: Sequence[Topic], *, coder: str | None = None) -> Again:
    """Make again what in a file cannot be checked by its labels alone; what cannot be made is left out."""
    maker = _Maker(study, topics, coder)
    caption = ""
    about: tuple[Topic, ...] = ()
    for part in parts:
        if isinstance(part, TablePart):
            maker.table(part, part.caption or caption, about)
            caption = ""
            continue
        caption = part.text
        if part.kind in ("heading", "paragraph"):
            about = about_of(part.text, topics) if part.kind == "heading" else about
            maker.chapter(part.text)
    maker.agreement(parts)
    return Again(tuple(maker.tables), maker.sentences)


class _Maker:
    """Makes tables and chapters once each."""

    def __init__(self, study: Study, topics: Sequence[Topic], coder: str | None) -> None:
        self.study, self.topics, self.coder = study, topics, coder
        self.tables: list[Expected] = []
        self.sentences = Sentences()
        self.variables = [row.name for row in variables(study)]
        self._made: set[object] = set()

    # -- tables ------------------------------------------------------------------------------

    def table(self, table: TablePart, caption: str, above: Sequence[Topic]) -> None:
        """Make the tables that one may be, by its caption, else by the heading it stands under."""
        low = key(caption)
        about = about_of(caption, self.topics) or tuple(above)
        if any(f", {words}" in low for words in _tails("presence")):
            for topic in about:
                if topic.question is None:
                    self._make(
                        Tables(presence=True, codebook=topic.codebook, coder=self.coder, provisional=True), table
                    )
            return
        for variable in self._splits(low, table):
            self._of_topics(about, table, by=variable)
        if years := _YEAR.search(low):
            for topic in about:
                self._earlier(topic, years[1].strip(), table)
        if not self._splits(low, table) and not years:
            self._of_topics([topic for topic in about if not topic.codebook], table)
            self._bins(table, low, about)

    def _splits(self, caption: str, table: TablePart) -> list[str]:
        """Return the variables that a table may be split by: the longest that the caption names."""
        named = [
            name
            for name in self.variables
            for words in ("efter", "by")
            if re.search(rf", {words} {re.escape(key(name))}(?=[,. ]|$)", caption)
        ]
        return sorted(dict.fromkeys(named), key=len, reverse=True)[:1]

    def _of_topics(self, about: Iterable[Topic], table: TablePart, by: str | None = None) -> None:
        for topic in about:
            if topic.question is None:
                continue
            wanted = Tables((topic.question,), by=by, coder=self.coder, provisional=True)
            if not topic.codebook:
                self._make(wanted, table)
                continue
            for level in range(1, DEEPEST + 1):
                if self._make(replace(wanted, codebook=topic.codebook, level=level), table):
                    break

    def _earlier(self, topic: Topic, named: str, table: TablePart) -> None:
        if topic.question is None:
            return
        years = {each.year for each in earlier_years(self.study, self.study.question(topic.question))}
        for year in years:
            if key(year) == named:
                book = topic.codebook or None
                self._make(Tables((topic.question,), codebook=book, years=(year,), provisional=True), table)

    def _bins(self, table: TablePart, caption: str, about: Sequence[Topic]) -> None:
        """Make a table of written numbers in intervals, which its rows say."""
        labels = [seen(row[0]) for row in table.rows[1:] if row and row[0]]
        found = [(match, label) for label in labels if (match := _INTERVAL.fullmatch(_closed(label)))]
        if not found:
            return
        unit = next((match[3] for match, _ in found if match[3]), "")
        bins = [f"{match[1]}-{match[2]}" if match[2] else _open(match[1], label) for match, label in found]
        known = [key(word) for words in ("no answer", "total") for word in WORDS[words]]
        rest = [each for each in labels if each not in [label for _, label in found] and key(each) not in known]
        names = [topic.question for topic in about if topic.question]
        names += [name for name in self.variables if key(name) in caption]
        for name in dict.fromkeys(names):
            try:
                wanted = Tables((name,), bins=read_bins(",".join(bins)), unit=unit, residual=(rest or [""])[0])
            except ThemecodeError:
                return
            self._make(wanted, table)

    def _make(self, wanted: Tables, like: TablePart) -> bool:
        """Keep the tables of a wish, and say whether any has a row of the table in the file."""
        if wanted not in self._made:
            self._made.add(wanted)
            try:
                for _, blocks in every_way(self.study, wanted):
                    question = wanted.questions[0] if wanted.questions else None
                    self._keep(blocks, question, wanted.codebook or "")
            except ThemecodeError:  # nothing of the kind is in the study any more: it is told as not recognised
                return False
        rows = {key(row[0]) for row in like.rows[1:] if row}
        there = [each.table for each in self.tables if each.codebook == (wanted.codebook or "")]
        return any(key(row[0]) in rows for table in there for row in table.rows[1:] if key(row[0]) not in _everyone())

    # -- whole chapters ----------------------------------------------------------------------

    def chapter(self, heading: str) -> None:
        """Make the chapter that a heading begins: the declaration, the method, what is written to one centre."""
        low = key(heading).rstrip(".")
        for place, language in enumerate(LANGUAGES):
            if low == key(HEADINGS["declaration"][place]) or key(SENTENCES["caption partial"][place]) in low:
                self._once("declaration", language)
            elif low in (key(METHOD_WORDS[each][place]) for each in ("method", "coreq", "srqr", "appendix")):
                self._once("method", language)
            else:
                _, _, after = annual_word("title", language, centre="\0").partition("\0")
                if low.endswith(key(after)) and len(low) > len(key(after)):
                    self._annual(seen(heading)[: -len(after)].strip(), language)

    def _once(self, what: str, language: str) -> None:
        from themecode.analysis.declared import declared
        from themecode.report.declaration import declaration
        from themecode.report.method import method_chapter

        if (what, language) in self._made:
            return
        self._made.add((what, language))
        found = declared(self.study)
        if what == "method":
            self._keep(method_chapter(found, language).blocks, None, "")
            return
        for minimum in (0, EVERY):  # with the sizes of groups, and without
            self._keep(declaration(found, language, minimum=minimum).blocks, None, "")

    def _annual(self, name: str, language: str) -> None:
        from themecode.analysis.annual import find_centre

        for variable in (None, *self.variables):
            try:
                centre = find_centre(self.study, name, variable)
            except ThemecodeError:
                continue
            self._keep(annual_tables(self.study, centre, language, coder=self.coder), None, "")

    def agreement(self, parts: Sequence[Part]) -> None:
        """Make again how far coders agree, where a file tells it."""
        from themecode.report.verify_agreement import agreement_again

        for made in agreement_again(self.study, parts):
            self._keep_parts(made, None, "")

    # -- keeping -----------------------------------------------------------------------------

    def _keep(self, blocks: Sequence[Block], question: str | None, codebook: str) -> None:
        self._keep_parts(list(_parts(blocks)), question, codebook)

    def _keep_parts(self, parts: Sequence[Part], question: str | None, codebook: str) -> None:
        walk = Walk({})
        for part in parts:
            walk.step(part)
            if isinstance(part, TablePart):
                self.tables.append(Expected(part, question, codebook))
            elif part.kind == "heading":
                self.sentences.headings[scope_of(part.text)] = part.level
            else:
                self.sentences.add(walk.scope, part.text)


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """Yield blocks as they are read back from a file."""
    for block in blocks:
        match block:
            case Heading(level, runs):
                yield TextPart("heading", seen(plain(runs)), level)
            case Paragraph(runs) | Note(runs, _):
                yield TextPart("paragraph", seen(plain(runs)))
            case BulletList(items):
                yield from (TextPart("item", seen(plain(item))) for item in items)
            case Table(caption, head, rows, foot):
                cells = [[plain(cell) for cell in row] for row in [*rows, *([foot] if foot else [])]]
                every = tuple(tuple(map(seen, row)) for row in [head, *cells])
                yield TablePart(every, seen(plain(caption)))
            case _:
                pass


def _tails(name: str) -> list[str]:
    """Return what a caption of a kind ends in, in each language."""
    return [key(words.partition("}, ")[2]) for words in WORDS[name]]


def _everyone() -> frozenset[str]:
    return frozenset(key(word) for name in ("all", "total", "missing", "no answer") for word in WORDS[name])


def _closed(label: str) -> str:
    """Return an interval without what says that it has no end."""
    return next((label.removesuffix(words) for words in _MORE if label.endswith(words)), label)


def _open(low: str, label: str) -> str:
    return f"{low}-" if label.endswith(_MORE) else low
