"""Every place in a text where someone or something known by name is named, the longest name first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from themecode.text import known_names as known
from themecode.text.name_context import reads_as_name
from themecode.text.name_forms import (
    PLAIN,
    TOKEN,
    Suffix,
    folded,
    looks_small,
    parts_of_person,
    prefixes,
    rest_after,
    single_forms,
    stems,
    words_of,
)

NAMED = ("person", "place", "centre", "other")
"""Kinds that have names; of the others each wording is one thing."""
NUMBERED = ("personnummer", "phone", "email", "date", "postcode", "number", "handle", "initials")
KINDS = (*NAMED, *NUMBERED)

WORDS = known.WORD_NAMES | known.WORD_SURNAMES | known.WORD_PLACES | known.PRONOUN_NAMES | known.NO_NAMES
"""Names that are words too."""
_NO_WORDS = (known.FIRST_NAMES | known.MUNICIPALITIES) - WORDS
_GENITIVE = re.compile(r"['’:]s(?!\w)")
_BETWEEN = re.compile(r"['’]|[ \t\u00a0]{0,2}[-\u2010\u2011 \t\u00a0\n][ \t\u00a0]{0,2}|\. ")


@dataclass(frozen=True)
class Known:
    """Someone or something that is named."""

    kind: str
    name: str
    """As a person writes it: ``Anna-Karin Berg``."""
    listed: bool = False
    """Whether the user's list, or the key, has it."""
    sure: bool = True
    standin: str = ""
    """The one it has already, or the user wants; else empty."""
    may_be: tuple[str, ...] = ()
    """Full names of the persons a part of a name can mean, where there are several."""
    also: tuple[str, ...] = ()
    """Other names of the same."""
    by_model: bool = False
    """Whether a trained model found it, and no rule."""

    @property
    def id(self) -> str:
        """What tells it from all others: its kind and its words."""
        return f"{self.kind}:{' '.join(words_of(self.name)) if self.kind in NAMED else _bare(self.kind, self.name)}"


@dataclass(frozen=True)
class Hit:
    """A place where something known is named."""

    start: int
    end: int
    id: str
    """Of what is known."""
    suffix: Suffix
    sure: bool
    clear: bool = False
    """Whether the word reads as the name here, be it in doubt or not whether it is one."""


@dataclass(frozen=True)
class _Form:
    id: str
    kind: str
    words: tuple[str, ...]
    listed: bool
    sure: bool
    is_word: bool
    small: bool | None
    """Whether it is sure in small letters; ``None``: never taken there."""


