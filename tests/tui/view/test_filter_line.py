"""What the line that narrows the table understands."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.answer_filter import READ, UNREAD, HasCode, HasText, HasValue, InState, OfCase, OwnState
from themecode.core.localized import Localized
from themecode.tui.view.filter_line import FilterError, understand, with_term
from themecode.usecases.answer_table import KnownCode, VariableRow, Vocabulary

VALUES = {1: ["Norr", "Syd", "Östra, nedre"], 2: ["1", "2"], 3: ["a"]}
VOCABULARY = Vocabulary(
    codes=(
        KnownCode(10, "k.tid", Localized({"sv": "tid", "en": "time"}), frozenset({10, 11})),
        KnownCode(11, "k.tid.luft", Localized({"sv": "luft i schemat", "en": "slack"}), frozenset({11})),
        KnownCode(12, "k.rum", Localized({"sv": "lokaler"}), frozenset({12})),
    ),
    variables=(
        VariableRow(1, "region", "nominal", {}, None),
        VariableRow(2, "områdes typ", "ordinal", {"1": Localized({"sv": "stora utmaningar"})}, None),
        VariableRow(3, "kod", "nominal", {}, None),
    ),
    values_of=lambda id: VALUES[id],
)


@pytest.mark.parametrize(
    ("line", "conditions"),
    [
        ("", ()),
        ("tid", (HasText("tid"),)),
        ("mer tid", (HasText("mer"), HasText("tid"))),
        ('text:"mer tid" -papper', (HasText("mer tid"), HasText("papper", False))),
        ("”mer tid”", (HasText("mer tid"),)),
        ('"14:30"', (HasText("14:30"),)),
        ("kod:k.tid", (HasCode(frozenset({10, 11})),)),
        ("code:TIME", (HasCode(frozenset({10, 11})),)),
        ('kod:"luft i schemat",lokaler', (HasCode(frozenset({11, 12})),)),
        ("kod:luft", (HasCode(frozenset({11})),)),
        ("-kod:k.rum", (HasCode(frozenset({12}), False),)),
        ("kod:ingen", (HasCode(None, False),)),
        ("-code:none", (HasCode(None, True),)),
        ("code:any", (HasCode(None, True),)),
        ("region:norr,Syd", (HasValue(1, frozenset({"Norr", "Syd"})),)),
        ('region:"östra, nedre"', (HasValue(1, frozenset({"Östra, nedre"})),)),
        ("region:saknas", (HasValue(1, frozenset({None})),)),
        ('"områdes typ":"stora utmaningar"', (HasValue(2, frozenset({"1"})),)),
        ('"kod":a', (HasValue(3, frozenset({"a"})),)),
        ("status:oläst", (InState(UNREAD),)),
        ("state:unread", (InState(UNREAD),)),
        ("-status:läst", (InState(READ, False),)),
        ("status:klar,påbörjad", (InState(frozenset({OwnState.COMPLETED, OwnState.BEGUN})),)),
        ('status:"ingen kod passar"', (InState(frozenset({OwnState.NO_CODE_FITS})),)),
        ("fall:FC1", (OfCase("FC1"),)),
        ("lo\u0308k", (HasText("lök"),)),
    ],
)
def test_a_line_states_conditions_in_both_languages(line: str, conditions: object) -> None:
    assert understand(line, VOCABULARY) == conditions


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("regon:Norr", "filter unknown name", "region"),
        ("region:Nor", "filter unknown value", "Norr"),
        ("kod:k.tyd", "filter unknown code", "k.tid"),
        ("status:halv", "filter unknown state", "halv"),
        ("region:", "filter no value", "region"),
        ("kod:ingen,lokaler", "filter alone", "ingen"),
        ("text:a,b", "filter one text", "a, b"),
        (":x", "filter unknown name", ""),
    ],
)
def test_what_is_not_understood_is_said_with_what_is_near(line: str, key: str, said: str) -> None:
    with pytest.raises(FilterError) as fault:
        understand(line, VOCABULARY)
    assert fault.value.key == key
    assert said in " ".join(fault.value.values.values())


def test_picking_adds_a_condition_or_a_further_value_and_quotes_what_needs_it() -> None:
    assert with_term("", "region", "Norr", variable=True) == "region:Norr"
    assert with_term("tid region:Norr ", "region", "Syd", variable=True) == "tid region:Norr,Syd"
    assert with_term("region:Norr tid", "region", "Östra, nedre", variable=True) == 'region:Norr,"Östra, nedre" tid'
    assert with_term("kod:k.tid", "kod", "k.rum") == "kod:k.tid kod:k.rum"
    assert with_term("status:oläst", "status", "klar") == "status:oläst,klar"
    assert with_term("kod:k.tid", "kod", "a", variable=True) == 'kod:k.tid "kod":a'
    assert with_term("-region:Norr", "region", "Syd", variable=True) == "-region:Norr region:Syd"


@given(st.text(alphabet='ab:,-" ”kodregin', max_size=20))
def test_any_line_is_understood_or_refused_in_words(line: str) -> None:
    with contextlib.suppress(FilterError):
        understand(line, VOCABULARY)


@given(st.sampled_from(["region", "områdes typ", "kod"]), st.data(), st.sampled_from(["", "tid", "region:Norr"]))
def test_what_is_picked_is_understood(name: str, data: st.DataObject, line: str) -> None:
    variable = next(row for row in VOCABULARY.variables if row.name == name)
    value = data.draw(st.sampled_from(VALUES[variable.id]))
    conditions = understand(with_term(line, name, value, variable=True), VOCABULARY)
    assert any(
        isinstance(each, HasValue) and each.variable == variable.id and value in each.values for each in conditions
    )
