"""Names, places and numbers are found in invented interviews, and words that only look like them are left."""

from __future__ import annotations

import pytest

from tests.text.names_planted import HELD_OUT, TUNED, score
from themecode.text.identifying import Piece, count_kinds, find_known, lexicon_of
from themecode.text.lexicon import Known, Lexicon
from themecode.text.name_forms import Suffix, parts_of_person
from themecode.text.numbered import find_numbered, luhn
from themecode.text.standins import Numbers, as_label, as_slug, next_numbers, word_for


@pytest.mark.parametrize("corpus", [TUNED, HELD_OUT], ids=["tuned", "held out"])
def test_at_least_95_percent_of_what_is_planted_is_found_with_the_users_list(corpus: object) -> None:
    found = score(corpus, with_list=True)  # type: ignore[arg-type]
    assert found.recall >= 0.95, found.missed
    assert len(found.alarms) <= 1


def test_most_is_found_without_a_list() -> None:
    assert score(TUNED, with_list=False).recall >= 0.9
    assert score(HELD_OUT, with_list=False).recall >= 0.7


@pytest.mark.parametrize(
    "written",
    [
        *("070-123 45 67", "0701234567", "070 123 45 67", "08-123 456 78", "0250-123 45", "+46 70 123 45 67"),
        *("+46(0)70-1234567", "070.123.45.67", "020 7946 0958", "(555) 123-4567"),
    ],
)
def test_phone_numbers_are_found_however_they_are_grouped(written: str) -> None:
    text = f"Ring {written}, helst i dag."
    assert [(text[each.start : each.end], each.kind) for each in find_numbered(text)] == [(written, "phone")]


@pytest.mark.parametrize(
    "written", ["640823-3234", "6408233234", "19640823-3234", "196408233234", "640823 3234", "701063-2391"]
)
def test_personnummer_are_found_with_and_without_hyphen_and_century(written: str) -> None:
    text = f"Mitt personnummer är {written}."
    assert [(text[each.start : each.end], each.kind, each.sure) for each in find_numbered(text)] == [
        (written, "personnummer", True)
    ]


def test_the_check_digit_is_that_of_luhn() -> None:
    assert luhn("6408233234")
    assert not luhn("6408233235")
    assert [each.sure for each in find_numbered("640823-3235")] == [False]
    assert find_numbered("6408233235") == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "kl. 9.30",
            "09.00-10.30",
            "08:15–09:00",
            "0,5 procent",
            "2023-2024",
            "100 000 kr",
            "sid. 12-14",
            "1,9 tjänster",
        ),
        *("3/4 av tiden", "i mars 12 barn", "25 000 familjer", "ISBN 978", "punkt 4.2.1", "999999-9999"),
    ],
)
def test_other_numbers_are_left(text: str) -> None:
    assert [each for each in find_numbered(text) if each.sure] == []


