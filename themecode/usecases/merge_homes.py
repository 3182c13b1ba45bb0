"""Where the things that a file's codings refer to stand in the study: coders, rounds, codes, documents, cases."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from themecode.core.errors import RefusedError
from themecode.core.names import similar_name
from themecode.core.settling import Kind, Record, Value
from themecode.storage import exchange
from themecode.storage.exchange import CODEBOOKS, CODERS, CODES, ROUNDS, Writer
from themecode.usecases.merge_file import Incoming, Touches
from themecode.usecases.merge_plan import CodeDifference


@dataclass(frozen=True)
class Away:
    """Why a row of the file has no place in the study."""

    reason: str
    where: str


class Homes:
    """Finds for each uuid of the file the uuid in the study, or why there is none.

    New codes are written at once; new coders and rounds with the first row of theirs that is taken.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        writer: Writer,
        incoming: Incoming,
        touches: Touches,
    ) -> None:
        """Settle where everything belongs.

        Raises RefusedError for a coder whose name differs from one of the study only by case or spaces.
        """
        self.connection = connection
        self.writer = writer
        self.incoming = incoming
        self.new_coders: list[str] = []
        self.coders_by_name: list[str] = []
        self.new_rounds: list[str] = []
        self.new_codes: list[str] = []
        self.refused_documents: list[str] = []
        self.written: set[str] = set()
        """Uuids of the rows written."""
        self._fresh = {place for place, several in touches.items() if several[0].before is None}
        self._bumped: dict[str, int] = {}
        self._here = {
            kind.table: {row.uuid: (id, row) for id, row in exchange.read(connection, kind).items()}
            for kind in (CODERS, ROUNDS, CODEBOOKS, CODES)
        }
        self._erased = exchange.erased(connection)
        self._homes: dict[tuple[str, Value], str | Away] = {}
        self._waiting: dict[tuple[str, Value], Record] = {}
        self._closed = {
            uuid: str(row.values["name"]) for uuid, (_, row) in self._here["rounds"].items() if row.values["closed"]
        }
        self._coders()
        self._rounds()
        self._codebooks()
        self._documents()
        for uuid in incoming.cases:
            if not exchange.is_live(connection, "cases", uuid):
                self._homes["cases", uuid] = Away("the case is not in the study", incoming.cases[uuid])

    # -- asking ---------------------------------------------------------------------------------

    def find(self, table: str, uuid: Value) -> str | Away:
        """Return the uuid in the study of what a row of the file refers to."""
        return self._homes.get((table, uuid), str(uuid))

    def closed(self, round: Value) -> str | None:
        """Return the name of a round of the study where it is closed."""
        return self._closed.get(str(round))

    def make(self, record: Record) -> None:
        """Write the coder and the round of a row (in the study's uuids) where they are new."""
        for kind, column, made in ((CODERS, "coder_id", self.new_coders), (ROUNDS, "round_id", self.new_rounds)):
            waiting = self._waiting.pop((kind.table, record.values.get(column)), None)
            if waiting is not None:
                self._put(kind, waiting)
                made.append(str(waiting.values["name"]))

    def seen_version(self, codebook: Value, version: Value) -> Value:
        """Return which version of the study's codebook a completion read with, from the file's own count.

        It is the last version of which the coder had every code, so that what was added elsewhere in the
        meantime comes up for another look.
        """
        if codebook not in self.incoming.recoded and self.find("codebooks", codebook) == codebook:
            return version
        book = self.find("codebooks", codebook)
        seen = {
            self.find("codes", code.uuid): code
            for code in self.incoming.by_uuid("codes").values()
            if not code.deleted and int(code.values["since"] or 0) <= int(version or 0)
        }
        latest = int(self._here["codebooks"][str(book)][1].values["version"] or 0)
        for uuid, (_, here) in self._here["codes"].items():
            if here.deleted or here.values["codebook_id"] != book or here.values["retired"]:
                continue
            code, since = seen.get(uuid), int(here.values["since"] or 0)
            if code is None or (code.values["since"] != here.values["since"] and self._text_differences(code, uuid)):
                latest = min(latest, since - 1)
        return latest

    def differences(self) -> list[CodeDifference]:
        """Return the codes that are not the same in the file and in the study."""
        found = []
        for code in self.incoming.by_uuid("codes").values():
            home = self.find("codes", code.uuid)
            if isinstance(home, Away) or home not in self._here["codes"]:
                continue
            here = self._here["codes"][home][1]
            differs = ("taken away in the file",) if code.deleted else self._code_differences(code, here)
            changed = code.uuid in self.incoming.recoded or home != code.uuid
            if differs and not here.deleted:
                found.append(CodeDifference(str(here.values["key"]), differs, "file" if changed else "study"))
        return sorted(found)

    def _code_differences(self, code: Record, here: Record) -> tuple[str, ...]:
        names = {"codebook_id": "codebook", "parent_id": "place"}
        differs = []
        for column in ("key", "kind", "codable", "retired", "codebook_id", "parent_id"):
            value = code.values[column]
            if column in CODES.refers and value is not None:
                found = self.find(CODES.refers[column], value)
                value = None if isinstance(found, Away) else found
            if value != here.values[column]:
                differs.append(f"key ({value} in the file)" if column == "key" else names.get(column, column))
        return (*differs, *self._text_differences(code, here.uuid))

    def _text_differences(self, code: Record, here: str) -> list[str]:
        theirs, ours = self.incoming.code_texts.get(code.uuid, {}), self._texts.get(here, {})
        parts = ("label", "definition", "include", "exclude", "examples")
        return [
            part
            for part in parts
            if any(
                theirs.get(language, {}).get(part) != ours.get(language, {}).get(part) for language in {*theirs, *ours}
            )
        ]

    # -- settling -------------------------------------------------------------------------------

    def _coders(self) -> None:
        live = {str(row.values["name"]): uuid for uuid, (_, row) in self._here["coders"].items() if not row.deleted}
        whose = self.incoming.bundle_for
        for coder in self.incoming.by_uuid("coders").values():
            name = str(coder.values["name"])
            if whose is not None and name != whose:
                self._homes["coders", coder.uuid] = Away(f"it is by {name}, in a bundle for {whose}", name)
            elif coder.uuid in live.values() or coder.deleted:
                continue
            elif name in live:
                self._homes["coders", coder.uuid] = live[name]
                self.coders_by_name.append(name)
            elif other := similar_name(name, live):
                raise RefusedError(
                    f"the coder {name!r} differs from {other!r} in the study only by case or spaces",
                    self.incoming.name,
                    "nothing was merged; give one of them a name that cannot be confused with the other",
                )
            else:
                self._waiting["coders", coder.uuid] = coder

    def _rounds(self) -> None:
        live = {str(row.values["name"]): uuid for uuid, (_, row) in self._here["rounds"].items() if not row.deleted}
        for id, round in self.incoming.rows["rounds"].items():
            name = str(round.values["name"])
            if round.uuid in live.values() or round.deleted:
                continue
            if name in live:
                self._homes["rounds", round.uuid] = live[name]
            elif self._is_new(ROUNDS, id, round):
                self._waiting["rounds", round.uuid] = round
            else:
                self._homes["rounds", round.uuid] = Away("the round was taken away in the study", name)

    def _codebooks(self) -> None:
        live = {str(row.values["key"]): uuid for uuid, (_, row) in self._here["codebooks"].items() if not row.deleted}
        for id, book in self.incoming.rows["codebooks"].items():
            key = str(book.values["key"])
            if book.uuid in live.values() or book.deleted:
                continue
            if key in live:
                self._homes["codebooks", book.uuid] = live[key]
            elif self._is_new(CODEBOOKS, id, book):
                self._put(CODEBOOKS, book)
                self._bumped[book.uuid] = int(book.values["version"] or 1)
            else:
                self._homes["codebooks", book.uuid] = Away("the codebook was taken away in the study", key)
        self._texts = exchange.code_texts(self.connection)
        self._by_key = {
            str(row.values["key"]): uuid for uuid, (_, row) in self._here["codes"].items() if not row.deleted
        }
        self._file_codes = {code.uuid: (id, code) for id, code in self.incoming.rows["codes"].items()}
        for uuid, (_, code) in self._file_codes.items():
            if not code.deleted:
                self._code(uuid)
        if self.new_codes:
            self._texts = exchange.code_texts(self.connection)

    def _code(self, uuid: str) -> str | Away:
        """Find a code of the file in the study, or add it there below its parent."""
        if ("codes", uuid) in self._homes:
            return self._homes["codes", uuid]
        id, code = self._file_codes[uuid]
        key = str(code.values["key"])
        present = self._here["codes"].get(uuid)
        same_key = self._by_key.get(key)
        book = self.find("codebooks", code.values["codebook_id"])
        home: str | Away
        if present is not None and not present[1].deleted:
            home = uuid
        elif same_key is not None and same_key not in self._file_codes:
            home = same_key
        elif code.deleted or isinstance(book, Away) or not self._is_new(CODES, id, code):
            home = Away("the code was taken away or merged into another in the study", key)
        else:
            home = uuid
            self._add(code, book)
        self._homes["codes", uuid] = home
        return home

    def _add(self, code: Record, book: str) -> None:
        parent = self._code(str(code.values["parent_id"])) if code.values["parent_id"] else None
        key, number = str(code.values["key"]), 2
        while key in self._by_key:
            key, number = f"{code.values['key']}_{number}", number + 1
        if book not in self._bumped:
            at, row = self._here["codebooks"][book]
            self._bumped[book] = int(row.values["version"] or 0) + 1
            self.writer.change(CODEBOOKS, at, {"version": self._bumped[book]})
            changed = replace(row, values={**row.values, "version": self._bumped[book]})
            self._here["codebooks"][book] = (at, changed)
        values = {
            **code.values,
            "key": key,
            "codebook_id": book,
            "parent_id": None if isinstance(parent, Away) else parent,
            "since": self._bumped[book],
        }
        at = self._put(CODES, replace(code, values=values))
        self.writer.put_texts(at, self.incoming.code_texts.get(code.uuid, {}))
        self._by_key[key] = code.uuid
        self.new_codes.append(key)

    def _documents(self) -> None:
        here = exchange.texts(self.connection)
        for uuid, document in self.incoming.texts.items():
            mine = here.get(uuid)
            if document.deleted:
                continue
            if mine is None:
                self._homes["documents", uuid] = Away("the document is not in the study", document.title)
            elif mine.deleted:
                away = Away("the document was taken away, or its text revised, in the study", document.title)
                self._homes["documents", uuid] = away
            elif (mine.sha256, mine.text) != (document.sha256, document.text):
                self._homes["documents", uuid] = Away("the text is not the one in the study", document.title)
                self.refused_documents.append(document.title)

    def _is_new(self, kind: Kind, id: int, row: Record) -> bool:
        """Tell whether a row the study does not have was made in the file, rather than taken away in the study."""
        if row.uuid in self._erased:
            return False
        return (kind.table, id) in self._fresh or row.uuid not in self._here[kind.table]

    def _put(self, kind: Kind, row: Record) -> int:
        at, _ = self._here[kind.table].get(row.uuid, (None, row))
        written = self.writer.put(kind, row, at)
        self.written.add(row.uuid)
        self._here[kind.table][row.uuid] = (written, row)
        return written
