"""What in a text may identify someone: found by a list, by the words around it, by form, by a trained model.

spaCy's blank pipelines do the matching: an EntityRuler holds the names that are known, a Matcher the rules. A trained
pipeline for the language is asked too, where the user has installed one; nothing is ever downloaded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from themecode.text import known_names as known
from themecode.text.lexicon import NAMED, WORDS, Known, Lexicon
from themecode.text.name_forms import TOKEN, rest_after, stems, words_of
from themecode.text.name_rules import CAPITAL, LETTERS, Guess, guesses
from themecode.text.trained_models import trained_guesses

ROLE_LABEL = re.compile(r"[^\W\d_]{1,3}\d*|.*\d")
"""A label that says in which part someone speaks, not who: P1, M, Person 3."""


@dataclass(frozen=True)
class Piece:
    """A text to look in."""

    text: str
    language: str
    labels: tuple[str, ...] = ()
    """Labels of those who speak in it."""


def find_known(pieces: Sequence[Piece], listed: Sequence[Known], *, trained: bool = True) -> list[Known]:
    """Return everyone and everything that may be named in some texts: the list first, then what rules find.

    Names from the list come back whether they stand in the texts or not. What comes from a rule that guesses, or
    from a trained model, is not ``sure``.
    """
    found: dict[str, Known] = {each.id: each for each in listed}
    guessed: set[Guess] = set()
    for language, group in groupby(sorted(pieces, key=lambda piece: piece.language), key=lambda piece: piece.language):
        texts = [piece.text for piece in group]
        guessed.update(guesses(texts, language, listed))
        if trained:
            guessed.update(trained_guesses(texts, language))
    written = {word for piece in pieces for word in TOKEN.findall(piece.text)}
    capitals = {word for word in written if word[0].isupper()}
    for piece in pieces:
        guessed.update(_of_label(label) for label in piece.labels if not ROLE_LABEL.fullmatch(label))
    small = {word for word in written if word == word.casefold()}
    taken: set[str] = set()
    for each in found.values():
        taken.update(words_of(each.name))
    for guess in sorted(guessed):
        each = Known(guess.kind, _without_genitive(guess.name, capitals), sure=guess.sure, by_model=guess.by_model)
        if not each.name or _is_known(each, found):
            continue
        if guess.is_vague:
            each = replace(each, name=_new_part(each.name, taken | small))
            if not each.name or each.name.isupper() or _is_known(each, found):
                continue
        taken.update(words_of(each.name))
        found[each.id] = each
    return _without_compounds(list(found.values()))


def common_words(texts: Iterable[str], all_known: Iterable[Known]) -> set[str]:
    """Return the case-folded words of names that the texts write in small letters at least as often as not."""
    single = {words[0] for each in all_known if len(words := words_of(each.name)) == 1 and each.kind in NAMED}
    single |= {word for each in all_known if each.kind == "person" for word in words_of(each.name)}
    balance: Counter[str] = Counter()
    for text in texts if single else ():
        for token in TOKEN.finditer(text):
            word = token[0].casefold()
            if word in single and "@" not in text[max(0, token.start() - 1) : token.end() + 1]:
                balance[word] += 1 if word == token[0] else -1
    return {word for word, more in balance.items() if more >= 0}


def _of_label(label: str) -> Guess:
    first = words_of(label)[:1]
    if first and first[0] in known.FIRST_NAMES | known.WORD_NAMES:
        return Guess.of("person", label, sure=True)
    capital = all(re.match(CAPITAL, word) and word.casefold() not in known.NO_NAMES for word in label.split())
    return Guess.of("person", label if capital else "", sure=False)


def _without_genitive(name: str, capitals: set[str]) -> str:
    """Return a name without a genitive s, where the name stands without it too or is a known one."""
    last = re.split(r"[ -]", name)[-1]
    base = last[:-1]
    if last.endswith("s") and (base in capitals or base.casefold() in known.FIRST_NAMES | known.MUNICIPALITIES | WORDS):
        return name[:-1]
    return name


def _new_part(name: str, known_words: set[str]) -> str:
    """Return what follows the words in a name that are known already, or written small; empty where others are too."""
    words = list(TOKEN.finditer(name))
    while words and words[0][0].casefold() in known_words:
        words.pop(0)
    if not words or any(word[0].casefold() in known_words for word in words):
        return ""
    return name[words[0].start() :]


def _is_known(each: Known, found: dict[str, Known]) -> bool:
    """Tell whether a guess is known already, perhaps as something else."""
    words = " ".join(words_of(each.name))
    return any(f"{kind}:{words}" in found for kind in NAMED)


def _without_compounds(all_known: list[Known]) -> list[Known]:
    """Leave out centres that are compounds of a place or centre that is known itself."""
    bases = {
        stem: each
        for each in all_known
        if each.kind in ("place", "centre")
        for stem in stems(words_of(each.name)[0], each.kind)
    }
    kept = []
    for each in all_known:
        words = words_of(each.name)
        compound = (
            each.kind == "centre"
            and not each.listed
            and len(words) == 1
            and any(
                stem != words[0]
                and words[0] not in stems(words_of(base.name)[0], base.kind)
                and len(words_of(base.name)) == 1
                and rest_after(words[0], stem, base.kind, capital=True)
                for stem, base in bases.items()
                if words[0].startswith(stem)
            )
        )
        if not compound:
            kept.append(each)
    return kept


def lexicon_of(pieces: Sequence[Piece], listed: Sequence[Known], *, trained: bool = True) -> Lexicon:
    """Return everything that is or may be named in some texts, ready for finding it."""
    all_known = find_known(pieces, listed, trained=trained)
    return Lexicon.of(all_known, common_words((piece.text for piece in pieces), all_known))


def count_kinds(text: str) -> Counter[str]:
    """Count by kind what looks identifying in a text, by form and common names alone: quick, for a warning."""
    from themecode.text.numbered import count_plain

    counted = count_plain(text)
    for token in re.findall(rf"(?<![^\W_])[{LETTERS}][^\W\d_]+", text):
        word = token.casefold()
        for base in (word, word[:-1]) if word.endswith("s") else (word,):
            if base in known.FIRST_NAMES:
                counted["person"] += 1
                break
            if base in known.MUNICIPALITIES and base not in known.WORD_PLACES:
                counted["place"] += 1
                break
    return counted
