"""What erasing leaves to people: names of codes that have words of the text, others who speak of the same person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from themecode.formats.key_file import Key
from themecode.storage import erasing, masking, rewriting
from themecode.storage.erasing import Doomed
from themecode.text.identifying import ROLE_LABEL
from themecode.text.known_names import FIRST_NAMES, INTRODUCING, NO_NAMES, WORD_NAMES
from themecode.text.lexicon import Known, Lexicon
from themecode.text.name_forms import words_of
from themecode.text.standins import as_label
from themecode.usecases.study import Study

_SAYS_WHO = re.compile(
    r"\b(?:[Jj]ag heter|[Mm]itt namn är|[Mm]y name is|I['’]m|I am)\s+([A-ZÅÄÖÉ]\w+(?:[ -][A-ZÅÄÖÉ]\w+)*)"
)

_SPEAKS = re.compile(r"^([A-ZÅÄÖÉ][\w -]{1,30}?|\[[^\]\n]{1,40} \d{1,6}\])(?: ?\([^()\n]{1,60}\))?:", re.MULTILINE)
"""A label before a colon, also of who speaks once."""
_ROLES = NO_NAMES | INTRODUCING | {"facilitator", "samtalsledare", "personal", "deltagare"}
"""What someone is called who is not named."""


@dataclass(frozen=True, order=True)
class KeepsWords:
    """Something in the study whose name has words that no text but the erased one has."""

    what: str
    """``code``, ``attribute`` or ``round``."""
    name: str
    """Of a code its key and label, of an attribute its variable and value."""
    words: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Mentioned:
    """Another text in which somebody of the erased one is named."""

    document: str
    name: str
    """As it stands there, or the stand-in."""
    places: int


def keeps_words(study: Study, doomed: Doomed) -> list[KeepsWords]:
    """Return the codes, attributes of others and rounds that keep names with words of texts to be erased.

    Codes that erasing takes, or gives another name, are not among them.
    """
    connection = study.connection
    words = {word for text in erasing.texts_of(connection, doomed) for word in masking.words_in(text)}
    words = {word for word in words if not word.isdigit()}
    for text in erasing.texts_left(connection, but=doomed):
        words.difference_update(masking.words_in(text))
    taken = {code for code, _ in erasing.named_after(connection, doomed)}
    found = {
        (what, name): tuple(word for word in dict.fromkeys(masking.words_in(text)) if word in words)
        for what, name, text in erasing.names_given(connection, doomed, taken)
    }
    return sorted(KeepsWords(what, name, own) for (what, name), own in found.items() if own)


def mentioned(study: Study, doomed: Doomed, key: Key | None = None) -> list[Mentioned]:
    """Return the other texts in which those who speak in texts to be erased are named, or have their stand-in.

    With the key, also where the name behind a stand-in was left in its place.
    """
    names = set(_names_in(study, doomed))
    standins = {each.standin: each for each in key.standins} if key else {}
    behind = {name for name in names if name.startswith("[")}
    known = [Known("person", name, listed=True) for name in sorted(names - behind)]
    known += [Known(each.kind, each.name, listed=True) for name, each in standins.items() if name in behind]
    lexicon = Lexicon.of(known)
    found: Counter[tuple[str, str]] = Counter()
    for row in rewriting.texts(study.connection):
        if row.id in doomed.documents or not row.live:
            continue
        for hit in lexicon.hits(row.text) if known else ():
            if hit.id in lexicon.known:
                found[row.title, row.text[hit.start : hit.end]] += 1
        for standin in behind:
            label = re.escape(as_label(standin))
            found[row.title, standin] += len(re.findall(rf"{re.escape(standin)}|(?m:^{label}(?= ?[:(]))", row.text))
    return sorted(Mentioned(document, name, places) for (document, name), places in found.items() if places)


def _names_in(study: Study, doomed: Doomed) -> Iterator[str]:
    """Yield who speaks in the documents: by label, by what they say they are called, by the name of case and file."""
    for row in rewriting.texts(study.connection):
        if row.id in doomed.documents:
            for label in dict.fromkeys((*row.labels, *_SPEAKS.findall(row.text))):
                if standin := _standin_of(label):
                    yield standin
                elif not ROLE_LABEL.fullmatch(label) and words_of(label)[:1] and words_of(label)[0] not in _ROLES:
                    yield label
            yield from (name for name in _SAYS_WHO.findall(row.text) if words_of(name)[0] not in _ROLES)
    for name in doomed.names:
        yield from (word for word in words_of(name) if word in FIRST_NAMES | WORD_NAMES)


def _standin_of(label: str) -> str | None:
    """Return the stand-in that a speaker's label may be: ``[person 1]``, also of ``Person 1``."""
    if label.startswith("["):
        return label
    return f"[{label[:1].lower()}{label[1:]}]" if re.fullmatch(r"[^\W\d_]+ \d{1,6}", label) else None
