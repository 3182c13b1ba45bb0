import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.text import sentences, words
from themecode.text.sentences import segment, split_many, split_sentences


def cut(marked: str, language: str = "sv") -> tuple[list[str], list[str]]:
    """Split the text without its ``|`` marks, and say where the marks wanted it split."""
    text = marked.replace("|", "")
    wanted = [piece.strip() for line in marked.split("\n") for piece in line.split("|")]
    return [span.of(text) for span in split_sentences(text, language)], [piece for piece in wanted if piece]


@pytest.mark.parametrize(
    "marked",
    [
        "Vi har husmöte. |Det ställs in! |Varför? |Vet ej",
        "Husmöten, samtal m.m. |Det ställs in.",
        "Det är viktigt m.m. och det ställs in osv. |Ja.",
        "Det är viktig… |Ja? |Nej",
        "Det låter en del … och sedan … |Nej... |Jo... kanske.",
        "… och så. |...men Ja.",
        "Vi har t.ex. Anna. |T.ex. Bo.",
        "Ca. 20 personer kom. |Nr. 3 också, kl. 9.30. |Sedan gick de.",
        "Inte alla, dvs. för oss, bl.a. BVC, s.k. Familjecentral.",
        "Dr. Xerxes kom. |A. Svensson och J.-P. Å. Berg kom. |S:t Eriks, St. Eriks.",
        "T. ex. Anna, bl. a. Bo, fr. o. m. Måndag, m. m. |Det var allt.",
        "Det gav 3.5 poäng, 1.000 kr. och 2.3.1 kap. 4. |Sedan kom 2019. |Då slutade vi.",
        "1. Tid. |2. Pengar |\n3.) Lokaler",
        "1. Tid 2. Pengar 3. Lokaler",
        "Vi var 3. |Sedan blev vi 5. |Det räckte. |Den 3. maj kom hon.",
        "Det är plan B. |Det är bra. |Vitamin D. |Sedan.",
        "Mamma el. pappa. |Läs forts. på sidan 2.",
        "Vi köpte 20 st. |De räckte. |Vi köpte 20 st. till.",
        "små bokstäver. alla gör så".replace(". a", ". |a"),
        "Ingen blank.|Det händer.|Ofta?|Ja",
        "Se www.Exempel.se och anna.Berg@c.se. |Tack.",
        "”Kaffet är varmt.” |Vi drack. |”Vilket är farligt?” frågade de. |”Nr. 3!”. |Och hon gick!",
        "Hon sa: ”Det är gratis, ta strumpor.” |Så jag kom.",
        "«Ja.» |“Nej.” |'Jo.' |\"Va?\" |»Så.« |– Nej. |– Jo –",
        "Bra (det var det.) |(Vi var där.) |Nu [sic!] går vi (!) Hem.",
        "Bra! 🙂 |Nej.👍🏽|Hela familjen! 👨‍👩‍👧‍👦🇸🇪 |Ok. :-) |Slut",
        "Jag var smal. [skratt] |Nej, men så. (paus) |(1) Tid. |(a) Rum.",
        "Ett.\nTvå\n\n  Tre. |Fyra \n",
        "Va?! |Nej!!! |Jo..",
        "—",
        "!? |... ".replace("|", ""),
    ],
)
def test_swedish_sentences(marked: str) -> None:
    found, wanted = cut(marked)
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "I came late. |Mr. Smith, e.g. John, i.e. Dr. J. R. Smith etc. |We left.",
        "So did I. |Mary too. |At 9 a.m. we left. |At 5 p.m. |We came.",
        "“Sorry, I'm looking for the dryers.” |And a woman said, “Everybody is, love.”",
        "“Eat,” she said. |“Now.” |'No. 5 is mine.' |No. |That's wrong.",
        "Then it was February … and I noticed. |In the U.S. |We didn't.",
        "The Gov. said so. |The Wash. office, 3 Co. ltd. in all.",
    ],
)
def test_english_sentences(marked: str) -> None:
    found, wanted = cut(marked, "en")
    assert found == wanted