@pytest.mark.parametrize(
    "written",
    ["2019-03-12", "12/3 2019", "12 mars 2019", "12:e mars", "March 12, 2019", "12th of March", "3 maj", "12.3.2019"],
)
def test_dates_are_found(written: str) -> None:
    text = f"Det var {written}."
    assert [(text[each.start : each.end], each.kind) for each in find_numbered(text)] == [(written, "date")]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *(("SE45 5000 0000 0583 9825 7466", "number"), ("DE89370400440532013000", "number")),
        *(("99780304-X241", "number"), ("KRT 482", "number"), ("MHP31K", "number"), ("AB12 CDE", "number")),
        *(("@gunbritt_mamma", "handle"), ("facebook.com/lillsjonvc", "handle"), ("https://exempel.se/anna", "handle")),
        *(("SE-781 42", "postcode"), ("LS8 4DT", "postcode"), ("A.K.", "initials"), ("19 640823-3234", "personnummer")),
        *(("tolfte maj tvåtusensju", "date"), ("sjätte augusti nittonhundraåttiofem", "date")),
        *(("fourth of June, two thousand and nineteen", "date"), ("tjugoandra februari", "date")),
        *(("+47 22 85 50 50", "phone"), ("+49 30 901820", "phone"), ("0046 (0)243 21 77 05", "phone")),
    ],
)
def test_numbers_accounts_addresses_and_dates_in_words_are_found(written: str, kind: str) -> None:
    text = f"Bilen, ja, och {written} stod det 🤔."
    assert [(text[each.start : each.end], each.kind, each.sure) for each in find_numbered(text)] == [
        (written, kind, True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("BVC 120 barn", "SFI 100", "i U.S. och U.K.", "450 familjer", "100 00 kr", "första maj", "COVID-19"),
        *("5 av 8 på 1177.se", "och/eller", "min 9.30 tid", "andra halvan av maj", "SFS 2010:800", "ISO 27001"),
        *("kl 12:30", "25 000 Familjer", "i mars 12 barn", "a. Tid b. Rum", "mejla oss @ jobbet"),
    ],
)
def test_what_only_looks_like_a_number_of_someone_is_left_or_in_doubt(text: str) -> None:
    assert [text[each.start : each.end] for each in find_numbered(text) if each.sure] == []


def test_a_year_of_birth_in_words_or_in_six_figures_is_a_date() -> None:
    for written in ("åttiofem", "nittonhundra åttiofem", "1985", "850312"):
        text = f"Hon är född {written}, alltså."
        assert [text[each.start : each.end] for each in find_numbered(text)] == [written]


def test_a_name_in_doubt_is_one_answer_for_all_its_places_and_common_words_are_none() -> None:
    pieces = [Piece("P1: Vi träffade Zorvina där. Sedan kom Zorvina. Vi gillar Samverkan. Bra samverkan.", "sv")]
    lexicon = lexicon_of(pieces, (), trained=False)
    found = [(pieces[0].text[hit.start : hit.end], hit.sure, hit.clear) for hit in lexicon.hits(pieces[0].text)]
    assert found == [("Zorvina", False, True)] * 2


def hits(text: str, *known: Known) -> list[tuple[str, str, bool]]:
    lexicon = Lexicon.of(known)
    return [(text[hit.start : hit.end], hit.id, hit.sure) for hit in lexicon.hits(text)]


ANNA = Known("person", "Anna-Karin Berg", listed=True)


def test_a_person_is_known_by_all_names_by_the_first_and_by_the_last() -> None:
    text = "Anna-Karin Bergs bil, Anna Karin, Annas, fru Berg, ANNA och anna-karin. Annan tid."
    assert {id for _, id, _ in hits(text, ANNA)} == {"person:anna karin berg"}
    assert [word for word, _, _ in hits(text, ANNA)] == [
        *("Anna-Karin Bergs", "Anna Karin", "Annas", "Berg", "ANNA", "anna-karin")
    ]


def test_a_name_that_two_persons_share_is_its_own_and_says_whom_it_may_mean() -> None:
    lexicon = Lexicon.of([ANNA, Known("person", "Anna Lind", listed=True)])
    [hit] = lexicon.hits("Sedan kom Anna.")
    assert hit.id == "person:anna"
    assert lexicon.known[hit.id].may_be == ("Anna Lind", "Anna-Karin Berg")


def test_the_longest_name_wins() -> None:
    found = hits("Anna Lind kom.", Known("person", "Anna", listed=True), Known("person", "Anna Lind", listed=True))
    assert found == [("Anna Lind", "person:anna lind", True)]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        *(("Jag såg Björn i går.", True), ("Björn: Hej.", True), ("Björn sa nej.", True), ("Björn Ek kom.", True)),
        *(("Region Björn", False), ("Björn är stor.", False), ("BJÖRN I SKOGEN", False)),
    ],
)
def test_a_name_that_is_a_word_is_sure_only_where_it_reads_as_a_name(text: str, sure: bool) -> None:
    assert [found[2] for found in hits(text, Known("person", "Björn", listed=True))] == [sure]


