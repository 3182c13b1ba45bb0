"""Quotes for print: chosen, edited, held to their source, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from themecode import Study
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.usecases import quotes as marking
from themecode.usecases.quotes_chosen import add_quote, choose_quote, edit_quote, quotes, warnings
from themecode.usecases.report_settings import name_roles
from themecode.usecases.round_plans import Wanted, new_round
from themecode.usecases.rounds import close_round


@pytest.fixture
def study(demo: Path) -> Iterator[Study]:
    with Study.open(demo, coder="Anna") as opened:
        yield opened


LUFT = "I höstas fick jag en lucka på tjugo minuter"


def test_a_passage_is_chosen_with_whose_words_it_is(study: Study) -> None:
    row = add_quote(study, study.document("personal-01"), LUFT, "pers.tid.luft")
    assert (row.text, row.kind, row.chosen, row.code) == (LUFT, "verbatim", True, "pers.tid.luft")
    assert (row.document, row.speaker, row.role) == ("personal-01", "P1", "BVC")
    assert study.document("personal-01").text[row.span.start : row.span.end] == LUFT


def test_an_answer_is_quoted_by_case_and_question(study: Study) -> None:
    row = add_quote(study, study.document("FC004", "23"), 'Vi säger "vi" och menar alla parter.', "framgang.personal")
    assert (row.case, row.question, row.document, row.role) == ("FC004", "q23", "", "")


def test_what_others_mark_in_an_open_round_is_not_shown_until_it_is_closed(study: Study, demo: Path) -> None:
    before = add_quote(study, study.document("personal-03"), "Han hade gått här själv.", "pers.tid.luft")
    new_round(study, "prov", "reliability", Wanted(documents=["personal-01", "personal-03"], coders=["Anna", "Bo"]))
    own = add_quote(study, study.document("personal-01"), LUFT, "pers.tid.luft")
    with Study.open(demo, coder="Bo") as bo:
        assert [row.id for row in quotes(bo)] == [before.id]
        assert {row.id for row in quotes(study)} == {before.id, own.id}
        close_round(study, "prov")
        assert {row.id for row in quotes(bo)} == {before.id, own.id}


def test_choosing_the_same_passage_again_makes_no_second_quote(study: Study) -> None:
    document = study.document("personal-01")
    first = add_quote(study, document, LUFT, "pers.tid.luft")
    choose_quote(study, first.id, chosen=False)
    again = add_quote(study, document, LUFT, "pers.tid.luft")
    assert (again.id, again.chosen) == (first.id, True)
    assert len(quotes(study)) == 1


def test_a_passage_marked_while_reading_is_chosen_by_its_number(study: Study) -> None:
    document = study.document("personal-01")
    start = document.text.index(LUFT)
    marking.toggle_quote(study, document, start, start + len(LUFT))
    (row,) = quotes(study)
    assert not row.chosen
    with pytest.raises(RefusedError, match="no code to stand under"):
        choose_quote(study, row.id)
    choose_quote(study, row.id, code="pers.tid.luft")
    assert [each.code for each in quotes(study, chosen_only=True)] == ["pers.tid.luft"]


def test_an_edited_quote_is_held_to_its_source_and_a_paraphrase_is_free(study: Study) -> None:
    row = add_quote(study, study.document("personal-01"), LUFT, "pers.tid.luft")
    assert edit_quote(study, row.id, "fick jag en lucka").kind == "verbatim"
    assert edit_quote(study, row.id, "I höstas … en lucka [i schemat] på tjugo minuter").kind == "edited"
    for text, words in (("fick jag två luckor", "'två' does not stand"), ("I höstas en lucka", "does not go on")):
        with pytest.raises(InputError, match=words):
            edit_quote(study, row.id, text)
    with pytest.raises(InputError, match="letter by letter"):
        edit_quote(study, row.id, "I höstas … en lucka", "verbatim")
    assert edit_quote(study, row.id, "En gång blev det en stund över.", "paraphrase").kind == "paraphrase"
    assert edit_quote(study, row.id, "").text == LUFT
    with pytest.raises(InputError, match="unknown kind"):
        edit_quote(study, row.id, "x", "påhittad")


def test_letters_in_parts_are_the_same_letters(study: Study) -> None:
    row = add_quote(study, study.document("personal-01"), LUFT.replace("ö", "o\u0308"), "pers.tid.luft")
    assert edit_quote(study, row.id, "ho\u0308stas fick jag").text == "höstas fick jag"


@pytest.mark.parametrize(
    ("passage", "words"), [("finns inte här", "does not stand"), (" \n", "needs a passage"), ("och", "times")]
)
def test_a_passage_must_stand_in_the_text_once(study: Study, passage: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        add_quote(study, study.document("personal-01"), passage, "pers.tid.luft")
    assert quotes(study) == []


def test_unknown_quotes_and_codes_are_refused(study: Study) -> None:
    with pytest.raises(NotFoundError, match="no such quote"):
        choose_quote(study, 99)
    with pytest.raises(NotFoundError, match="no such code"):
        add_quote(study, study.document("personal-01"), LUFT, "finns.inte")


def test_choosing_and_editing_can_be_undone(study: Study) -> None:
    row = add_quote(study, study.document("personal-01"), LUFT, "pers.tid.luft")
    edit_quote(study, row.id, "en lucka")
    study.undo()
    assert quotes(study)[0].text == LUFT
    study.undo()
    assert quotes(study) == []


def test_one_interview_that_supplies_most_is_pointed_out_and_a_small_role(study: Study) -> None:
    document = study.document("personal-01")
    for passage in (LUFT, "Det man hinner är det som är bokat.", "Fast det är ju det som är jobbet."):
        add_quote(study, document, passage, "pers.tid.luft")
    found = {(each.kind, each.subject): each for each in warnings(study, quotes(study, chosen_only=True))}
    assert found["one document", "personal-01"].number == 3
    assert found["small role", "BVC"].number == 1


def test_roles_printed_alike_count_together(study: Study) -> None:
    add_quote(study, study.document("personal-01"), LUFT, "pers.tid.luft")
    name_roles(study, dict.fromkeys(["BVC", "BMM", "samordnare", "öppen förskola", "socialtjänst"], "en ur personalen"))
    assert warnings(study, quotes(study)) == []


def test_quotes_of_an_excluded_case_are_gone(study: Study) -> None:
    add_quote(study, study.document("FC004", "23"), "menar alla parter", "framgang.personal")
    study.connection.execute("UPDATE cases SET excluded = 1 WHERE key = 'FC004'")
    assert quotes(study) == []
    study.connection.rollback()
