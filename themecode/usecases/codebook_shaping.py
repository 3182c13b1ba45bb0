"""Shaping a codebook as one works: several codes at once, their order, their colours, all they say of themselves.

As in `usecases.codebook_changes`, each is one entry of the history and makes a new version of the codebook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from themecode.core.errors import InputError, RefusedError
from themecode.core.localized import Texts as Wording
from themecode.core.summaries import kind_word, some_codings
from themecode.storage.codebook_rows import Recoded
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodeRow, CodeTexts
from themecode.usecases.code_texts import with_examples, with_part
from themecode.usecases.codebook_changes import refuse_target
from themecode.usecases.codebook_edits import Edits, NewCode, Place, changing, place_of
from themecode.usecases.making_codes import code_key, free_place, known_kind, label_wording
from themecode.usecases.study import Study

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def write_code(study: Study, code: str, texts: Mapping[str, CodeTexts], *, revisit: bool = True) -> CodeRow:
    """Give a code these texts, by language (``""`` = all), and no others.

    A new meaning makes documents completed before it due for reading again, unless ``revisit`` is off because
    only the wording changed. Raises NotFoundError, InputError where no label would be left.
    """
    if not any(text.label.strip() for text in texts.values()):
        raise InputError("a code needs a name", code, "write one")
    with changing(study, "write code") as edits:
        empty = {language: text for language, text in texts.items() if text != CodeTexts(language)}
        edits.write_texts(edits.find(code).id, empty, revisit=revisit)
        edits.entry.describe(study.say("write code", code=code))
    return study.find_code(code)


def add_example(study: Study, code: str, example: str) -> CodeRow:
    """Add a passage to a code's examples in the study's language, if it is not among them.

    Raises NotFoundError, InputError for an empty passage.
    """
    example = " ".join(example.split())
    if not example:
        raise InputError("an example needs some text", code, "select some text")
    with changing(study, "add example") as edits:
        row = edits.find(code)
        present = {text.language: text for text in row.texts}
        own = present.get(study.language, CodeTexts(study.language)).examples or row.examples(study.language)
        if example not in own:
            edits.write_texts(row.id, with_examples(present, {study.language: [*own, example]}), revisit=False)
        edits.entry.describe(study.say("add example", code=code))
    return study.find_code(code)


def recolour(study: Study, code: str, colour: str) -> CodeRow:
    """Give a code a colour such as ``#0072b2``. Raises NotFoundError, InputError for what is no such colour."""
    if not COLOUR.fullmatch(colour):
        raise InputError(f"{colour!r} is no colour", code, "write it as #rrggbb")
    with changing(study, "colour code") as edits:
        edits.change(edits.find(code).id, colour=colour.lower())
        edits.entry.describe(study.say("colour code", code=code))
    return study.find_code(code)


def group_codes(study: Study, codes: Sequence[str], label: Wording, *, kind: str = "category") -> CodeRow:
    """Put codes under a new one of a kind, which stands where the first of them stood, and return that.

    Codes below another chosen one stay below it. Codes of other codebooks come along (see
    `codebook_changes.move_code`). Raises NotFoundError, InputError for an empty label, an unknown kind or where
    no code is named.
    """
    label = label_wording(label)
    with changing(study, "group codes") as edits:
        chosen = _topmost(edits, codes)
        first = edits.codes[chosen[0]]
        place = place_of(first)
        above = edits.codes[place.parent_id].key if place.parent_id is not None else _prefix(study, edits, first)
        key = code_key(edits, label, above)
        new = NewCode(key, with_part({}, "label", label), known_kind(kind))
        made = edits.add(new, place, edits.siblings(place).index(first.id))
        below = Place(place.codebook_id, made)
        for code_id in chosen:
            edits.place(code_id, below)
        names = ", ".join(edits.codes[code_id].key for code_id in chosen)
        edits.entry.describe(
            study.say("group codes", code=key, kind=kind_word(kind, study.language), codes=names, n=len(chosen))
        )
    return study.find_code(key)


def move_codes(
    study: Study, codes: Sequence[str], *, parent: str | None = None, codebook: str | None = None
) -> list[CodeRow]:
    """Move codes, each with all below it, to the end of a place: under ``parent``, or to the top of a codebook.

    Codes below another chosen one stay below it. Raises NotFoundError, InputError where no code is named,
    RefusedError for a place below one of them.
    """
    with changing(study, "move codes") as edits:
        chosen = _topmost(edits, codes)
        place = free_place(edits, parent, codebook)
        for code_id in chosen:
            edits.place(code_id, place)
        books = {book.id: book.key for book in code_queries.codebooks(study.connection)}
        moved = [edits.codes[code_id].key for code_id in chosen]
        edits.entry.describe(
            study.say("move codes", codes=", ".join(moved), n=len(moved), place=parent or books[place.codebook_id])
        )
    return [study.find_code(key) for key in moved]


def shift_code(study: Study, code: str, step: int) -> CodeRow:
    """Move a code among its siblings, up (-1) or down (1). Raises NotFoundError, RefusedError at the end of them."""
    with changing(study, "shift code") as edits:
        row = edits.find(code)
        siblings = edits.siblings(place_of(row))
        wanted = siblings.index(row.id) + step
        if not 0 <= wanted < len(siblings):
            raise RefusedError("it stands at the end already", code, "move it to another place instead")
        edits.place(row.id, place_of(row), wanted)
        edits.entry.describe(study.say("shift code", code=code))
    return study.find_code(code)


def merge_several(study: Study, sources: Sequence[str], target: str) -> Recoded:
    """Merge codes into another, as `codebook_changes.merge_codes` does with one, and return how many codings moved.

    Raises what that raises, and InputError where no code is named.
    """
    sources = list(dict.fromkeys(sources))
    if not sources or target in sources:
        raise InputError("a code cannot be merged with itself", target, "name two codes")
    with changing(study, "merge several") as edits:
        gone, kept = [edits.find(source) for source in sources], edits.find(target)
        refuse_target(study, gone, kept)
        recoded = Recoded(0, 0)
        for row in gone:
            recoded += edits.merge(row.id, kept.id)
        codings = some_codings(recoded.codings, study.language, frozen=recoded.frozen)
        edits.entry.describe(study.say("merge several", sources=", ".join(sources), target=target, codings=codings))
    return recoded


def _topmost(edits: Edits, codes: Sequence[str]) -> list[int]:
    """Return the ids of the codes named, in tree order, without those below another of them."""
    named = {edits.find(code).id for code in codes}
    if not named:
        raise InputError("no code is chosen", fix="choose some")
    below = {child for code_id in named for child in edits.subtree(code_id) if child != code_id}
    return [code_id for code_id in edits.codes if code_id in named - below]


def _prefix(study: Study, edits: Edits, row: CodeRow) -> str:
    return next((book.key for book in code_queries.codebooks(study.connection) if book.id == row.codebook_id), "")