def test_a_word_in_small_letters_is_no_name_where_the_name_is_a_word() -> None:
    assert (
        hits(
            "en björn och hans mamma, liv och my",
            *(Known("person", name, listed=True) for name in ("Björn", "Hans", "Liv", "My")),
        )
        == []
    )


def test_places_are_found_in_compounds_and_as_people() -> None:
    known = (Known("place", "Vansbro", listed=True), Known("centre", "Kvarnbacken", listed=True))
    text = "Vi i Vansbro, Vansbroprojektet, vansbroborna, Kvarnbacksskolan, Kvarnbackens gård"
    assert [word for word, _, _ in hits(text, *known)] == [
        *("Vansbro", "Vansbroprojektet", "vansbroborna", "Kvarnbacksskolan", "Kvarnbackens")
    ]


def test_an_s_that_joins_a_compound_is_not_taken_from_its_second_part() -> None:
    lexicon = Lexicon.of([Known("centre", "Ekorren", listed=True), Known("place", "Vansbro", listed=True)])
    found = lexicon.hits("Ekorrskolan och Vansbroskolan")
    assert [hit.suffix.rest for hit in found] == ["skolan", "skolan"]


def test_names_in_keys_and_file_names_are_found_without_capitals_and_accents() -> None:
    lexicon = Lexicon.of([Known("person", "Åsa Öqvist", listed=True)])
    assert [hit.end - hit.start for hit in lexicon.hits("intervju_åsa_öqvist_2", slug=True)] == [10]
    assert [hit.end - hit.start for hit in lexicon.hits("samtal-oqvist", slug=True)] == [6]


def test_what_stands_around_a_name_gives_it_away_without_a_list() -> None:
    text = "Min kollega Gurli ringde. Vi är från Hyltemåla. På familjecentralen Solrosen. Hon bor på Tallgatan 3."
    found = {(each.kind, each.name) for each in find_known([Piece(text, "sv")], (), trained=False)}
    assert found == {("person", "Gurli"), ("place", "Hyltemåla"), ("centre", "Solrosen"), ("place", "Tallgatan 3")}


def test_an_ordinary_text_has_no_names() -> None:
    text = "Vi har husmöte varje Måndag på BVC. Det är Försäkringskassan som vet. I Sverige är det så 🤔."
    assert [each for each in find_known([Piece(text, "sv")], (), trained=False) if each.sure] == []
    assert lexicon_of([Piece("", "sv")], (), trained=False).hits("") == []


def test_counting_what_looks_identifying_says_kinds_and_no_words() -> None:
    assert count_kinds("Karins bil i Mora, 070-123 45 67. Hej.") == {"person": 1, "place": 1, "phone": 1}
    assert count_kinds("Vi har ont om tid.") == {}


def test_standins_read_as_what_they_are_and_take_endings() -> None:
    numbers = Numbers({"person": 4}, ["Där stod redan [ort 2] och Person 9."])
    assert numbers.take(word_for("person", "Anna", "sv")) == "[person 10]"
    assert numbers.take(word_for("place", "Mora", "sv")) == "[ort 3]"
    assert numbers.take(word_for("centre", "Ekskolan", "sv")) == "[skola 1]"
    assert numbers.take(word_for("centre", "Oakfield", "en")) == "[family centre 1]"
    assert Suffix(genitive=True).on("[person 1]") == "[person 1]s"
    assert Suffix(genitive=True).on("Max") == "Max"
    assert Suffix(rest="projektet").on("[ort 1]") == "[ort 1]-projektet"
    assert as_label("[person 1]") == "Person 1"
    assert as_slug("[person 1]", joint="_") == "person_1"
    assert next_numbers({"ort": 2}, ["[person 3]", "Karin"]) == {"ort": 2, "person": 4}


def test_the_parts_of_a_name() -> None:
    assert parts_of_person("Anna") == [("anna",)]
    assert ("anna", "berg") in parts_of_person("Anna Karin Berg")
    assert ("anna", "karin") in parts_of_person("Anna Karin Berg")
