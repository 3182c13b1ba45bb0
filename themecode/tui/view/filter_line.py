"""The line that narrows a list of answers: ``kod:framgang.tid text:"mer tid" region:Norr,Syd status:oläst -papper``.

Words are joined by *and*, values after a comma by *or*, and a minus turns a condition round. A word without a
name is looked for in the answer. Both languages' names are understood whatever language the screens are in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from themecode.core.answer_filter import (
    READ,
    UNREAD,
    Condition,
    HasCode,
    HasText,
    HasValue,
    InState,
    OfCase,
    OwnState,
)
from themecode.usecases.answer_table import KnownCode, VariableRow, Vocabulary

CODE, TEXT, STATE, CASE = ("kod", "code"), ("text", "text"), ("status", "state"), ("fall", "case")
"""The names of conditions that are no variables, Swedish and English."""
NO_CODE, ANY_CODE, NO_VALUE = ("ingen", "none"), ("någon", "any"), ("saknas", "missing")

STATES: dict[tuple[str, str], frozenset[OwnState]] = {
    ("oläst", "unread"): UNREAD,
    ("läst", "read"): READ,
    ("orörd", "untouched"): frozenset({OwnState.UNTOUCHED}),
    ("påbörjad", "begun"): frozenset({OwnState.BEGUN}),
    ("överhoppad", "skipped"): frozenset({OwnState.SKIPPED}),
    ("klar", "done"): frozenset({OwnState.COMPLETED}),
    ("ingen-passar", "none-fits"): frozenset({OwnState.NO_CODE_FITS}),
    ("innehållslöst", "contentless"): frozenset({OwnState.CONTENTLESS}),
    ("hänvisar", "refers"): frozenset({OwnState.REFERS_ELSEWHERE}),
}
"""What a state is called in the line, Swedish and English, and the states it stands for."""

_QUOTES = {'"': '"”“', "”": '”"', "“": '”"“', "»": "«»", "«": "»"}
"""Opening -> closing quotation marks."""
_PLAIN_ENDS, _VALUE_ENDS = " \t\n:,", " \t\n,"
_RESERVED = frozenset((*CODE, *TEXT, *STATE, *CASE))


class FilterError(Exception):
    """A word of the line that is not understood; ``key`` and ``values`` make the sentence in the screen's language."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class _Piece:
    """A word of the line, or words in quotation marks."""

    text: str
    quoted: bool


@dataclass(frozen=True)
class _Term:
    """A condition as written."""

    wanted: bool
    name: _Piece | None
    values: tuple[_Piece, ...]
    end: int
    """Where it ends in the line."""


def understand(line: str, vocabulary: Vocabulary) -> tuple[Condition, ...]:
    """Return the conditions a line states. Raises FilterError for the first word that means nothing here."""
    return tuple(_condition(term, vocabulary) for term in _terms(unicodedata.normalize("NFC", line)))


def with_term(line: str, name: str, value: str, *, variable: bool = False) -> str:
    """Return a line with one more condition: a further value of one that is there, else a condition of its own.

    A variable that is named like another condition is written in quotation marks. Codes are never joined by
    *or*: who adds one wants the answers that have both.
    """
    line = unicodedata.normalize("NFC", line).rstrip()
    reserved = name.casefold() in _RESERVED
    for term in _terms(line):
        same = term.name is not None and term.name.text.casefold() == name.casefold()
        joins = variable or name.casefold() in STATE
        if same and joins and term.name and term.wanted and term.name.quoted >= (variable and reserved):
            return f"{line[: term.end]},{_quoted(value)}{line[term.end :]}"
    shown = _quoted(name, always=reserved) if variable else name
    return f"{line} {shown}:{_quoted(value)}".lstrip()


def text_term(text: str) -> str:
    """Return the condition that an answer holds a text; nothing for no text."""
    words = " ".join(text.split())
    return f"{TEXT[0]}:{_quoted(words)}" if words else ""


def _quoted(text: str, *, always: bool = False) -> str:
    if not always and text and not set(text) & {*_PLAIN_ENDS, *_QUOTES} and not text.startswith("-"):
        return text
    mark = '"' if '"' not in text else "”"
    return f"{mark}{text}{mark}"


def _terms(line: str) -> Iterator[_Term]:
    place = 0
    while (place := _past_spaces(line, place)) < len(line):
        wanted = True
        if line[place] == "-" and place + 1 < len(line) and not line[place + 1].isspace():
            wanted, place = False, place + 1
        piece, place = _piece(line, place)
        if line[place : place + 1] != ":":
            while line[place : place + 1] == ",":  # a comma between plain words is only a comma
                place += 1
            if piece.text:
                yield _Term(wanted, None, (piece,), place)
            continue
        values: list[_Piece] = []
        separator = ":"
        while line[place : place + 1] == separator:
            value, place = _piece(line, place + 1, ends=_VALUE_ENDS)
            values += [value] if value.text else []
            separator = ","
        yield _Term(wanted, piece, tuple(values), place)


