import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.documents import Speaker, Turn
from themecode.text.speakers import find_turns, propose_labels

GROUP = """Moderator: Välkomna. Hur ser samverkan ut?

P2 (BVC): Vi har husmöte varannan vecka.
Obs: det ställs ofta in.

P4 (BMM):\tNej.
P2: Jo! 🙂
"""


def said(text: str, turns: tuple[Turn, ...]) -> list[tuple[str | None, str]]:
    return [(turn.speaker.label if turn.speaker else None, text[turn.start : turn.end]) for turn in turns]


def believed(text: str) -> list[str]:
    return [proposal.label for proposal in propose_labels(text) if proposal.believed]


def moderators(text: str) -> list[str]:
    return [proposal.label for proposal in propose_labels(text) if proposal.moderator]


def test_turns_exclude_labels_and_blank_lines() -> None:
    assert said(GROUP, find_turns(GROUP)) == [
        ("Moderator", "Välkomna. Hur ser samverkan ut?"),
        ("P2", "Vi har husmöte varannan vecka.\nObs: det ställs ofta in."),
        ("P4", "Nej."),
        ("P2", "Jo! 🙂"),
    ]


def test_a_label_with_and_without_role_is_one_speaker() -> None:
    speakers = [turn.speaker for turn in find_turns(GROUP)]
    assert speakers == [
        Speaker("Moderator", "", moderator=True),
        Speaker("P2", "BVC"),
        Speaker("P4", "BMM"),
        Speaker("P2", "BVC"),
    ]


def test_a_role_may_stand_first_where_the_label_comes_again() -> None:
    turns = find_turns("P1: a\nP2: b\np1 (BVC): c")
    assert {turn.speaker for turn in turns} == {Speaker("P1", "BVC"), Speaker("P2")}


@pytest.mark.parametrize("stamp", ["[00:03:12] ", "00:03:12 ", "(00:03) ", "03:12 ", "[00:03:12.450]\t", "00:03 - "])
def test_a_time_stamp_may_stand_before_the_label(stamp: str) -> None:
    text = f"P1: Hej.\n{stamp}P2 (BVC): Jo, kl. 9:30."
    turn = find_turns(text)[1]
    assert turn.speaker == Speaker("P2", "BVC")
    assert turn.label_start == text.index("\n") + 1
    assert text[turn.start : turn.end] == "Jo, kl. 9:30."


def test_a_time_in_the_parenthesis_is_no_role() -> None:
    turns = find_turns("P1 (00:01:10): Hej.\nP2 [00:01:15]: Hej.")
    assert [turn.speaker for turn in turns] == [Speaker("P1"), Speaker("P2")]


def test_bold_labels_of_markdown_are_read() -> None:
    text = "**P1:** Hej.\n\n**P2** (BVC): Hej.\n**P2:** Då."
    assert said(text, find_turns(text))[0] == ("P1", "Hej.")


def test_text_before_the_first_label_has_no_speaker() -> None:
    text = "\n  Inspelat i Umeå.\n\nP1: Hej.\nP2: Hej."
    first = find_turns(text)[0]
    assert first == Turn(None, 3, 19, 3)
    assert find_turns("\n\n  \nP1: Hej.\nP2: Hej.")[0].speaker == Speaker("P1")


def test_a_label_alone_on_its_line_opens_the_lines_below() -> None:
    text = "Moderator:\nHur är det?\n\nP1:\n  Bra.\nP2:\nP3: Jo."
    assert said(text, find_turns(text)) == [
        ("Moderator", "Hur är det?"),
        ("P1", "Bra."),
        ("P2", ""),
        ("P3", "Jo."),
    ]


def test_one_blank_after_the_label_is_not_part_of_the_turn() -> None:
    text = "P1:  två blanka\nP2:\u00a0hårt"
    assert said(text, find_turns(text)) == [("P1", " två blanka"), ("P2", "hårt")]


def test_a_text_without_labels_has_no_turns() -> None:
    assert find_turns("") == ()
    assert find_turns("Vi ses kl. 9:30.\nhttp://exempel.se\nHon sa: nej.") == ()


NO_LABELS = """\
Obs: x
OBS: x
Not: x
Note: x
NB: x
Exempel: x
Tema: x
Tema 2: x
Datum: 3 maj
Plats: Umeå
Deltagare: sex personer
Kommentar: x
Övriga kommentarer: x
Följdfråga: x
http: x
http://a.se
kl. 9:30 kom hon
Kl: 9
t.ex.: x
Hon sa: ”Nej.”
Jag tänkte: nej
sammanfattningsvis: x
Viktigast av allt för oss: x
P2： fullbredd
En sak till: x
Namn-som-är-alldeles-för-långt-här: x
- P2: punktlista
den 3: x
Steg 2: x
Räksmörgås: x
P2:x"""


@pytest.mark.parametrize("line", NO_LABELS.splitlines())
def test_ordinary_words_before_a_colon_do_not_speak(line: str) -> None:
    text = f"Moderator: Hej.\nP1: Hej.\n{line}\nModerator: Tack.\nP1: Tack."
    assert believed(text) == ["Moderator", "P1"]
    assert len(find_turns(text)) == 4


@pytest.mark.parametrize("line", ["Hon sa: nej", "Obs: x", "Fråga: x"])
def test_words_of_prose_do_not_speak_even_where_they_recur(line: str) -> None:
    assert believed(f"P1: Hej.\n{line}\n{line}\n{line}") == ["P1"]


