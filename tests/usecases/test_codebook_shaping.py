"""Shaping a codebook: grouping, moving, ordering and merging codes, each as one step; and what is shown before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.usecases import codebook_preview
from themecode.usecases.checking import check
from themecode.usecases.code_texts import CodeTexts
from themecode.usecases.codebook_changes import add_code, retire_code
from themecode.usecases.codebook_shaping import (
    add_example,
    group_codes,
    merge_several,
    move_codes,
    recolour,
    shift_code,
    write_code,
)
from themecode.usecases.coding import code as put
from themecode.usecases.erasing import erase
from themecode.usecases.history import history
from themecode.usecases.looking import code_tree
from themecode.usecases.rounds import close_round, ensure_round

Content = Callable[[Path], Any]


@pytest.fixture
def anna(small: Any) -> Iterator[Study]:
    with Study.open(small.path, coder="Anna") as study:
        yield study


def tree(study: Study) -> list[tuple[int, str]]:
    """Return (depth, key) of every code, in order."""
    found, depths = [], {None: -1}
    for _, rows in code_tree(study, None):
        for row in rows:
            depths[row.id] = depths[row.parent_id] + 1
            found.append((depths[row.id], row.key))
    return found


START = [(0, "k.tid"), (1, "k.tid.luft"), (1, "k.tid.moten"), (0, "k.rum"), (0, "k.rad")]


def test_a_group_stands_where_the_first_of_its_codes_stood(anna: Study, content: Content) -> None:
    before = content(anna.path)
    made = group_codes(anna, ["k.rad", "k.rum"], "Det runt omkring", kind="theme")
    assert made.kind == "theme"
    assert tree(anna) == [*START[:3], (0, "k.det_runt_omkring"), (1, "k.rum"), (1, "k.rad")]
    assert "2 koder" in history(anna)[0].summary
    anna.undo()
    assert content(anna.path) == before


def test_codes_below_another_chosen_one_stay_below_it(anna: Study) -> None:
    group_codes(anna, ["k.tid.luft", "k.tid"], "Å")
    assert tree(anna)[:4] == [(0, "k.å"), (1, "k.tid"), (2, "k.tid.luft"), (2, "k.tid.moten")]


def test_several_codes_move_in_their_order_as_one_step(anna: Study, content: Content) -> None:
    before = content(anna.path)
    move_codes(anna, ["k.rad", "k.tid.luft"], parent="k.rum")
    assert tree(anna) == [(0, "k.tid"), (1, "k.tid.moten"), (0, "k.rum"), (1, "k.tid.luft"), (1, "k.rad")]
    anna.undo()
    assert content(anna.path) == before


def test_codes_cannot_be_moved_below_themselves(anna: Study, content: Content) -> None:
    before = content(anna.path)
    with pytest.raises(RefusedError):
        move_codes(anna, ["k.rum", "k.tid"], parent="k.tid.luft")
    assert content(anna.path) == before


def test_a_code_moves_among_its_neighbours_and_not_past_them(anna: Study) -> None:
    shift_code(anna, "k.rum", -1)
    assert [key for depth, key in tree(anna) if depth == 0] == ["k.rum", "k.tid", "k.rad"]
    with pytest.raises(RefusedError):
        shift_code(anna, "k.rum", -1)
    shift_code(anna, "k.rum", 1)
    assert tree(anna) == START


def test_a_code_is_written_anew_and_only_a_new_meaning_is_read_again(anna: Study) -> None:
    since = anna.find_code("k.rum").since
    texts = {"sv": CodeTexts("sv", "rum", "väggar å golv", examples=("é 🤔",))}
    assert write_code(anna, "k.rum", texts, revisit=False).since == since
    assert write_code(anna, "k.rum", {"sv": CodeTexts("sv", "rum", "tak")}).since > since
    assert anna.find_code("k.rum").text("label", "en") == "rum"
    with pytest.raises(InputError):
        write_code(anna, "k.rum", {"sv": CodeTexts("sv", " ", "tak")})


def test_an_example_is_added_once_to_those_there_are(anna: Study) -> None:
    write_code(anna, "k.rum", {"": CodeTexts("", "rum", examples=("kallt",))})
    for _ in range(2):
        add_example(anna, "k.rum", "  för\nsmå ")
    assert anna.find_code("k.rum").examples("sv") == ("kallt", "för små")
    assert "för små" not in history(anna)[0].summary
    with pytest.raises(InputError):
        add_example(anna, "k.rum", "\n")


@pytest.mark.parametrize("colour", ["", "röd", "#12345", "#gggggg", "0072b2"])
def test_what_is_no_colour_is_refused(anna: Study, colour: str) -> None:
    with pytest.raises(InputError):
        recolour(anna, "k.rum", colour)


def test_nothing_can_be_done_to_no_code_or_an_unknown_one(anna: Study) -> None:
    for refused in (
        lambda: group_codes(anna, [], "å"),
        lambda: move_codes(anna, []),
        lambda: merge_several(anna, [], "k.rum"),
    ):
        with pytest.raises(InputError):
            refused()
    for unknown in (lambda: group_codes(anna, ["k.inte"], "å"), lambda: merge_several(anna, ["k.rum"], "k.inte")):
        with pytest.raises(NotFoundError):
            unknown()
    with pytest.raises(InputError):
        group_codes(anna, ["k.rum"], "å", kind="klump")
    retire_code(anna, "k.rad")
    with pytest.raises(RefusedError):
        merge_several(anna, ["k.rum"], "k.rad")


def test_the_preview_of_a_merge_says_what_the_merge_does(small: Any, anna: Study) -> None:
    first, second = anna.document("1", "q1"), anna.document("2", "q1")
    for key in ("k.rum", "k.rad", "k.tid"):
        anna.code(first, 0, 5, key)
    anna.code(second, 0, 4, "k.rum")
    with Study.open(small.path, coder="Bo") as bo:
        bo.code(first, 0, 5, "k.rum")
    add_code(anna, "under", parent="k.rad")
    seen = codebook_preview.preview_merge(anna, ["k.rum", "k.rad"], "k.tid")
    assert (seen.codings, seen.coders) == (4, (("Anna", 3), ("Bo", 1)))
    assert (seen.twins, seen.kept, seen.below) == (2, 1, 1)
    assert {each.quote for each in seen.passages} == {first.text[:5], second.text[:4]}
    live = "SELECT count(*) FROM codings WHERE deleted = 0"
    before = anna.connection.execute(live).fetchone()[0]
    assert merge_several(anna, ["k.rum", "k.rad"], "k.tid").codings == seen.codings
    assert anna.connection.execute(live).fetchone()[0] == before - seen.twins


def test_a_preview_shows_nothing_of_what_others_do_in_a_blind_round(small: Any, anna: Study) -> None:
    with Study.open(small.path, coder="Bo") as bo:
        with bo.act("new") as entry:
            ensure_round(bo, entry, "blind")
        put(bo, bo.document("1", "q1"), 0, 5, "k.rum", round="blind")
    seen = codebook_preview.preview_merge(anna, ["k.rum"], "k.rad")
    assert (seen.codings, seen.passages) == (0, ())
    assert codebook_preview.passages_of(anna, "k.rum") == []


def test_passages_in_closed_rounds_cannot_be_split_off(anna: Study) -> None:
    with anna.act("new") as entry:
        ensure_round(anna, entry, "ett")
    put(anna, anna.document("1", "q1"), 0, 5, "k.rum", round="ett")
    assert len(codebook_preview.passages_of(anna, "k.rum")) == 1
    close_round(anna, "ett")
    assert codebook_preview.passages_of(anna, "k.rum") == []


def test_an_example_goes_for_good_with_the_text_it_was_taken_from(anna: Study) -> None:
    text = anna.document("samtal").text
    passage = "Vi har ont om tid."
    assert passage in text
    add_example(anna, "k.rum", passage)
    add_example(anna, "k.rum", "något helt annat som någon skrev")
    add_example(anna, "k.rad", passage)
    anna.undo()
    erase(anna, document="samtal")
    assert anna.find_code("k.rum").examples("sv") == ("något helt annat som någon skrev",)
    assert passage.encode() not in anna.path.read_bytes()
    assert check(anna) == []
