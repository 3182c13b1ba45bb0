"""Proposing stand-ins for what may identify someone: each finding with its places, for a person to judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from themecode.core.errors import InputError, ReadOnlyError, RefusedError
from themecode.formats.key_file import Key
from themecode.formats.name_list import Listed
from themecode.storage import rewriting
from themecode.storage.bundles import FOR
from themecode.storage.queries.study import setting
from themecode.storage.rewriting import JSON, SLUG
from themecode.text.identifying import Piece, count_kinds, lexicon_of
from themecode.text.lexicon import Hit, Known, Lexicon
from themecode.text.name_forms import words_of
from themecode.text.standins import Numbers, word_for
from themecode.text.trained_models import Model, trained_model
from themecode.usecases.study import Study

KEY_MARK = "pseudonyms key"
"""The setting that says which key belongs to the study; no content of it."""

AROUND = 40
"""Code points shown on each side of a place."""


@dataclass(frozen=True)
class Place:
    """Where something is named in what stands in the study."""

    path: str
    """``documents/12/text`` and the like."""
    where: str
    """What a person calls it: a document's title, ``memos``."""
    start: int
    end: int
    text: str
    before: str
    after: str


@dataclass(frozen=True)
class Finding:
    """Something found that may identify someone: everywhere it is named, or one place that may be a word."""

    key: str
    id: str
    """Of who or what is named; several findings in doubt share it with a sure one."""
    kind: str
    name: str
    standin: str
    sure: bool
    may_be: tuple[str, ...]
    """Whom a part of a name can mean, where that is several."""
    places: tuple[Place, ...]
    by_model: bool = False
    """Whether a trained model found it, and no rule."""


@dataclass(frozen=True)
class Proposal:
    """All findings, and what is needed to carry the choices out."""

    findings: tuple[Finding, ...]
    lexicon: Lexicon
    numbers: Mapping[str, int]
    coders: tuple[str, ...]
    """Names of coders that are also names found: coders keep theirs."""
    models: tuple[Model, ...] = ()
    """Trained models that were asked, or could not be."""
    as_of: int = 0
    """The latest entry of the history by then that took names or texts out of the study."""

    def chosen(self, *, unsure: bool) -> dict[str, str]:
        """Return the choices of who takes everything sure as proposed, and with ``unsure`` the rest too."""
        return {each.key: each.standin for each in self.findings if each.sure or unsure}


def propose(
    study: Study, listed: Sequence[Listed] = (), key: Key | None = None, documents: Sequence[str] = ()
) -> Proposal:
    """Look for what may identify someone, in all of the study or in some transcripts.

    What is found in some transcripts is shown, and later replaced, wherever it is named in the study. Names in
    the key keep their stand-ins.

    Raises NotFoundError for an unknown document, InputError where the list gives one name two stand-ins.
    """
    chosen = {study.document(name).id for name in documents}
    as_of = rewriting.last_taken_out(study.connection)
    rows = list(rewriting.texts(study.connection))
    live = [row for row in rows if row.live and (not chosen or row.id in chosen)]
    writings = list(rewriting.writings(study.connection))
    pieces = [Piece(row.text, row.language, row.labels) for row in live]
    if not chosen:
        pieces += [
            Piece(each.text, study.language)
            for each in writings
            if each.live and each.style not in (SLUG, JSON) and each.table in ("memos", "cells", "codings", "quotes")
        ]
    lexicon = lexicon_of(pieces, _listed(listed, key))
    hits: dict[str, list[tuple[Hit, Place]]] = {}
    for row in rows:
        if row.live:
            _gather(hits, lexicon.hits(row.text), row.text, f"documents/{row.id}/text", row.title)
    for each in writings:
        if each.live and each.style != JSON:
            found = lexicon.hits(each.text, slug=each.style == SLUG)
            _gather(hits, found, each.text, each.path, each.table)
    if chosen:  # what is named there is replaced everywhere
        there = {hit.id for row in live for hit in lexicon.hits(row.text)}
        hits = {id: found for id, found in hits.items() if id in there}
    texts = [row.text for row in rows] + [each.text for each in writings]
    numbers = Numbers(key.next_numbers if key else {}, texts)
    findings = _findings(hits, lexicon, numbers, study.language)
    named = {word for each in findings for word in words_of(each.name)}
    coders = tuple(name for name in rewriting.coder_names(study.connection) if set(words_of(name)) & named)
    asked = (trained_model(language) for language in dict.fromkeys(piece.language for piece in pieces))
    models = tuple(dict.fromkeys(model for model in asked if model is not None))
    return Proposal(tuple(findings), lexicon, numbers.next, coders, models, as_of)


