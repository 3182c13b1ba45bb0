"""The evaluator against the plain meaning of a query, worked out letter by letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from themecode.analysis.query.evaluate import Coded, Hit, Text, evaluate, paired
from themecode.analysis.query.parse import parse
from themecode.analysis.query.terms import And, Name, Not, Or, Pair, Query, Term

LENGTH = 24
CODES = {"a": frozenset({1}), "b": frozenset({2}), "c": frozenset({3}), "över": frozenset({1, 2})}
"""``över`` stands above a and b."""

names = st.sampled_from(list(CODES))
sides = st.recursive(names, lambda inner: st.builds(lambda x, y: f"({x} or {y})", inner, inner), max_leaves=3)
pairs = st.builds(lambda x, op, y: f"({x} {op} {y})", sides, st.sampled_from(["near", "overlaps"]), sides)
terms = st.recursive(
    names | pairs,
    lambda inner: (
        st.builds(lambda x: f"(not {x})", inner)
        | st.builds(lambda x, op, y: f"({x} {op} {y})", inner, st.sampled_from(["and", "or"]), inner)
    ),
    max_leaves=6,
)
units = st.sampled_from(
    ["", " within the same turn", " inom samma mening", " within the same document", " inom samma fall"]
)


@st.composite
def texts(draw: st.DrawFn) -> list[Text]:
    made = []
    number = 0
    for id in range(draw(st.integers(1, 3))):
        passages = []
        for start, size, code in draw(
            st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 9), st.integers(1, 3)), max_size=7)
        ):
            number += 1
            passages.append(Coded(start, min(LENGTH, start + size), code, number))
        turns = sorted(draw(st.sets(st.integers(0, LENGTH - 1), max_size=4)))
        sentences = sorted({*turns, *draw(st.sets(st.integers(0, LENGTH - 1), max_size=4))})
        made.append(Text(id, id // 2, LENGTH, sorted(passages, key=lambda p: p.start), turns, sentences))
    return made


def cut(starts: list[int] | tuple[int, ...]) -> list[range]:
    """Return the pieces of a text as ranges of letters."""
    begins = [0, *list(starts)[1:]]
    return [range(first, last) for first, last in zip(begins, [*begins[1:], LENGTH], strict=True)]


def touches(passage: Coded, piece: range) -> bool:
    return any(letter in piece for letter in range(passage.start, passage.end))


def plain(query: Query, all_texts: list[Text]) -> set[tuple[int, int, frozenset[int]]]:
    """Return (text, where the unit begins, passages) by the plain meaning of each operator."""
    found = set()
    for text in all_texts:
        together = [other for other in all_texts if other.case_id == text.case_id] if query.unit == "case" else [text]
        starts = {"sentence": text.sentences, "document": (), "case": ()}.get(query.unit or "turn", text.turns)
        for piece in cut(list(starts)):
            whole = range(LENGTH) if query.unit == "case" else piece
            shown = [each.id for each in wanted(query, query.term, text) if touches(each, whole)]
            if shown and holds(query, query.term, together, whole):
                found.add((text.id, whole.start, frozenset(shown)))
    return found


def holds(query: Query, term: Term, together: list[Text], piece: range) -> bool:
    match term:
        case Not():
            return not holds(query, term.part, together, piece)
        case And():
            return holds(query, term.left, together, piece) and holds(query, term.right, together, piece)
        case Or():
            return holds(query, term.left, together, piece) or holds(query, term.right, together, piece)
        case Pair() if query.unit and not term.overlapping:
            return holds(query, And(term.left, term.right), together, piece)
        case _:
            return any(touches(each, piece) for text in together for each in meant(term, text))


def wanted(query: Query, term: Term, text: Text, *, positive: bool = True) -> set[Coded]:
    match term:
        case Not():
            return wanted(query, term.part, text, positive=not positive)
        case And() | Or():
            return wanted(query, term.left, text, positive=positive) | wanted(
                query, term.right, text, positive=positive
            )
        case Pair() if query.unit and not term.overlapping:
            return wanted(query, And(term.left, term.right), text, positive=positive)
        case _:
            return set(meant(term, text)) if positive else set()


def meant(term: Term, text: Text) -> list[Coded]:
    """Return the passages that a name or a pair is about."""
    if isinstance(term, Name):
        return [each for each in text.passages if each.code_id in CODES[term.text]]
    assert isinstance(term, Pair)
    left, right = codes(term.left), codes(term.right)
    close = overlap if term.overlapping else neighbours
    found = set()
    for one in text.passages:
        for other in text.passages:
            if one.id != other.id and one.code_id in left and other.code_id in right and close(text, one, other):
                found |= {one, other}
    return list(found)


def codes(term: Term) -> frozenset[int]:
    if isinstance(term, Name):
        return CODES[term.text]
    assert isinstance(term, Or)
    return codes(term.left) | codes(term.right)


def overlap(text: Text, one: Coded, other: Coded) -> bool:
    return bool(set(range(one.start, one.end)) & set(range(other.start, other.end)))


def neighbours(text: Text, one: Coded, other: Coded) -> bool:
    """Tell whether no whole sentence lies between two passages."""
    sentences = cut(list(text.sentences))
    of_one = [place for place, piece in enumerate(sentences) if touches(one, piece)]
    of_other = [place for place, piece in enumerate(sentences) if touches(other, piece)]
    return min(abs(i - j) for i in of_one for j in of_other) <= 1


def as_set(hits: list[Hit]) -> set[tuple[int, int, frozenset[int]]]:
    return {(hit.document_id, hit.start, frozenset(each.id for each in hit.passages)) for hit in hits}


@given(terms, units, texts())
def test_a_query_holds_where_its_plain_meaning_does(term: str, unit: str, all_texts: list[Text]) -> None:
    query = parse(term + unit)
    sets = {name: CODES[name.text] for name in query.names}
    hits = list(evaluate(query, sets, all_texts))
    assert as_set(hits) == plain(query, all_texts)
    assert len(hits) == len({(hit.document_id, hit.start) for hit in hits})


@given(texts())
def test_a_pair_is_found_from_either_side(all_texts: list[Text]) -> None:
    for text in all_texts:
        for overlapping in (True, False):
            one = paired(text, CODES["a"], CODES["över"], overlapping=overlapping)
            other = paired(text, CODES["över"], CODES["a"], overlapping=overlapping)
            assert set(one) == set(other)


def test_a_passage_is_no_pair_with_itself() -> None:
    alone = Text(1, 1, 10, [Coded(0, 5, 1, 1)])
    assert paired(alone, CODES["a"], CODES["över"], overlapping=True) == []


def test_a_long_interview_with_codes_over_all_of_it_takes_no_longer_per_passage() -> None:
    """Sixty thousand passages, half of them over everything: what grows with their product would never end."""
    number = 30_000
    everything = [Coded(0, 3 * number, 1, place) for place in range(number)]
    some = [Coded(3 * place, 3 * place + 2, 2, number + place) for place in range(number)]
    text = Text(1, 1, 3 * number, [*everything, *some])
    query = parse("a overlaps b and not c within the same document")
    (hit,) = evaluate(query, {name: CODES[name.text] for name in query.names}, [text])
    assert len(hit.passages) == 2 * number