@dataclass
class Lexicon:
    """What is known by name, made ready for finding it."""

    known: dict[str, Known] = field(default_factory=dict)
    _single: dict[str, tuple[_Form, bool]] = field(default_factory=dict)
    _several: dict[str, list[_Form]] = field(default_factory=dict)
    _stems: dict[str, _Form] = field(default_factory=dict)
    _folded: dict[str, tuple[_Form, bool]] = field(default_factory=dict)

    @classmethod
    def of(cls, all_known: Iterable[Known], common: Collection[str] = frozenset()) -> Lexicon:
        """Make a lexicon. ``common`` are case-folded words that the texts also use in small letters.

        A part of a name that several persons share becomes something of its own, with whom it may mean.
        """
        made = cls()
        shared: dict[tuple[str, ...], list[Known]] = {}
        own: dict[tuple[str, ...], Known] = {}
        for each in all_known:
            if each.kind not in NAMED:
                made.known[each.id] = each
                continue
            for name in (each.name, *each.also):
                parts = parts_of_person(name) if each.kind == "person" else [words_of(name)]
                if not parts[0]:
                    continue
                own.setdefault(parts[0], each)
                for part in parts[1:]:
                    shared.setdefault(part, []).append(each)
            made.known[each.id] = each
        made._place(own, shared, common)
        return made

    def _place(
        self, own: dict[tuple[str, ...], Known], shared: dict[tuple[str, ...], list[Known]], common: Collection[str]
    ) -> None:
        for words, meant in shared.items():
            whole = own.get(words)
            owners = {each.id: each for each in meant}
            if len(owners) == 1 and (
                whole is None or (whole.kind == "person" and not whole.listed and not whole.standin)
            ):
                [owner] = owners.values()
                if whole is not None:
                    self.known.pop(whole.id, None)
                own[words] = owner
            elif len(owners) > 1:
                names = tuple(sorted({each.name for each in owners.values()}))
                if whole is None:
                    spelled = next(iter(owners.values()))
                    name = _as_written(words, spelled.name)
                    whole = Known("person", name, listed=all(each.listed for each in owners.values()))
                whole = replace(whole, may_be=names)
                self.known[whole.id] = whole
                own[words] = whole
        for words, each in own.items():
            self._add(each, words, common)

    def _add(self, each: Known, words: tuple[str, ...], common: Collection[str]) -> None:
        single = words[0] if len(words) == 1 else ""
        is_word = bool(single) and (single in WORDS or (single in common and single not in _NO_WORDS))
        plain = (
            bool(single)
            and not is_word
            and (single in _NO_WORDS or (each.kind == "person" and each.listed) or single.endswith(("sson", "sdotter")))
        )
        small = True if plain or not single else None if is_word or len(single) < 4 else False
        form = _Form(each.id, each.kind, words, each.listed, each.sure, is_word, small)
        if not single:
            self._several.setdefault(words[0], []).append(form)
            self._several[words[0]].sort(key=lambda other: -len(other.words))
            return
        for spelled, genitive in single_forms(single, each.kind):
            first = spelled == single
            if first or spelled not in self._single:
                self._single[spelled] = (form, genitive)
            self._folded.setdefault(folded(spelled), (form, genitive))
        for stem in stems(single, each.kind):
            if stem == single or stem not in self._stems:
                self._stems[stem] = form

    def hits(self, text: str, *, slug: bool = False) -> list[Hit]:
        """Return where anything known is named, in order, none overlapping.

        ``slug`` says that the text is a key or a file name: no capitals, ``_`` between words, perhaps no accents.
        """
        searched = text.replace("_", " ") if slug else text
        found = [] if slug else self._numbered(text)
        tokens = list(TOKEN.finditer(searched))
        words = [token[0].casefold() for token in tokens]
        taken = bytearray(len(text) if found else 0)  # a mark for each code point of a number
        for number in found:
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
        at = 0
        while at < len(tokens):
            hit, used = self._at(searched, tokens, words, at, slug=slug)
            if hit is not None and not any(taken[hit.start : hit.end]):
                found.append(hit)
            at += used
        return sorted(found, key=lambda hit: hit.start)

    def _numbered(self, text: str) -> list[Hit]:
        from themecode.text.numbered import find_numbered  # its many patterns are made when texts are looked through

        found = []
        for each in find_numbered(text):
            id = Known(each.kind, text[each.start : each.end]).id
            found.append(Hit(each.start, each.end, id, PLAIN, each.sure))
        return found

    def _at(
        self, text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], at: int, *, slug: bool
    ) -> tuple[Hit | None, int]:
        """Return what is named from a token on, the longest first, and how many tokens that takes."""
        for form in self._several.get(words[at], ()):
            length = len(form.words)
            if at + length > len(tokens) or tuple(words[at : at + length - 1]) != form.words[:-1]:
                continue
            ending = dict(single_forms(form.words[-1], form.kind))
            last = words[at + length - 1]
            together = all(
                _BETWEEN.fullmatch(text, tokens[place].end(), tokens[place + 1].start())
                for place in range(at, at + length - 1)
            )
            if last in ending and together:
                end, genitive = _with_genitive(text, tokens[at + length - 1].end(), ending[last])
                clear = not (slug and form.is_word)
                return Hit(tokens[at].start(), end, form.id, Suffix(genitive), clear and form.sure, clear), length
        return self._single_at(text, tokens, words, at, slug=slug), 1

    def _single_at(
        self, text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], at: int, *, slug: bool
    ) -> Hit | None:
        token, word = tokens[at], words[at]
        small = looks_small(token[0])
        found = self._single.get(word) or (self._folded.get(folded(word)) if slug else None)
        if found is not None:
            form, genitive = found
            clear = self._is_clear(form, text, tokens, words, at, small=small, slug=slug)
            if clear is not None:
                end, genitive = _with_genitive(text, token.end(), genitive)
                return Hit(token.start(), end, form.id, Suffix(genitive), clear and form.sure, clear)
        if len(word) >= 6:
            for prefix in prefixes(word):
                stem = self._stems.get(prefix)
                rest = stem and rest_after(word, prefix, stem.kind, capital=not small or slug)
                if stem is not None and rest:
                    written = token[0][len(token[0]) - len(rest) :]
                    clear = not (stem.is_word and (len(prefix) < 5 or stem.kind == "person"))
                    return Hit(token.start(), token.end(), stem.id, Suffix(rest=written), clear and stem.sure, clear)
        return None

    def _is_clear(
        self,
        form: _Form,
        text: str,
        tokens: Sequence[re.Match[str]],
        words: Sequence[str],
        at: int,
        *,
        small: bool,
        slug: bool,
    ) -> bool | None:
        """Tell whether a word reads as the name; ``None`` where it is not to be taken for it at all."""
        if slug:
            return not form.is_word
        if small:
            return form.small
        return not form.is_word or reads_as_name(form.words[0], text, tokens, words, at, person=form.kind == "person")


def _bare(kind: str, written: str) -> str:
    """Return what two ways of writing a number have in common."""
    if kind == "personnummer":
        return re.sub(r"\D", "", written)[-10:]
    if kind == "phone":
        digits = re.sub(r"\D", "", written.replace("(0)", ""))
        abroad = re.sub(r"^(?:00)?46", "0", digits)
        return abroad if written.lstrip().startswith(("+46", "0046")) else digits
    return "".join(written.casefold().split())


def _with_genitive(text: str, end: int, genitive: bool) -> tuple[int, bool]:
    """Take an ``'s`` or ``:s`` after a name along."""
    mark = _GENITIVE.match(text, end)
    return (mark.end(), True) if mark else (end, genitive)


def _as_written(words: tuple[str, ...], name: str) -> str:
    """Return words of a name as its spelling has them."""
    written = {token.casefold(): token for token in TOKEN.findall(name)}
    return " ".join(written.get(word, word) for word in words)
