"""Which codes a query names: by key, by label, by the end of a key, or a whole codebook."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from themecode.analysis.query.parse import OPERATORS, quoted
from themecode.analysis.query.terms import CodeSets, Name, Query, QueryError
from themecode.core.names import folded
from themecode.storage.queries.codes import CodebookRow, CodeRow


class Names:
    """Finds codes by what people call them; a code stands for itself and all below it."""

    def __init__(self, books: Sequence[CodebookRow], codes: Sequence[CodeRow]) -> None:
        """Take all codebooks, and all codes in tree order."""
        self._codes = codes
        self._by_key = {row.key: row for row in codes}
        self._books = {folded(book.key): book for book in books}
        self._by_name: dict[str, list[CodeRow]] = {}
        self._by_tail: dict[str, list[CodeRow]] = {}
        for row in codes:
            for name in {folded(row.key), *(folded(label) for label in row.label.texts.values())}:
                self._by_name.setdefault(name, []).append(row)
            self._by_tail.setdefault(folded(row.key.rsplit(".")[-1]), []).append(row)
        self._below: dict[int, set[int]] = {row.id: {row.id} for row in codes}
        for row in reversed(codes):  # parents stand before their children
            if row.parent_id in self._below:
                self._below[row.parent_id] |= self._below[row.id]

    def sets(self, query: Query) -> CodeSets:
        """Return the codes each name of a query stands for. Raises QueryError for one that is none, or several."""
        return {name: self._codes_of(name, query) for name in query.names}

    def below(self, code_id: int) -> frozenset[int]:
        """Return a code and all below it, by id."""
        return frozenset(self._below[code_id])

    def _codes_of(self, name: Name, query: Query) -> frozenset[int]:
        if name.text in self._by_key:
            return self.below(self._by_key[name.text].id)
        wanted = folded(name.text)
        found = self._by_name.get(wanted, [])
        if not found and (book := self._books.get(wanted)) is not None:
            return frozenset(row.id for row in self._codes if row.codebook_id == book.id)
        found = found or self._by_tail.get(wanted, [])
        if len(found) == 1:
            return self.below(found[0].id)
        if found:
            keys = ", ".join(row.key for row in found)
            raise QueryError(f"several codes are called {name.text!r}", query.text, name.position, f"name one: {keys}")
        raise QueryError(f"there is no code {name.text!r}", query.text, name.position, self._advice(wanted))

    def _advice(self, wanted: str) -> str:
        """Say what may have been meant."""
        for row in self._codes:
            for label in row.label.texts.values():
                if folded(label).startswith(wanted) and any(word in OPERATORS for word in label.casefold().split()):
                    return f"put a label with such a word in quotes: {quoted(label)}"
        known = {name: rows[0].key for names in (self._by_tail, self._by_name) for name, rows in names.items()}
        near = [known[name] for name in get_close_matches(wanted, known, n=3)]
        near += [key for name, key in known.items() if wanted and wanted in name and key not in near][:3]
        if near:
            return "did you mean: " + ", ".join(dict.fromkeys(near))
        return "name a code by its key or label, as the codebook has it" if self._codes else "the study has no codes"
