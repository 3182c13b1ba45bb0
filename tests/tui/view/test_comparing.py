"""What the compare screen prints of each side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from themecode.core.documents import Span
from themecode.tui.view.comparing import given as given_by
from themecode.usecases.comparing import Side, Unit

ORDER = [7, 3, 9, 1]


@given(st.permutations(ORDER), st.permutations(ORDER))
def test_the_codes_on_an_answer_stand_in_the_order_of_the_codebook_on_every_side(
    mine: list[int], theirs: list[int]
) -> None:
    whole = Span(0, 12)
    sides = tuple(
        Side(name, tuple((whole, code) for code in codes), "completed")
        for name, codes in (("Anna", mine), ("Bo", theirs))
    )
    unit = Unit(1, "R001", None, 12, sides)
    for side in sides:
        assert [each.code_id for each in given_by(unit, side, "åäö 👩‍⚕️ e\u0301", 20, ORDER)] == ORDER


def test_in_a_passage_codes_stand_where_the_text_has_them() -> None:
    side = Side("Anna", ((Span(0, 4), 1), (Span(6, 12), 7)), "completed")
    unit = Unit(1, "samtal", Span(0, 12), 40, (side,))
    found = given_by(unit, side, "Vi hinner inte prata ihop oss", 20, ORDER)
    assert [(each.code_id, each.quote) for each in found] == [(1, "Vi h"), (7, "ner in")]
