"""Every word of the screens is there in Swedish, with the same gaps to fill, in a catalogue that is up to date."""

from __future__ import annotations

import importlib.util
import re
import string
from pathlib import Path

import pytest

from themecode.tui.words import WORDS, Words
from themecode.tui.words.catalog import translated

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("make_catalog", ROOT / "docs" / "make_catalog.py")
assert _spec is not None
assert _spec.loader is not None
make_catalog = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_catalog)


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_everything_has_a_translation_with_the_same_gaps() -> None:
    for message in make_catalog.gathered():
        if message.id:
            assert message.string, f"no Swedish for {message.context}: {message.id}"
            if message.context in WORDS:
                assert gaps(message.string) == gaps(message.id), message.context


def test_the_catalogue_is_what_the_program_says_today() -> None:
    catalog = make_catalog.gathered()
    assert make_catalog.PO.read_bytes() == make_catalog.po_bytes(catalog)
    assert make_catalog.MO.read_bytes() == make_catalog.mo_bytes(catalog)


def test_every_key_that_the_screens_ask_for_is_there() -> None:
    asked = {
        key
        for path in (ROOT / "themecode" / "tui").rglob("*.py")
        for key in re.findall(r"\bwords\(\s*\"([^\"{}]+)\"", path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked - set(WORDS) == set()


@pytest.mark.parametrize(("language", "said"), [("sv", "7 kodningar"), ("en", "7 codings"), ("fi", "7 codings")])
def test_words_follow_the_language_and_others_are_english(language: str, said: str) -> None:
    assert Words(language).codings(7) == said


def test_what_has_no_translation_stands_in_english() -> None:
    assert translated("never said before", "sv", "nowhere") == "never said before"