def _piece(line: str, place: int, ends: str = _PLAIN_ENDS) -> tuple[_Piece, int]:
    """Return the word that begins at a place and where it ends; without its closing mark, all of the line."""
    if closing := _QUOTES.get(line[place : place + 1]):
        end = next((at for at in range(place + 1, len(line)) if line[at] in closing), len(line))
        return _Piece(line[place + 1 : end], quoted=True), min(end + 1, len(line))
    end = next((at for at in range(place, len(line)) if line[at] in ends), len(line))
    return _Piece(line[place:end], quoted=False), end


def _past_spaces(line: str, place: int) -> int:
    while place < len(line) and line[place].isspace():
        place += 1
    return place


def _condition(term: _Term, vocabulary: Vocabulary) -> Condition:
    if term.name is None:
        return HasText(term.values[0].text, term.wanted)
    name = term.name.text
    if not term.values:
        raise FilterError("filter no value", name=name)
    texts = [value.text for value in term.values]
    folded = name.casefold()
    if not term.name.quoted:
        if folded in CODE:
            return _code_condition(texts, term.wanted, vocabulary.codes)
        if folded in STATE:
            found = [_state(text) for text in texts]
            return InState(frozenset().union(*found), term.wanted)
        if folded in (*TEXT, *CASE):
            if len(texts) > 1:
                raise FilterError("filter one text", name=name, text=", ".join(texts))
            return HasText(texts[0], term.wanted) if folded in TEXT else OfCase(texts[0], term.wanted)
    variable = next((row for row in vocabulary.variables if row.name.casefold() == folded), None)
    if variable is None:
        known = [*CODE, *TEXT[:1], *STATE, *CASE, *(row.name for row in vocabulary.variables)]
        raise FilterError("filter unknown name", name=name, near=_near(name, known))
    return HasValue(variable.id, frozenset(_values(texts, variable, vocabulary.values_of)), term.wanted)


def _code_condition(texts: Sequence[str], wanted: bool, codes: Sequence[KnownCode]) -> Condition:
    found: set[int] = set()
    for text in texts:
        folded = text.casefold()
        exact = [code for code in codes if folded in _names(code)]
        if not exact and folded in (*NO_CODE, *ANY_CODE):
            if len(texts) > 1:
                raise FilterError("filter alone", value=text)
            return HasCode(None, wanted == (folded in ANY_CODE))
        exact = exact or [code for code in codes if code.key.casefold().endswith("." + folded)]
        if not exact:
            known = [name for code in codes for name in (code.key, *code.label.texts.values())]
            raise FilterError("filter unknown code", code=text, near=_near(text, known))
        for code in exact:
            found |= code.below
    return HasCode(frozenset(found), wanted)


def _names(code: KnownCode) -> set[str]:
    return {code.key.casefold(), *(label.casefold() for label in code.label.texts.values())}


def _state(text: str) -> frozenset[OwnState]:
    bare = _bare(text)
    for names, states in STATES.items():
        if bare in map(_bare, names) or (len(states) == 1 and bare in map(_bare, map(str, states))):
            return states
    if bare in ("ingenkodpassar", "kodad", "coded"):
        return frozenset({OwnState.NO_CODE_FITS if bare == "ingenkodpassar" else OwnState.COMPLETED})
    raise FilterError("filter unknown state", state=text)


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def _values(texts: Sequence[str], variable: VariableRow, values_of: Callable[[int], Sequence[str]]) -> set[str | None]:
    """Return the values meant, as written in the study: named as written there, or as they are printed."""
    in_use = list(values_of(variable.id))
    found: set[str | None] = set()
    for text in texts:
        folded = text.casefold()
        meant: set[str | None] = {value for value in in_use if folded in {value.casefold(), *_labels(variable, value)}}
        if not meant and folded in NO_VALUE:
            meant = {None}
        if not meant:
            known = [*in_use, *(label for value in in_use for label in _labels(variable, value))]
            raise FilterError("filter unknown value", name=variable.name, value=text, near=_near(text, known))
        found |= meant
    return found


def _labels(variable: VariableRow, value: str) -> set[str]:
    label = variable.labels.get(value)
    return {text.casefold() for text in label.texts.values()} if label else set()


def _near(text: str, known: Sequence[str]) -> str:
    """Return up to five names like a text, or the first five there are."""
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(text.casefold(), by_folded, n=3, cutoff=0.5)
    holding = [folded for folded in by_folded if text.casefold() in folded]
    shown = dict.fromkeys([*close, *holding]) or by_folded
    return ", ".join(by_folded[folded] for folded in list(shown)[:5])
