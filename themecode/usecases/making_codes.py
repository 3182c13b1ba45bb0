"""What a new code needs: a label, a kind, a key that is free, and a place in a codebook."""

from __future__ import annotations

from themecode.core.codebook import CodeKind, is_key, key_from_label
from themecode.core.errors import InputError, RefusedError
from themecode.core.localized import Localized
from themecode.core.localized import Texts as Wording
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodeRow
from themecode.usecases.code_texts import with_part
from themecode.usecases.codebook_edits import Edits, NewCode, Place

LAST = 1 << 30
"""A position after all siblings."""


def make_code(
    edits: Edits,
    label: Wording,
    *,
    definition: Wording = "",
    key: str | None = None,
    codebook: str | None = None,
    parent: str | None = None,
    kind: str = "code",
    position: int | None = None,
) -> str:
    """Make a code as one step of an open entry, as `add_code` does, and return its key."""
    place = free_place(edits, parent, codebook)
    prefix = parent or next(
        (book.key for book in code_queries.codebooks(edits.study.connection) if book.id == place.codebook_id), ""
    )
    key = free_key(edits, key) if key else code_key(edits, label, prefix)
    texts = with_part({}, "label", label)
    if definition:
        texts = with_part(texts, "definition", definition)
    edits.add(NewCode(key, texts, known_kind(kind)), place, LAST if position is None else position)
    return key


def free_place(edits: Edits, parent: str | None, codebook: str | None) -> Place:
    """Return the place under a code, or at the top of a codebook, which is made where the study has none."""
    if parent is not None:
        above = edits.find(parent)
        return Place(above.codebook_id, above.id)
    if codebook is not None:
        return Place(edits.study.codebook(codebook).id, None)
    books = code_queries.codebooks(edits.study.connection)
    if books:
        return Place(books[0].id, None)
    return Place(edits.add_codebook("koder" if edits.study.language == "sv" else "codes", {}), None)


def code_key(edits: Edits, label: Wording, prefix: str) -> str:
    """Make a free key from a label in the study's language, below the key of what it stands in."""
    taken = {row.key for row in edits.codes.values()}
    return key_from_label(Localized.of(label).in_language(edits.study.language), taken, prefix)


def free_key(edits: Edits, key: str, holder: CodeRow | None = None) -> str:
    """Return a key that a code can have. Raises InputError for an impossible one, RefusedError where another has it."""
    if not is_key(key):
        fix = "use letters, digits, _ and -, in parts joined by dots"
        raise InputError(f"a code's key cannot be {key!r}", fix=fix)
    if any(row.key == key and row != holder for row in edits.codes.values()):
        raise RefusedError("there is a code of this key already", key, "choose another key, or merge the two")
    return key


def known_kind(kind: str) -> str:
    """Return a kind of code. Raises InputError for any other word."""
    if kind not in {known.value for known in CodeKind}:
        raise InputError(f"unknown kind {kind!r}", fix=f"choose one of: {', '.join(CodeKind)}")
    return kind


def label_wording(label: Wording) -> Wording:
    """Return a label without stray spaces. Raises InputError where nothing is left."""
    label = tidy_label(label)
    if not Localized.of(label):
        raise InputError("a code needs a name", fix="write one")
    return label


def tidy_label(label: Wording) -> Wording:
    """Return a label without stray spaces."""
    if isinstance(label, str):
        return " ".join(label.split())
    return {language: " ".join(text.split()) for language, text in label.items()}
