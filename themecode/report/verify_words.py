"""The sentences a report says figures in, Swedish and English: what stands where in them.

Each is a short piece that survives when the sentence around it is rewritten. ``{answered}`` stands for a number that
must be the figure of that name; with ``|`` it may be either.
"""

from __future__ import annotations

import re
from functools import cache

from themecode.report.share_words import ENGLISH, SWEDISH, ShareWords
from themecode.report.typography import EN_NUMBERS, SV_NUMBERS
from themecode.report.words import STATES

NUMBER = r"\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d+"
"""A whole number, thousands set apart or not."""

IN_WORDS = {
    **{word: number for number, word in enumerate(SV_NUMBERS) if number > 1},
    **{word: number for number, word in enumerate(EN_NUMBERS) if number > 1},
}
"""Numbers in words; *en* and *one* say too many other things."""

NUMBER_OR_WORD = rf"{NUMBER}|(?:{'|'.join(sorted(IN_WORDS, key=len, reverse=True))})(?!\w)"

ONE = "en|ett|one"
"""A single one, in the sentences that tell of so few."""

IN_DIGITS = frozenset(("asked", "cases", "answered", "among"))
"""Figures whose sentences would say something else with a number in words: *alla tre*."""

PIECES = (
    # Swedish: the prose
    "ställdes till {asked} av de {cases}",
    "(?:ställdes till|fick) {asked}(?! av)",
    "det är {answered}(?: [^ ]+)? som har besvarat",
    "det var {answered}(?: [^ ]+)? som besvarade",
    "{among} av de {asked} som fick frågan",
    "och {others} som inte fick den",
    "alla {asked} [^.()]{0,60}?besvara",
    "besvara(?:ts|des) av {answered} av dem",
    "{unread} av {answered} svar är ännu oläs",
    "{undecided} (?:svar |intervju |intervjuer )?väntar på konsensus",
    "{unread} intervju(?:er)? är ännu",
    "av de {answered} svaren har",
    "har {no_code_fits} inte kunnat föras",
    "{refers} hänvis(?:at|ar) till ett annat",
    "ytterligare {contentless} svar är innehåll",
    "obesvarad av {empty}",
    "är {consensus} kodade genom konsensus",
    "är {consensus} kodat genom konsensus",
    "konsensus och {single} av en person",
    # Swedish: notes and tables
    "{answered} av {asked} [^.()]{1,60}? som fick frågan har svarat",
    "{answered} av {asked|cases} [^.()]{1,60}? har (?:svarat|besvarat)",
    "{answered} [^.()]{1,60}? har svarat:",
    "andelen är av (?:de |samtliga )?{answered|asked|cases} [^.()]{1,60}?(?:, av totalt {cases})?[.;]",
    "av de {asked} [^.()]{1,60}? som fick frågan, av totalt {cases}",
    "preliminär: {unread} dokument är oläs",
    "preliminär: {undecided} dokument väntar",
    "{consensus} genom konsensus",
    "{single} kodade av en",
    "n = {answered}",
    "{revisit} (?:svar|intervju|intervjuer) lästes innan",
    "{missing} av {asked} [^.()]{1,60}? svarade inte på frågan",
    "{others} [^.()]{1,60}? svarade utan att ha fått frågan",
    "fritextsvar från {backcoded} ",
    # English: the prose
    "put to {asked} of the {cases}",
    "put to {asked}(?! of)",
    "answers came from {answered}",
    "{among} of the {asked} that were asked",
    "and {others} that (?:was|were) not",
    "all {asked} [^.()]{0,60}?answered",
    "answered by {answered} of them",
    "{unread} of {answered} answers (?:is|are) still unread",
    "{undecided} (?:answers? |interviews? )?awaits? consensus",
    "{unread} interviews? (?:is|are) ",
    "of the {answered} answers,",
    "answers, {no_code_fits} could not be placed",
    "{refers} referred to another",
    "another {contentless} answers?",
    "^{contentless} more answers? says? nothing",
    "(?<=[.] ){contentless} more answers? says? nothing",
    "unanswered by {empty}",
    "{consensus} (?:was|were) coded by consensus",
    "consensus and {single} by one person",
    # English: notes and tables
    "{answered} of {asked} [^.()]{1,60}? that were asked answered",
    "{answered} of {asked|cases} [^.()]{1,60}? answered",
    "{answered} [^.()]{1,60}? answered:",
    "shares are of (?:the |all )?{answered|asked|cases} [^.()]{1,60}?(?:, of {cases} in all)?[.;]",
    "of the {asked} [^.()]{1,60}? that were asked, of {cases} in all",
    "preliminary: {unread} documents? (?:is|are) unread",
    "preliminary: {undecided} documents? awaits? consensus",
    "{undecided} awaits? consensus",
    "{consensus} consensus",
    "{single} coded by one",
    "{revisit} (?:answers?|interviews?) (?:was|were) completed before",
    "{missing} of {asked} [^.()]{1,60}? did not answer the question",
    "{others} [^.()]{1,60}? answered without having been asked",
    "written answers of {backcoded} ",
    # a theme of the interviews
    "tas upp i {theme} av {answered} intervju",
    "comes up in {theme} of {answered} interview",
)

