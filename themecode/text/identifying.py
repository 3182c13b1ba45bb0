"""What in a text may identify someone: found by a list, by the words around it, by form, by a trained model.

spaCy's blank pipelines do the matching: an EntityRuler holds the names that are known, a Matcher the rules. A trained
pipeline for the language is asked too, where the user has installed one; nothing is ever downloaded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from themecode.text import known_names as known
from themecode.text.lexicon import NAMED, WORDS, Known, Lexicon, opens_sentence
from themecode.text.name_forms import TOKEN, rest_after, stems, words_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Span

_LETTERS = "A-ZÅÄÖÉÜØÆÁÍÓÚŠŽĆČĐŁ"
_CAPITAL = rf"^[{_LETTERS}][^\W\d_]+(?:[-–][{_LETTERS}][^\W\d_]+)?$"
_MODEL_KINDS = {
    **dict.fromkeys(("PER", "PRS", "PERSON"), "person"),
    **dict.fromkeys(("LOC", "GPE"), "place"),
    **dict.fromkeys(("ORG", "FAC"), "centre"),
}
_ROLE_LABEL = re.compile(r"[^\W\d_]{1,3}\d*|.*\d")
_MOST = 1_000_000
"""Characters given to spaCy at once."""


@dataclass(frozen=True)
class Piece:
    """A text to look in."""

    text: str
    language: str
    labels: tuple[str, ...] = ()
    """Labels of those who speak in it."""


def find_known(pieces: Sequence[Piece], listed: Sequence[Known], *, trained: bool = True) -> list[Known]:
    """Return everyone and everything that may be named in some texts: the list first, then what rules find.

    Names from the list come back whether they stand in the texts or not. What comes from a rule that guesses is
    not ``sure``.
    """
    found: dict[str, Known] = {each.id: each for each in listed}
    guesses: Counter[tuple[str, str, bool]] = Counter()
    for language, group in groupby(sorted(pieces, key=lambda piece: piece.language), key=lambda piece: piece.language):
        of_language = list(group)
        guesses.update(_guesses([piece.text for piece in of_language], _blank(language), listed, trained=trained))
    capitals = {word for piece in pieces for word in TOKEN.findall(piece.text) if word[0].isupper()}
    for piece in pieces:
        guesses.update(_of_label(label) for label in piece.labels if not _ROLE_LABEL.fullmatch(label))
    sure_first = sorted(guesses, key=lambda guess: (not guess[2], -len(guess[1])))
    for kind, name, sure in sure_first:
        each = Known(kind, _without_genitive(name, capitals), sure=sure)
        if each.name and not _is_known(each, found):
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


def _of_label(label: str) -> tuple[str, str, bool]:
    first = words_of(label)[:1]
    named = bool(first) and first[0] in known.FIRST_NAMES | known.WORD_NAMES
    if named:
        return "person", label, True
    capital = all(re.match(_CAPITAL, word) and word.casefold() not in known.NO_NAMES for word in label.split())
    return ("person", label, False) if capital else ("person", "", False)


def _without_genitive(name: str, capitals: set[str]) -> str:
    """Return a name without a genitive s, where the name stands without it too or is a known one."""
    last = name.rpartition(" ")[2]
    base = last[:-1]
    if last.endswith("s") and (base in capitals or base.casefold() in known.FIRST_NAMES | known.MUNICIPALITIES | WORDS):
        return name[:-1]
    return name


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


# -- spaCy --------------------------------------------------------------------------------------


@cache
def _blank(language: str) -> Language:
    """Return a blank pipeline with the rules' Matcher in its vocabulary."""
    import spacy

    made = spacy.blank("sv" if language.casefold().startswith("sv") else "en")
    made.max_length = 10 * _MOST
    return made


