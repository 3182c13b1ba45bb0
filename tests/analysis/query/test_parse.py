"""Queries in Swedish and English, and what is said of those that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.analysis.query.evaluate import require_something_wanted
from themecode.analysis.query.names import Names
from themecode.analysis.query.parse import parse, quoted
from themecode.analysis.query.terms import And, Name, Not, Or, Pair, Query, QueryError, Term
from themecode.core.localized import Localized
from themecode.storage.queries.codes import CodebookRow, CodeRow


def shape(term: Term) -> object:
    """Return a term without positions."""
    match term:
        case Name():
            return term.text
        case Not():
            return ("not", shape(term.part))
        case And() | Or():
            return (type(term).__name__.lower(), shape(term.left), shape(term.right))
        case Pair():
            return ("overlaps" if term.overlapping else "near", shape(term.left), shape(term.right))


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("tid och inte ledning", "tid and not ledning"),
        ("tid eller rum", "tid or rum"),
        ("tid nära ledning inom samma replik", "tid near ledning within the same turn"),
        ("tid ÖVERLAPPAR ledning", "tid overlaps ledning"),
        ("tid och rum inom samma mening", "tid and rum within same sentence"),
        ("tid och rum inom samma dokument", "tid and rum within the same document"),
        ("tid och rum inom samma fall", "tid AND rum WITHIN the same case"),
        ("tid na\u0308ra rum", "tid near rum"),
    ],
)
def test_swedish_and_english_mean_the_same(swedish: str, english: str) -> None:
    one, other = parse(swedish), parse(english)
    assert (shape(one.term), one.unit) == (shape(other.term), other.unit)


def test_not_binds_closer_than_near_than_and_than_or() -> None:
    assert shape(parse("a or b and not c near d").term) == ("or", "a", ("and", "b", ("not", ("near", "c", "d"))))
    assert shape(parse("(a or b) and c").term) == ("and", ("or", "a", "b"), "c")


def test_words_that_are_no_operators_are_one_name_and_quotes_hold_any() -> None:
    assert shape(parse('luft i schemat and "råd och stöd"').term) == ("and", "luft i schemat", "råd och stöd")
    assert shape(parse("”råd och stöd” eller “tid and rum”").term) == ("or", "råd och stöd", "tid and rum")


@pytest.mark.parametrize(
    ("query", "what", "position"),
    [
        ("", "the query is empty", 0),
        ("tid och", "a code is missing after 'och'", 7),
        ("och tid", "a code is missing", 0),
        ("tid inte rum", "'and' is missing before 'inte'", 4),
        ("(tid or rum", "a parenthesis is never closed", 0),
        ("tid) or rum", "there is no ( to this )", 3),
        ("tid near", "a code is missing after 'near'", 8),
        ("tid near (rum and ljus)", "'near' stands between codes", 4),
        ("tid near rum near ljus", "'near' stands between two codes only", 13),
        ("tid within the same", "what it is within is missing", 19),
        ("tid within the same vecka", "'vecka' is nothing to be within", 20),
        ("tid within the same turn and rum", "the query goes on after its unit", 25),
        ("(tid within the same turn) and rum", "'within' holds for the whole query", 5),
        ('tid and "rum', "a quotation mark is never closed", 8),
        ("not " * 60 + "tid", "the query is nested too deeply", 200),
    ],
)
def test_a_query_that_cannot_be_read_says_where_in_one_sentence(query: str, what: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    (fault,) = caught.value.faults
    assert (fault.what, caught.value.position) == (what, position)
    assert "\n" not in str(fault)
    assert fault.fix


@given(st.text(alphabet=st.sampled_from("ab åä()\"”'&|.*🤔\u0308\n"), max_size=40) | st.text(max_size=40))
def test_any_text_is_a_query_or_refused_in_words(text: str) -> None:
    query: Query | None = None
    fault: QueryError | None = None
    try:
        query = parse(text)
    except QueryError as error:
        fault = error
    assert query.names if query is not None else fault is not None and 0 <= fault.position <= len(text)


@pytest.mark.parametrize("query", ["not tid", "tid or not rum", "not (tid and rum)", "not not not tid"])
def test_a_query_that_also_finds_text_without_codes_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="holds for all text without codes"):
        require_something_wanted(parse(query))


@pytest.mark.parametrize("query", ["tid", "tid and not rum", "not not tid", "not (not tid or rum)"])
def test_a_query_that_needs_a_code_is_not(query: str) -> None:
    require_something_wanted(parse(query))


def code(id: int, key: str, label: str, parent: int | None = None, book: int = 1) -> CodeRow:
    return CodeRow(
        id, str(id), book, parent, key, "code", True, "", False, id, Localized.of({"sv": label, "en": f"{label} en"})
    )


BOOKS = [CodebookRow(1, "1", "bok", 1, Localized()), CodebookRow(2, "2", "andra", 1, Localized())]
CODES = [
    code(1, "bok.tid", "Tid"),
    code(2, "bok.tid.luft", "luft i schemat", 1),
    code(3, "bok.rad", "råd och stöd"),
    code(4, "andra.luft", "frisk luft", book=2),
]


def found(name: str) -> set[int]:
    query = parse(quoted(name))
    return set(Names(BOOKS, CODES).sets(query)[query.names[0]])


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("bok.tid", {1, 2}),
        ("TID", {1, 2}),
        ("luft i schemat", {2}),
        ("Luft i schemat en", {2}),
        ("rad", {3}),
        ("råd och stöd", {3}),
        ("bok", {1, 2, 3}),
        ("frisk luft", {4}),
    ],
)
def test_a_code_is_named_by_key_label_end_of_key_or_codebook_and_stands_with_all_below(
    name: str, ids: set[int]
) -> None:
    assert found(name) == ids


def test_a_name_of_several_codes_or_of_none_is_refused_with_advice() -> None:
    with pytest.raises(QueryError, match=r"several codes are called 'luft'.*bok.tid.luft, andra.luft"):
        found("luft")
    with pytest.raises(QueryError, match=r"there is no code 'tidd'.*did you mean: bok.tid"):
        found("tidd")
    with pytest.raises(QueryError, match=r"there is no code 'råd'.*\"råd och stöd\""):
        Names(BOOKS, CODES).sets(parse("råd och stöd"))


@given(st.text(min_size=1, max_size=12))
def test_a_quoted_name_is_read_back_as_one_name(name: str) -> None:
    query = parse(quoted(name)) if " ".join(name.split()) else None
    if query is not None and '"' not in name:
        assert isinstance(query.term, Name)
