"""Searching what is to be printed for names, places, phone numbers, personal numbers and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.report.blocks import Chapter
from themecode.report.guard import Guard, HeldBack, text_of
from themecode.usecases.quotes_chosen import QuoteRow

_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_LOOKED_AT = frozenset(("date",))
"""Kinds that do not point a person out by themselves, so that what has them is printed and named as a doubt."""


@dataclass(frozen=True)
class Named:
    """Something in a text that may identify someone."""

    kind: str
    """A kind of `text.lexicon.KINDS`."""
    text: str
    """As it stands there."""
    sure: bool


def names_in(
    texts: Sequence[str], language: str, *, labels: Sequence[str] = (), allowed: Sequence[str] = ()
) -> list[list[Named]]:
    """Return for each text what in it may identify someone; what stands in [brackets] is a stand-in and passes.

    ``labels`` are those of the speakers, who may be called by name; ``allowed`` are words that name no one.
    """
    from themecode.text.identifying import Piece, lexicon_of

    bare = [_BRACKETED.sub(lambda match: " " * len(match[0]), text) for text in texts]
    if not any(text.strip() for text in bare):
        return [[] for _ in texts]
    lexicon = lexicon_of([Piece(text, language, tuple(labels)) for text in bare], ())
    passes = {word.casefold() for word in allowed}
    found = []
    for text in bare:
        named = [Named(hit.id.partition(":")[0], text[hit.start : hit.end], hit.sure) for hit in lexicon.hits(text)]
        found.append([each for each in named if not _passes(each.text, passes)])
    return found


def hold_quotes(rows: Sequence[QuoteRow], language: str, guard: Guard) -> list[HeldBack]:
    """Return the quotes that are not to be printed (``quote``), and those to look at (``doubt``).

    Both the printed form and, for a role or a speaker's label that is a name, what stands beside it are looked at.
    """
    labels = sorted({row.speaker for row in rows if row.speaker})
    found = []
    texts = [row.text for row in rows]
    for row, named in zip(rows, names_in(texts, language, labels=labels, allowed=guard.allowed), strict=True):
        sure = [each for each in named if each.sure and each.kind not in _LOOKED_AT]
        shown = sure or named
        if shown:
            kinds = ", ".join(dict.fromkeys(each.kind for each in shown))
            text = ", ".join(dict.fromkeys(each.text for each in shown))
            kind = "quote" if sure else "doubt"
            found.append(HeldBack(kind, kinds, row.question or None, "", row.code, quote=row.id, text=text))
    return found


def doubts_in(chapter: Chapter, guard: Guard) -> list[HeldBack]:
    """Return what in a whole chapter, its quotes held already, may still be a name: in memos, labels, answers."""
    found: dict[tuple[str, str], None] = {}
    for named in names_in(text_of(chapter), chapter.language, allowed=guard.allowed):
        found |= {(each.kind, each.text): None for each in named if each.kind not in _LOOKED_AT and each.sure}
    return [HeldBack("doubt", kind, text=text) for kind, text in found]


def _passes(text: str, allowed: set[str]) -> bool:
    word = text.casefold()
    return word in allowed or word.removesuffix("s") in allowed
