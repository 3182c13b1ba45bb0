"""Holding the numbers of a finished report against the study, by its visible text alone.

A number belongs to the category whose label directly precedes it. Where a label stands in several questions, the
heading decides, then what else stands in the same part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from themecode.formats.read_report import Part, TablePart, TextPart
from themecode.report.verify_about import QUESTION, about_of
from themecode.report.verify_again import Again
from themecode.report.verify_facts import Entry, Topic, key
from themecode.report.verify_grids import check_grid, closest
from themecode.report.verify_labels import COUNT, votes
from themecode.report.verify_model import Place, Unrecognised, Verified
from themecode.report.verify_sentences import Scopes
from themecode.report.verify_tables import TableCheck, is_counted
from themecode.report.verify_text import TextCheck

_AT_START = re.compile(r"(?:fråga|question) ([\w.]*\w)[.:]")
_CAPTION = re.compile(r"(?:tabell|table) [\w.]*\w[.:] ")
LONGEST_HEADING = 400


def verify(parts: Sequence[Part], topics: Sequence[Topic], again: Again | None = None) -> Verified:
    """Check every number of a report that can be tied to the study, and gather those that cannot.

    ``again`` has what the study prints now in place of tables and sentences that labels alone do not tell.
    """
    again = again or Again()
    result = Verified()
    scopes = Scopes(parts, again.sentences)
    for section in _sections(parts, topics):
        _Check(topics, again, scopes, result).section(section)
    return result


@dataclass
class _Section:
    """What stands under one heading."""

    place: Place
    parts: list[Part] = field(default_factory=list)


def _sections(parts: Sequence[Part], topics: Sequence[Topic]) -> list[_Section]:
    """Divide a report by the headings that say what it is about; a theme below one keeps its question."""
    found = [_Section(Place())]
    level = 0
    for part in parts:
        heading = _as_heading(part, topics)
        if heading is None:
            found[-1].parts.append(part)
            continue
        about = about_of(heading.text, topics)
        if about or (heading.level and heading.level <= level):
            found.append(_Section(Place(heading.text, about)))
            level = heading.level
        else:
            place = found[-1].place
            theme = _theme(heading.text, place.topics)
            found.append(_Section(Place(heading.text if not place.topics else place.heading, place.topics, theme)))
    return found


def _as_heading(part: Part, topics: Sequence[Topic]) -> TextPart | None:
    """Return a part that is a heading; in plain text a line that has the looks of one."""
    if not isinstance(part, TextPart):
        return None
    if part.kind == "heading":
        return part
    text = key(part.text)
    if part.kind != "paragraph" or len(text) > LONGEST_HEADING:
        return None
    number = _AT_START.match(text)
    if number:
        asked = [topic for topic in topics if topic.number == number[1]]
        wordings = tuple(wording for topic in asked for wording in topic.wordings)
        if asked and (text[number.end() :].strip().startswith(wordings) or not COUNT.search(text)):
            return part
    if COUNT.search(text):
        return None
    names = (name for topic in topics for name in topic.names if topic.question is None)
    labelled = any(text in topic.entries for topic in topics if topic.question is None)
    if labelled or any(text == name or text.endswith(f"– {name}") for name in names):
        return part
    return None


def _theme(text: str, topics: Iterable[Topic]) -> tuple[tuple[Topic, Entry], ...]:
    low = key(text).rstrip(".")
    return tuple((topic, entry) for topic in topics for entry in topic.entries.get(low, ()))


@dataclass(frozen=True)
class _Check:
    """Checks the parts of a report and puts what it finds into the result."""

    topics: Sequence[Topic]
    again: Again
    scopes: Scopes
    result: Verified

    def section(self, section: _Section) -> None:
        """Check what stands under one heading."""
        place = section.place
        if place.topics:
            self.result.known += 1
        else:
            place = replace(place, topics=_elected(section.parts, self.topics))
        caption = ""
        for part in section.parts:
            if isinstance(part, TablePart):
                place = self._table(replace(part, caption=part.caption or caption), place)
            elif part.kind == "caption" or _CAPTION.match(key(part.text)):
                caption = part.text
            elif part.kind != "quote":
                caption = ""
                here = _narrowed(part.text, place, self.topics)
                TextCheck(part.text, here, self.topics, self.result, self.scopes.of(part)).check()

    def _table(self, table: TablePart, place: Place) -> Place:
        """Check a table, and return where the notes behind it stand: what it is about, they are about."""
        about = about_of(table.caption, place.topics) or about_of(table.caption, self.topics)
        here = replace(place, topics=about or place.topics, heading=table.caption if about else place.heading)
        if fit := closest(table, self.again.tables):
            check_grid(table, fit, table.caption or here.heading, self.result)
            return here
        if not is_counted(table):
            _leave(table, here, self.result)
            return place
        check = TableCheck(table, here, self.topics, self.result)
        check.check()
        if check.split:
            hint = "the table cannot be made again from the study; of its groups nothing is checked"
            self.result.unrecognised.append(Unrecognised(here.heading, table.caption, hint))
        return replace(here, topics=tuple(check.topics) or here.topics)


def _leave(table: TablePart, place: Place, result: Verified) -> None:
    """Note a table that nothing is known of, where it has numbers at all."""
    numbers = sum(any(letter.isdigit() for letter in cell) for row in table.rows[1:] for cell in row[1:])
    if numbers:
        what = table.caption or " | ".join(table.rows[0])
        result.unchecked.append(Unrecognised(place.heading, what, f"a table with {numbers} numbers"))


def _elected(parts: Sequence[Part], topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Return what a part without a telling heading is about: where most of its labels stand."""
    text = "\n".join(key(part.text) for part in parts if isinstance(part, TextPart) and part.kind != "quote")
    hits = votes(text, topics)
    most = max(hits.values(), default=0)
    return tuple(topics[place] for place, number in sorted(hits.items()) if number == most)


def _narrowed(text: str, place: Place, topics: Sequence[Topic]) -> Place:
    """Return the place of a paragraph: a question that it names, or of several that with most of its labels."""
    low = key(text)
    numbers = {found[1] for found in QUESTION.finditer(low)}
    named = tuple(topic for topic in topics if topic.number and topic.number in numbers)
    about = named if named and not set(map(id, named)) & set(map(id, place.topics)) else place.topics
    if len(about) > 1:
        hits = votes(low, about)
        most = max(hits.values(), default=0)
        about = tuple(topic for number, topic in enumerate(about) if hits[number] == most)
    run_in, dot, _ = low.partition(". ")
    theme = _theme(run_in, about) if dot else ()
    return replace(place, topics=about, theme=theme or place.theme)