def identifying_in_latest(study: Study) -> Counter[str]:
    """Count by kind what looks identifying in the texts that were imported last: quick, and by no means all."""
    counted: Counter[str] = Counter()
    for text in rewriting.latest_texts(study.connection):
        counted.update(count_kinds(text))
    return counted


def listed_of(names: Iterable[tuple[str, str, str]]) -> list[Listed]:
    """Return a list of (name, kind, stand-in or nothing), for scripts."""
    return [Listed(name, kind, standin) for name, kind, standin in names]


def require_own(study: Study, key: Key) -> None:
    """Raise InputError where a key is that of another study, or an older one of this study."""
    own = setting(study.connection, KEY_MARK)
    if key.study != setting(study.connection, "uuid"):
        raise InputError("this is the key of another study", str(study.path), "name the key of this one with --key")
    if own is not None and own != key.uuid:
        raise InputError(
            "this key is not the one the names were replaced with", str(study.path), "name that one: --key"
        )


def require_writable(study: Study) -> None:
    """Raise where names may not be replaced here: a study opened for reading, a bundle."""
    if study.read_only:
        raise ReadOnlyError(
            "the study is open for reading only, nothing was replaced",
            str(study.path),
            "copy it to a folder you can write to",
        )
    if setting(study.connection, FOR) is not None:
        raise RefusedError("this is a bundle", str(study.path), "replace names in the study itself, and make it anew")


def has_standins(study: Study) -> bool:
    """Tell whether names were replaced in the study, so that a key belongs to it."""
    return setting(study.connection, KEY_MARK) is not None


def _listed(listed: Sequence[Listed], key: Key | None) -> list[Known]:
    """Return what the list and the key know; the key's stand-ins stand, unless the list says another."""
    known: dict[str, Known] = {}
    for standin in key.standins if key else ():
        each = Known(standin.kind, standin.name, listed=True, standin=standin.standin, also=standin.also)
        known[each.id] = each
    wished: dict[str, str] = {}
    for row in listed:
        each = Known(row.kind, row.name, listed=True, standin=row.standin)
        if wished.setdefault(each.id, row.standin) != row.standin:
            raise InputError("the list gives one name two stand-ins", row.name, "take one of the lines out")
        if each.id not in known or row.standin:
            known[each.id] = replace(each, also=known[each.id].also if each.id in known else ())
    return list(known.values())


def _gather(hits: dict[str, list[tuple[Hit, Place]]], found: Sequence[Hit], text: str, path: str, where: str) -> None:
    for hit in found:
        before = text[max(0, hit.start - AROUND) : hit.start]
        after = text[hit.end : hit.end + AROUND]
        place = Place(path, where, hit.start, hit.end, text[hit.start : hit.end], before, after)
        hits.setdefault(hit.id, []).append((hit, place))


def _findings(
    hits: dict[str, list[tuple[Hit, Place]]], lexicon: Lexicon, numbers: Numbers, language: str
) -> list[Finding]:
    """Make findings: of each name one for what is sure, and one for each place in doubt; in the order they come."""
    findings: list[Finding] = []
    for id, found in sorted(hits.items(), key=lambda item: not any(hit.sure for hit, _ in item[1])):
        kind = id.partition(":")[0]
        known = lexicon.known.get(id) or Known(kind, found[0][1].text)
        standin = known.standin or numbers.take(word_for(kind, known.name, language))
        about = Finding(id, id, kind, known.name, standin, True, known.may_be, (), known.by_model)
        sure = tuple(place for hit, place in found if hit.sure)
        if sure:
            findings.append(replace(about, places=sure))
        # Where only the name is in doubt, one answer is enough; a word that may be a name is one for each place.
        clear = tuple(place for hit, place in found if hit.clear and not hit.sure)
        if clear:
            findings.append(replace(about, sure=False, places=clear))
        findings += [
            replace(about, key=f"{id}@{place.path}:{place.start}", sure=False, places=(place,))
            for hit, place in found
            if not (hit.sure or hit.clear)
        ]
    return sorted(findings, key=lambda finding: not finding.sure)