def _guesses(
    texts: Sequence[str], blank: Language, listed: Sequence[Known], *, trained: bool
) -> Iterator[tuple[str, str, bool]]:
    """Yield (kind, name, whether it is sure) of everything that rules, known names and a model find."""
    matcher = _matcher(blank)
    ruler = _ruler(blank, listed)
    models = _models(blank.lang) if trained else ()
    for doc in blank.pipe(_short(texts)):
        text = doc.text  # put together anew whenever it is asked for
        ruled = ruler(doc)
        taken = {(span.start, span.end) for span in ruled.ents if span.ent_id_ == "list"}
        for span in ruled.ents:
            if span.ent_id_ != "list":
                yield _of_ruler(span)
        for id, start, end in matcher(doc):
            if not any(start < upto and at < end for at, upto in taken):
                yield from _of_rule(doc.vocab.strings[id], doc[start:end], text)
        for model in models:
            for span in model(text).ents:
                kind = _MODEL_KINDS.get(span.label_)
                if kind and re.match(rf"[{_LETTERS}]", span.text) and span.text.casefold() not in known.NO_NAMES:
                    yield kind, " ".join(span.text.split()), False


def _short(texts: Sequence[str]) -> Iterator[str]:
    """Yield the texts that have a capital or a digit inside, long ones in parts."""
    for text in texts:
        for at in range(0, len(text), _MOST):
            yield text[at : at + _MOST]


def _ruler(blank: Language, listed: Sequence[Known]) -> Any:
    """Return an EntityRuler with the user's list, common first names, and municipalities."""
    from spacy.pipeline import EntityRuler

    patterns: list[dict[str, Any]] = []
    capital = {"TEXT": {"REGEX": _CAPITAL}, "LOWER": {"NOT_IN": sorted(known.NO_NAMES)}}
    for each in listed:
        words = [token.text.casefold() for token in blank.make_doc(each.name)]
        if words and each.kind in NAMED:
            last = {"LOWER": {"IN": [words[-1], f"{words[-1]}s"]}}
            patterns.append(
                {"label": each.kind, "id": "list", "pattern": [*({"LOWER": word} for word in words[:-1]), last]}
            )
    names = sorted(known.FIRST_NAMES)
    given = {"LOWER": {"IN": [*names, *(f"{name}s" for name in names)]}, "TEXT": {"REGEX": rf"^[{_LETTERS}]"}}
    double = {"TEXT": {"REGEX": rf"^(?i:{'|'.join(map(re.escape, names))})-[{_LETTERS}]\w+$"}}
    for first in ([given], [double], [given, {"ORTH": "-"}, capital]):
        for more in range(3):
            patterns.append({"label": "person", "id": "name", "pattern": [*first, *([capital] * more)]})
    towns = sorted(known.MUNICIPALITIES - known.WORD_PLACES)
    place = {"LOWER": {"IN": [*towns, *(f"{town}s" for town in towns)]}, "TEXT": {"REGEX": rf"^[{_LETTERS}]"}}
    patterns.append({"label": "place", "id": "name", "pattern": [place]})
    ruler = EntityRuler(blank, overwrite_ents=True)
    ruler.add_patterns(patterns)
    return ruler


@cache
def _matcher(blank: Language) -> Matcher:
    """Return the rules that go by the words around a name."""
    from spacy.matcher import Matcher

    capital = {"TEXT": {"REGEX": _CAPITAL}, "LOWER": {"NOT_IN": sorted(known.NO_NAMES)}}

    def ending(endings: Iterable[str], but: Iterable[str] = ()) -> dict[str, Any]:
        return {
            "TEXT": {"REGEX": rf"^[{_LETTERS}][^\W\d_]{{2,}}(?:{'|'.join(endings)})s?$"},
            "LOWER": {"NOT_IN": sorted({*but, *(f"{word}s" for word in but)})},
        }

    def among(words: Iterable[str]) -> dict[str, Any]:
        return {"LOWER": {"IN": sorted(words)}}

    matcher = Matcher(blank.vocab)
    matcher.add(
        "introduced",
        [
            [among(known.INTRODUCING), capital, {**capital, "OP": "?"}],
            [{"LOWER": {"IN": ["dr", "mr", "mrs", "ms", "prof"]}}, {"ORTH": "."}, capital, {**capital, "OP": "?"}],
        ],
        greedy="LONGEST",
    )
    matcher.add("surname", [[ending(known.SURNAME_ENDINGS[:4])]])
    matcher.add(
        "word name",
        [[{**among(known.WORD_NAMES), "TEXT": {"REGEX": _CAPITAL}}, {**capital, "OP": "?"}]],
        greedy="LONGEST",
    )
    matcher.add("at", [[among(known.PREPOSITIONS), capital]])
    matcher.add("street", [[ending(known.STREETS), {"LIKE_NUM": True, "OP": "?"}]], greedy="LONGEST")
    matcher.add("centre", [[among(known.CENTRES), capital]])
    matcher.add("compound", [[ending(known.CENTRE_ENDINGS, known.NO_CENTRES)]])
    children = {
        "TEXT": {"IN": ["Children", "Children's", "Children’s", "'s", "’s", "Primary", "Family", "Health", "Community"]}
    }
    head = {**among(known.CENTRES_ENGLISH), "IS_TITLE": True}
    matcher.add("english centre", [[capital, {**children, "OP": "*"}, head]], greedy="LONGEST")
    return matcher