def test_sentences_never_cross_turns_and_leave_labels_out() -> None:
    text = "Inledning\nModerator: Hej. Hur är det\n\nP1 (BVC): Bra\nObs: inte. Jo\nP2:\nP1: 🙂\n"
    segmented = segment(text, "sv")
    assert [span.of(text) for span in segmented.sentences] == [
        "Inledning", "Hej.", "Hur är det", "Bra", "Obs: inte.", "Jo", "🙂",
    ]  # fmt: skip
    assert len(segmented.turns) == 5
    assert segmented.text is text


def test_a_text_without_turns_is_divided_whole() -> None:
    assert [span.of("Kl: nio. Ja") for span in segment("Kl: nio. Ja", "sv").sentences] == ["Kl: nio.", "Ja"]
    assert split_sentences("", "sv") == ()
    assert split_sentences(" \n\t", "sv") == ()


def test_a_very_long_word_is_one_sentence() -> None:
    text = "å" * 100_000 + ". Ja"
    assert [len(span) for span in split_sentences(text, "sv")] == [100_001, 2]


@pytest.mark.parametrize(
    "piece", ["! ", ".", "a. ", "1. a 2. b ", "7. a ", ". (", "t. ", '" ', ". ", "((((.", ".😀", "A.B. "]
)
def test_no_text_is_slow(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "a"
    assert split_sentences(text, "sv")


@pytest.mark.parametrize("language", ["sv", "sv-SE", "en_GB", "EN"])
def test_language_tags_may_have_a_region(language: str) -> None:
    assert len(split_sentences("Ja. Nej", language)) == 2


def test_other_languages_are_refused() -> None:
    with pytest.raises(InputError, match="use sv or en"):
        split_sentences("Kyllä.", "fi")
    with pytest.raises(InputError):
        list(split_many(["Kyllä."], "fi"))


CHARACTERS = ".!?…,:;()[]”“\"'«»–- \n\t12AaÅäö😀👍🏽\u0301\u00a0"
PHRASES = """\
. |… |... | ”|” |t.ex.|t. ex. |m.m. |Det |och |kl. |A. |1. |st. |resp. |[skratt]| :) |bra.Det|el. |Co. |P1: |
P2 (BVC): |väldigtlångtord"""
PIECES = st.sampled_from([*CHARACTERS, "å" * 90]) | st.sampled_from(PHRASES.split("|"))
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
LANGUAGES = st.sampled_from(sentences.LANGUAGES)


@settings(max_examples=400)
@given(TEXTS, LANGUAGES)
def test_spans_are_in_order_and_cover_all_that_is_said(text: str, language: str) -> None:
    segmented = segment(text, language)
    spoken = [(turn.start, turn.end) for turn in segmented.turns] or [(0, len(text))]
    reached, covered = 0, set[int]()
    for span in segmented.sentences:
        assert reached <= span.start < span.end
        assert span.of(text) == span.of(text).strip()
        assert "\n" not in span.of(text)
        assert any(start <= span.start and span.end <= end for start, end in spoken)
        reached = span.end
        covered.update(range(span.start, span.end))
    said = {at for start, end in spoken for at in range(start, end) if not text[at].isspace()}
    assert said <= covered


@settings(max_examples=400)
@given(st.lists(TEXTS), LANGUAGES)
def test_the_quick_way_finds_what_the_full_way_finds(texts: list[str], language: str) -> None:
    assert list(split_many(texts, language)) == [split_sentences(text, language) for text in texts]


@settings(max_examples=400)
@given(text=TEXTS, language=LANGUAGES)
def test_the_short_cut_for_plain_words_changes_nothing(text: str, language: str) -> None:
    quick = split_sentences(text, language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_is_plain", lambda word: False)
        assert split_sentences(text, language) == quick


def test_abbreviations_are_listed_once() -> None:
    assert not words.EXPECTING & words.CLOSING


def test_most_texts_never_load_spacy() -> None:
    code = (
        "import sys; from themecode.text.sentences import split_many;"
        "list(split_many(['Nej', 'Bra, t.ex. BVC. Och kl. 9. Samt mer m.m. Ja'], 'sv'));"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