ANSWERING = re.compile(r"svara|besvara|fick fråg|answer|asked|respon|deltog")
"""Words of a sentence that tells how many answered."""

EACH = re.compile(r"\b(?:vardera|var och en|båda|each|both)\b")
"""A share that holds for several categories."""

BEFORE_SHARE = re.compile(
    r"(?:\b(?:av|i|hos|bland|by|in|among|dvs\.|i\.e\.)|[,(–:]|\b(?:motsvarar|det är|är|is|equals)) ?$"
)
"""What may stand between a count and its share in words."""

OF_OTHERS = re.compile(r" (?:av|of) (?:alla|samtliga|de \d|all|the \d)")
"""After a share: it is of everybody, rather than of those who answered."""

TOTALS = frozenset(("total", "totalt", "summa", "samtliga", "alla", "n", "all", "sum", "in total"))
"""What a table's row of totals is called."""


@cache
def pieces() -> tuple[tuple[re.Pattern[str], tuple[tuple[str, ...], ...]], ...]:
    """Return the patterns, with the names of the figures that their groups must be."""
    return tuple(_compiled(piece) for piece in (*PIECES, *_states()))


def _compiled(piece: str) -> tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]:
    names: list[tuple[str, ...]] = []

    def group(found: re.Match[str]) -> str:
        names.append(tuple(found[1].split("|")))
        few = not IN_DIGITS & set(names[-1])
        number = rf"{NUMBER_OR_WORD}|(?:{ONE})(?!\w)" if few else NUMBER
        return rf"(?<![\w–-])({number})(?![\d–])"

    return re.compile(re.sub(r"\{([a-z_:| ]+)\}", group, piece)), tuple(names)


def _states() -> list[str]:
    """Return the pieces of the note on answer states, with a mark for the state."""
    found = []
    for state, words in STATES.items():
        found += [f"(?:[:,] ){re.escape(word)} {{state:{state.value}}}(?=[,.]|$)" for word in words]
    return found


@cache
def share_pattern() -> re.Pattern[str]:
    """Return a pattern of every telling wording of a share; group 1 is the wording, with its figure."""
    words = sorted({phrase for language in (SWEDISH, ENGLISH) for phrase in _telling(language)}, key=len, reverse=True)
    hedges = sorted({hedge for language in (SWEDISH, ENGLISH) for hedge in _hedges(language)}, key=len, reverse=True)
    some = "|".join(map(re.escape, hedges))
    exact = rf"(?:(?:{some}) )?\d{{1,3}} (?:procent|percent)\b"
    tenths = rf"(?:(?:{some}) )?\d (?:av|out of) 10\b"
    worded = "|".join(map(re.escape, words))
    return re.compile(rf"(?<![\w-])((?:{worded})(?:, \d{{1,3}} (?:procent|percent))?|{exact}|{tenths})(?![\w-])")


def _telling(words: ShareWords) -> set[str]:
    """Return the wordings that say how much; *många* or *alla* could mean anything."""
    anchored = {
        phrase
        for anchor in (*words.anchors, *words.beside)
        for phrase in (*anchor.plain, *anchor.around, *anchor.over, *anchor.under)
    }
    return {phrase for phrase in {*anchored, *words.nearly_all, *words.more_than_half, words.below_one} if phrase}


def _hedges(words: ShareWords) -> set[str]:
    return {*words.abouts, *words.overs, *words.over_percent, *words.unders}