def _of_ruler(span: Span) -> tuple[str, str, bool]:
    return span.label_, _trimmed(span.text), True


def _of_rule(rule: str, span: Span, text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what a rule's match says."""
    opens = opens_sentence(text, span.start_char)
    if rule == "introduced":
        words = [
            token.text for token in span if re.match(_CAPITAL, token.text) and token.lower_ not in known.INTRODUCING
        ]
        if words and words[0].casefold() not in known.MUNICIPALITIES:
            yield "person", _trimmed(" ".join(words)), words[0].casefold() not in WORDS or len(words) > 1
    elif rule == "word name":
        follows = span.doc[span.start + 1].lower_ if span.start + 1 < len(span.doc) else ""
        if (len(span) == 1 and not opens) or follows in known.SPEAKING:
            yield "person", span[0].text, span[0].lower_ not in known.NO_NAMES
        elif len(span) == 1 and span[0].lower_ not in known.PRONOUN_NAMES | known.NO_NAMES:
            yield "person", span[0].text, False
        elif len(span) > 1:
            yield "person", _trimmed(span.text), not opens or span[0].lower_ not in known.PRONOUN_NAMES
    elif rule == "surname":
        yield "person", _trimmed(span.text), True
    elif rule == "at":
        name = span[-1].text
        if name.casefold() not in known.FIRST_NAMES | known.WORD_NAMES and not name.isupper():
            yield "place", name, name.casefold() in known.MUNICIPALITIES
    elif rule == "street":
        yield "place", _trimmed(span.text), not opens or len(span) > 1
    elif rule == "centre":
        name = span[-1].text
        if name.casefold() not in known.FIRST_NAMES and not name.isupper():
            yield "centre", name, name.casefold() not in known.MUNICIPALITIES
    elif rule == "compound":
        yield "centre", _trimmed(span.text), not opens
    elif rule == "english centre":
        yield "centre", _trimmed(span.text), span[0].lower_ not in ("family", "health", "community", "primary")


def _trimmed(text: str) -> str:
    return " ".join(text.replace(" - ", "-").split())


@cache
def _models(language: str) -> tuple[Any, ...]:
    """Return the trained pipelines for a language that are installed, without what finds no names."""
    import spacy
    from spacy.util import get_installed_models, get_model_meta, get_package_path

    found = []
    for name in get_installed_models():
        if name.startswith(f"{language}_") and "ner" in get_model_meta(get_package_path(name)).get("pipeline", ()):
            found.append(spacy.load(name, exclude=["parser", "lemmatizer", "attribute_ruler", "senter"]))
    return tuple(found[:1])


def lexicon_of(pieces: Sequence[Piece], listed: Sequence[Known], *, trained: bool = True) -> Lexicon:
    """Return everything that is or may be named in some texts, ready for finding it."""
    all_known = find_known(pieces, listed, trained=trained)
    return Lexicon.of(all_known, common_words((piece.text for piece in pieces), all_known))


def count_kinds(text: str) -> Counter[str]:
    """Count by kind what looks identifying in a text, by form and common names alone: quick, for a warning."""
    from themecode.text.numbered import find_numbered

    lines = (line for line in text.split("\n") if re.search(r"[\d@]", line))
    counted: Counter[str] = Counter(each.kind for line in lines for each in find_numbered(line) if each.sure)
    for token in re.findall(rf"(?<![^\W_])[{_LETTERS}][^\W\d_]+", text):
        word = token.casefold()
        for base in (word, word[:-1]) if word.endswith("s") else (word,):
            if base in known.FIRST_NAMES:
                counted["person"] += 1
                break
            if base in known.MUNICIPALITIES and base not in known.WORD_PLACES:
                counted["place"] += 1
                break
    return counted
