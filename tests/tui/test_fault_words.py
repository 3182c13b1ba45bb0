"""Faults that are met on the screens are said in Swedish there; none of the sentences is one that is said no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import themecode
from themecode import Study
from themecode.analysis.retrieval import Scope
from themecode.analysis.searching import search
from themecode.core.errors import Fault, InputError, RefusedError, ThemecodeError
from themecode.tui.words.faults import FIX, WHAT, in_words

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(themecode.__file__).parent.rglob("*.py"))
    if path.name != "faults.py"
)


@pytest.mark.parametrize("pattern", [*WHAT, *FIX])
def test_every_sentence_is_one_that_the_house_says(pattern: str) -> None:
    literal = pattern.replace(r"\(", "\0").replace(r"\)", "\1").replace("(?:removes|changes)", "removes")
    for part in re.split(r"\(.+\)\??", literal):
        said = part.replace("\0", "(").replace("\1", ")").replace("\\", "").strip("' ")
        assert said in SOURCE, said


def test_what_is_wrong_where_and_what_to_do_are_said_in_swedish() -> None:
    error = RefusedError("this code is retired", "tid.åäö", "choose another code")
    assert in_words(error, "sv") == "koden är ur bruk, tid.åäö; välj en annan kod"
    assert in_words(error, "en") == str(error)


def test_a_fault_that_is_not_known_stays_whole_in_english_beside_one_that_is() -> None:
    error = ThemecodeError.of([Fault("the disk is full", "x", "new advice"), Fault("all new", "y", "write one")])
    assert in_words(error, "sv") == "disken är full, x\nall new, y; write one"


def test_a_name_with_braces_and_breaks_comes_back_as_it_is() -> None:
    error = InputError("there is no code 'å {0}\n{x}'", "", "did you mean: {a}")
    assert in_words(error, "sv") == "det finns ingen kod ”å {0} {x}”; menade du: {a}"


@pytest.mark.parametrize("query", ["tid nära", "saknas-helt", "(tid", '"tid', "tid ledning nära", ""])
def test_a_query_that_cannot_be_read_is_explained_in_swedish(small: object, query: str) -> None:
    with Study.open(small.path) as study, pytest.raises(ThemecodeError) as raised:  # type: ignore[attr-defined]
        search(study, query, Scope())
    said = in_words(raised.value, "sv")
    if query and query != "tid ledning nära":
        assert said != str(raised.value)


def test_nothing_to_undo_is_said_with_the_coder_s_name(small: object) -> None:
    with Study.open(small.path, coder="Ny Åsa") as study, pytest.raises(RefusedError) as raised:  # type: ignore[attr-defined]
        study.undo()
    assert in_words(raised.value, "sv") == "Ny Åsa har inte gjort något som kan ångras; inget behöver göras"
