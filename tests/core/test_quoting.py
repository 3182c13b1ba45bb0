"""Quotes are held to their source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.quoting import departure, is_verbatim

SOURCE = (
    "Alltså vi har husmöte, eh, varannan vecka i Sundsvall men det det ställs liksom in så fort någon är sjuk. "
    "Då hinner vi inte prata ihop oss 🤷‍♀️, och re\u0301n luft vore bra."
)


@pytest.mark.parametrize(
    "quote",
    [
        "vi har husmöte, eh, varannan vecka",
        "Vi har husmöte varannan vecka",  # a filler and a capital
        "det ställs in så fort någon är sjuk",  # said twice
        "vi har husmöte … det ställs in",
        "vi har husmöte [...] det ställs in",
        "vi har husmöte (…) det ställs in",
        "husmöte varannan vecka i [ort] men det ställs in",
        "vi [på familjecentralen] har husmöte",
        "[Personalen] har husmöte … då hinner vi inte prata ihop oss",
        "… så fort någon är sjuk …",
    ],
)
def test_an_edited_quote_may_cut_insert_and_smooth_where_it_says_so(quote: str) -> None:
    assert departure(quote, SOURCE) is None


@pytest.mark.parametrize(
    ("quote", "word", "elsewhere"),
    [
        ("vi har personalmöte varannan vecka", "personalmöte", False),
        ("husmöte varannan vecka i Umeå", "Umeå", False),
        ("vi har husmöte det ställs in", "det", True),  # the cut is not marked
        ("luft vore bra … vi har husmöte", "vi", True),  # another order
    ],
)
def test_what_departs_from_the_source_unmarked_is_found(quote: str, word: str, elsewhere: bool) -> None:
    found = departure(quote, SOURCE)
    assert found is not None
    assert (found.word, found.elsewhere) == (word, elsewhere)


def test_a_negation_cannot_be_smoothed_away() -> None:
    assert departure("Då hinner vi prata ihop oss", SOURCE) is not None


def test_a_verbatim_quote_stands_letter_by_letter_whatever_the_line_breaks() -> None:
    assert is_verbatim("vi har\nhusmöte, eh,", SOURCE)
    assert is_verbatim("re\u0301n luft", SOURCE)
    assert not is_verbatim("Vi har husmöte", SOURCE)


@given(st.lists(st.sampled_from(["tid", "rum", "å", "ö2", "Vi"]), min_size=1, max_size=12), st.data())
def test_any_words_left_in_order_with_cuts_marked_are_borne_out(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    quote = " ".join(word if keep else "…" for word, keep in zip(words, kept, strict=True))
    assert departure(quote, " ".join(words)) is None
