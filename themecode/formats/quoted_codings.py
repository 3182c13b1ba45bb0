"""Codings given by quotation, as the demo material has them: ``document: [{quote: …, code: …}]``."""

from __future__ import annotations

from pathlib import Path

from themecode.formats.yamlfile import load_yaml
from themecode.formats.yamlreader import Reader


def read_quoted_codings(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return (quote, code key) pairs by document. Raises InputError with the line of each fault."""
    reader = Reader(path.name)
    found: dict[str, list[tuple[str, str]]] = {}
    for name, entries in reader.pairs(load_yaml(path), "the file"):
        found[name.text] = []
        for entry in reader.items(entries, name.text):
            fields = reader.mapping(entry, "a coding", ("quote", "code"), ("quote", "code"))
            found[name.text].append(
                (reader.text(fields.get("quote"), "quote"), reader.text(fields.get("code"), "code"))
            )
    reader.finish()
    return found