def test_every_verdict_has_its_reason_line_and_times() -> None:
    notes = next(proposal for proposal in propose_labels(GROUP) if not proposal.believed)
    assert (notes.label, notes.line, notes.times, notes.reason) == (
        "Obs",
        4,
        1,
        "an ordinary word with a colon",
    )
    assert all(proposal.reason for proposal in propose_labels(GROUP))
    assert propose_labels("Anna: a\nBo: b\nAnna: c")[1].reason == "stands once, while other labels recur"


def test_names_are_believed_where_they_recur() -> None:
    text = "Anna-Lena: a\nBo Å.: b\nAnna-Lena: c\nBo Å.: d\nRäksmörgås: e"
    assert believed(text) == ["Anna-Lena", "Bo Å."]
    assert find_turns(text)[-1].end == len(text)


def test_a_name_that_stands_once_is_believed_where_it_answers_the_moderator() -> None:
    text = "Moderator: Hur var det?\nÖrjan: Bra. Obs: x\nAnna: a\nModerator: **Och sen?** \n\nÅsa:\nInget.\nAnna: b"
    assert believed(text) == ["Moderator", "Örjan", "Anna", "Åsa"]
    assert believed("Moderator: Hur är läget på ön?\n\nÅke: Bra, fast färjan är sen.") == ["Moderator", "Åke"]
    assert believed("Moderator: Då så.\nRäksmörgås: nej\nAnna: a\nAnna: b") == ["Moderator", "Anna"]
    assert believed("Moderator: Hur?\nExempel: så här\nhon sa: nej\nAnna: a\nAnna: b") == ["Moderator", "Anna"]
    assert [label.label for label in propose_labels(text, accept=["Anna"]) if label.believed] == ["Anna"]


def test_names_that_all_stand_once_are_believed_together() -> None:
    assert believed("Anna: a\nBo: b") == ["Anna", "Bo"]
    assert believed("Anna: a") == []


def test_a_name_after_a_time_stamp_is_believed() -> None:
    assert believed("[00:01] Anna: a\n[00:02] Moderator: b") == ["Anna", "Moderator"]


MODERATORS = """\
Moderator
MODERATOR
Intervjuare
Intervjuare 2
Intervjuledare
Samtalsledare
Interviewer
Facilitator
Moderator Anna
Int.
Karin (moderator)"""


@pytest.mark.parametrize("label", MODERATORS.splitlines())
def test_usual_words_for_moderators_moderate(label: str) -> None:
    assert len(moderators(f"{label}: a\nAnna: b\nAnna: c")) == 1


def test_single_letters_moderate_only_beside_numbered_participants() -> None:
    assert moderators("M: a\nP1: b\nP2: c\nM: d") == ["M"]
    assert moderators("I: a\nR: b\nI: c") == ["I"]
    assert moderators("M: a\nK: b\nM: c\nK: d") == []
    assert moderators("Moderator: a\nM: b\nP1: c\nM: d\nModerator: e") == ["Moderator"]
    assert moderators("Intervjuare: Anna\n\nI: a\nP1: b\nI: c") == ["Intervjuare", "I"]


def test_a_person_can_name_labels_and_moderators() -> None:
    text = "Fråga: a\nAnna Maria af Geijer: b\nP1: c"
    turns = find_turns(text, accept=["fråga", "Anna Maria af Geijer (BVC)"], moderators=["Fråga:"])
    assert said(text, turns) == [("Fråga", "a"), ("Anna Maria af Geijer", "b\nP1: c")]
    assert turns[0].speaker == Speaker("Fråga", "", moderator=True)
    assert find_turns(text, accept=[]) == ()
    assert "Fråga" in [turn.speaker.label for turn in find_turns(text, moderators=["Fråga"]) if turn.speaker]


def test_a_table_of_speakers_is_the_truth() -> None:
    truth = [Speaker("P2", "BVC-sköterska"), Speaker("Moderator")]
    turns = find_turns(GROUP, speakers=truth)
    assert [turn.speaker for turn in turns] == [truth[1], truth[0], truth[0]]
    assert find_turns(GROUP, speakers=[]) == ()


def test_a_label_with_several_roles_says_so() -> None:
    first = propose_labels("Mamma (ett): a\nP1: b\nMamma (två): c")[0]
    assert first.role == "ett"
    assert "två" in first.reason


LABELLED = [
    "P1:",
    "P2 (BVC): Hej.",
    "Moderator: Å\u0308 🙂",
    "[00:01] P3:\tja",
    "Obs: x",
    "",
    "  ",
    "é" * 300,
]
LINES = st.lists(st.sampled_from(LABELLED) | st.text(max_size=20))


@given(LINES.map("\n".join))
def test_turns_are_in_order_apart_and_hold_all_that_is_no_label(text: str) -> None:
    turns = find_turns(text)
    reached = 0
    for turn in turns:
        assert reached <= turn.label_start <= turn.start <= turn.end <= len(text)
        assert not text[reached : turn.label_start].strip()
        assert (turn.speaker is None) == (turn.label_start == turn.start)
        assert text[turn.start : turn.end] == text[turn.start : turn.end].rstrip()
        reached = turn.end
    if turns:
        assert not text[reached:].strip()
