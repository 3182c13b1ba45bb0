"""Quotes, cuts, numbers and lists as they are set in print; nouns as sentences need them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from themecode.report.nouns import infinitive_mark, is_neuter
from themecode.report.printed import Text, joined
from themecode.report.typography import block_paragraphs, decimal, in_words, range_of, set_quote, tidy


@pytest.mark.parametrize(
    ("text", "language", "expected", "whole"),
    [
        ("att alla sitter under samma tak.", "sv", "”att alla sitter under samma tak”", False),
        ("Vi hjälps åt.", "sv", "”Vi hjälps åt.”", True),
        ("Vi hjälps åt", "sv", "”Vi hjälps åt.”", True),
        ("Hur då?", "sv", "”Hur då?”", True),
        ("Vi hjälps åt.", "en", "“Vi hjälps åt.”", True),
        ('Vi säger "vi" här.', "sv", "”Vi säger ’vi’ här.”", True),
        ("Vi säger ”vi” här.", "en", "“Vi säger ‘vi’ här.”", True),
        ("då [...] ställs det in", "sv", "”då … ställs det in”", False),
        ("… ställs det in.", "sv", "”… ställs det in”", False),
        ("åka\ntill [ort]", "sv", "”åka till [ort]”", False),
        ("🤷‍♀️ vet inte", "sv", "”🤷‍♀️ vet inte”", False),
    ],
)
def test_a_fragment_loses_its_period_and_whole_sentences_keep_it(
    text: str, language: str, expected: str, whole: bool
) -> None:
    found = set_quote(text, language)
    assert (found.text, found.whole) == (expected, whole)


def test_a_paraphrase_has_no_marks() -> None:
    assert set_quote("Tiden räcker inte", "sv", paraphrase=True).text == "Tiden räcker inte."


def test_a_cut_is_set_off_by_spaces() -> None:
    assert tidy("a...b", "sv") == "a … b"
    assert tidy("a […], b", "sv") == "a …, b"


def test_a_block_quote_keeps_its_paragraphs_without_marks() -> None:
    assert block_paragraphs("Vi hinner inte.\n\nNej.", "sv") == ["Vi hinner inte.", "Nej."]


def test_numbers_as_printed() -> None:
    assert range_of(5, 25) == "5–25"
    assert range_of(1000, 2800) == "1\u00a0000–2\u00a0800"
    assert decimal(6.45) == "6,5"
    assert decimal(Decimal("1234.5"), "en") == "1,234.5"
    assert decimal(-0.25, places=1) == "\u22120,3"
    assert [in_words(number) for number in (0, 1, 12, 13, 2000)] == ["noll", "en", "tolv", "13", "2\u00a0000"]
    assert (in_words(1, neuter=True), in_words(11, "en")) == ("ett", "eleven")


def test_a_list_takes_samt_beside_an_item_with_och() -> None:
    def listed(*items: str, language: str = "sv") -> str:
        return str(joined([Text.of(item) for item in items], language))

    assert listed("tid", "rum", "råd") == "tid, rum och råd"
    assert listed("tid", "råd och stöd") == "tid samt råd och stöd"
    assert listed("råd och stöd", "tid", "rum") == "råd och stöd, tid och rum"
    assert listed("time", "advice and help", language="en") == "time and advice and help"
    assert (listed(), listed("tid")) == ("", "tid")


def test_a_label_that_begins_with_a_verb_gets_its_mark() -> None:
    assert infinitive_mark("utveckla samverkan", "sv") == "att"
    assert infinitive_mark("nå fler", "sv") == "att"
    assert infinitive_mark("reach more", "en") == "to"
    for label in ("samverkan", "få besökare", "öppna dörrar", "integration", "att utveckla", "5–25", ""):
        assert infinitive_mark(label, "sv") == ""
    for label in ("support from management", "to reach", "help"):
        assert infinitive_mark(label, "en") == ""


def test_the_gender_of_a_case_noun_follows_its_plural() -> None:
    for pair in (("barn", "barn"), ("arbete", "arbeten"), ("centrum", "centra"), ("svar", "svar")):
        assert is_neuter(*pair)
    for pair in (("familjecentral", "familjecentraler"), ("lärare", "lärare"), ("svarande", "svarande")):
        assert not is_neuter(*pair)
