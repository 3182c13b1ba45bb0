"""Codebooks as YAML files, in and out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from themecode.core.codebook import CodebookEntry, CodeEntry, CodeKind, is_key
from themecode.core.errors import InputError
from themecode.core.localized import ANY, Localized
from themecode.formats import codebook_elsewhere as elsewhere
from themecode.formats.files import replacing
from themecode.formats.yamlfile import Fields, Node, load_yaml
from themecode.formats.yamlreader import Reader

BOOK_KEYS = ("codebook", "name", "uuid", "codes")
CODE_KEYS = (
    "key", "kind", "label", "definition", "include", "exclude", "examples", "was",
    "codable", "retired", "color", "uuid", "codes",
)  # fmt: skip

OTHER_KINDS = frozenset((".xls", ".docx", ".pdf", ".html", ".qdpx", ".db"))
"""Suffixes of what a codebook may stand in elsewhere, and is not read from."""

_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML, which the emitter writes bare and the parser then reads as ``\\n``."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def read_codebook(path: Path) -> CodebookEntry:
    """Read a codebook; a code without a label gets the last part of its key.

    A table (.csv, .tsv, .xlsx) and a REFI-QDA codebook (.qdc) are read as other programs give them.

    Raises InputError where the file cannot be read or is not YAML, or listing with its line every unknown or
    missing key, double or impossible code key or uuid, and value of the wrong kind.
    """
    if (kind := path.suffix.lower()) in elsewhere.TABLES:
        return elsewhere.read_codebook_table(path)
    if kind == elsewhere.REFI:
        return elsewhere.read_refi_codebook(path)
    if path.is_file() and kind in OTHER_KINDS:
        fix = "export the codes as .csv, .xlsx or .qdc, or make them as you read"
        raise InputError(f"a codebook is a .yaml, .csv, .xlsx or .qdc file, and this is a {kind}", path.name, fix)
    reader = _CodebookReader(path.name)
    book = reader.codebook(load_yaml(path))
    reader.finish()
    return book


def write_codebook(path: Path, entry: CodebookEntry) -> None:
    """Write a codebook so that it reads back equal; what would be the same left out is left out.

    Comments of a file that is replaced are lost. Raises InputError where the file cannot be written.
    """
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 110
    book = {
        "codebook": entry.key,
        "name": _localized(entry.name),
        "uuid": entry.uuid,
        "codes": [_code(code) for code in entry.codes],
    }
    with replacing(path) as file:
        yaml.dump(_filled(book), file)


class _CodebookReader(Reader):
    """Remembers where each code key and uuid stood first."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._keys: dict[str, int] = {}
        self._uuids: dict[str, int] = {}

    def codebook(self, top: Fields) -> CodebookEntry:
        fields = self.mapping(top, "a codebook", BOOK_KEYS, required=("codebook",))
        return CodebookEntry(
            key=self._key(fields.get("codebook"), "the codebook's key"),
            name=self.localized(fields.get("name"), "the codebook's name"),
            uuid=self._uuid(fields.get("uuid")),
            codes=tuple(self._code(node) for node in self.items(fields.get("codes"), "codes")),
        )

    def _code(self, node: Node) -> CodeEntry:
        fields = self.mapping(node, "a code", CODE_KEYS, required=("key",))
        key = self._key(fields.get("key"), "a code's key")
        if key:
            self.once(self._keys, key, fields["key"].line, "the code")
        return CodeEntry(
            key=key,
            kind=self.choice(fields.get("kind"), "the kind", CodeKind.CODE),
            label=self.localized(fields.get("label"), "the label") or Localized.of(key.rpartition(".")[2]),
            definition=self.localized(fields.get("definition"), "the definition"),
            include=self.localized(fields.get("include"), "include"),
            exclude=self.localized(fields.get("exclude"), "exclude"),
            examples=self._examples(fields.get("examples")),
            was=self._was(fields.get("was")),
            codable=self.boolean(fields.get("codable"), "codable", True),
            retired=self.boolean(fields.get("retired"), "retired", False),
            color=self._color(node, fields.get("color")),
            uuid=self._uuid(fields.get("uuid")),
            codes=tuple(self._code(child) for child in self.items(fields.get("codes"), "codes")),
        )

    def _key(self, node: Node | None, what: str) -> str:
        text = self.text(node, what)
        if node is not None and text and not is_key(text):
            self.fault(
                node.line,
                f"{what} cannot be {text!r}",
                "use letters, digits, _ and -, in parts joined by dots",
            )
        return text

    def _examples(self, node: Node | None) -> tuple[tuple[str, str], ...]:
        if not isinstance(node, Fields):
            return tuple((ANY, example) for example, _ in self.listed(node, "examples"))
        return tuple(
            (language, example)
            for language, examples in self.by_language(node, "examples")
            for example in self.texts(examples, "examples")
        )

    def _was(self, node: Node | None) -> tuple[str, ...]:
        old = self.listed(node, "was")
        for key, line in old:
            if not is_key(key):
                self.fault(line, f"was: {key!r} cannot have been a key", "list old keys of this code")
        return tuple(key for key, _ in old)

    def _color(self, code: Node, node: Node | None) -> str | None:
        if node is None:
            lines = [key.line for key, _ in code.pairs if key.text == "color"] if isinstance(code, Fields) else []
            for line in lines:  # an unquoted # begins a comment, so that nothing is left to read
                self.fault(line, "the colour is empty", "put it in quotes: '#1f77b4'")
            return None
        color = self.text(node, "the colour")
        if color and not _COLOR.fullmatch(color):
            self.fault(node.line, f"the colour cannot be {color!r}", "write it as '#1f77b4', in quotes")
        return color or None

    def _uuid(self, node: Node | None) -> str | None:
        text = self.text(node, "the uuid")
        if node is None or not text:
            return None
        try:
            uuid = str(UUID(text))
        except ValueError:
            self.fault(node.line, f"{text!r} is no uuid", "remove the line; saving writes a new one")
            return None
        self.once(self._uuids, uuid, node.line, "the uuid")
        return uuid


def _code(code: CodeEntry) -> dict[str, object]:
    return _filled(
        {
            "key": code.key,
            "kind": code.kind.value if code.kind != CodeKind.CODE else None,
            "label": _localized(code.label),
            "definition": _localized(code.definition),
            "include": _localized(code.include),
            "exclude": _localized(code.exclude),
            "examples": _examples(code.examples),
            "was": list(code.was),
            "codable": None if code.codable else False,
            "retired": True if code.retired else None,
            "color": code.color,
            "uuid": code.uuid,
            "codes": [_code(child) for child in code.codes],
        }
    )


def _filled(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None and value not in ("", [], {})}


def _localized(text: Localized) -> object:
    texts = {language: _text(written) for language, written in text.texts.items() if written}
    return texts[ANY] if set(texts) == {ANY} else texts


def _examples(examples: Sequence[tuple[str, str]]) -> object:
    """Return a list where the examples are for all languages, else a list per language."""
    by_language: dict[str, list[object]] = {}
    for language, example in examples:
        by_language.setdefault(language, []).append(_text(example))
    return by_language[ANY] if set(by_language) == {ANY} else by_language


def _text(text: str) -> object:
    """Have text of several lines written as a block, where a block can hold it as it is."""
    if _ODD_BREAKS.search(text):
        return DoubleQuotedScalarString(text)
    lines = text.split("\n")
    if len(lines) > 1 and lines[-1] and all(line == line.strip() and line.isprintable() for line in lines):
        return LiteralScalarString(text)
    return text
