"""A row of a merged file as it is in the study: its uuids, its place, and what people call where it stands."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace

from themecode.core.settling import CODINGS, COMPLETIONS, DECISIONS, MEMOS, Kind, Record, Value
from themecode.storage import exchange
from themecode.usecases.merge_file import Incoming
from themecode.usecases.merge_homes import Away, Homes


@dataclass
class Translation:
    """What the rows of one file are in the study they come into."""

    connection: sqlite3.Connection
    incoming: Incoming
    homes: Homes
    live_codings: dict[tuple[Value, ...], tuple[int, Record]] = field(default_factory=dict)
    """The live codings of the study, with ids, by place; kept up by who writes them."""
    file_codings: dict[str, Record] = field(init=False)
    """The codings of the file by uuid, live or removed."""

    def __post_init__(self) -> None:
        """Look the file's codings up once."""
        self.file_codings = self.incoming.by_uuid("codings")

    def home(self, kind: Kind, row: Record) -> Record | Away:
        """Return a row of the file in the study's uuids, or why it has no place there."""
        for column, table in kind.refers.items():
            if (uuid := row.values[column]) is not None and table != "codings":
                found = self.homes.find(table, uuid)
                if isinstance(found, Away):
                    return found
        home = self.translated(kind, row)
        # Decisions are made on closed rounds.
        if kind is not DECISIONS and (round := self.homes.closed(home.values.get("round_id"))):
            return Away(f"the round {round} is closed", self.where(row))
        if kind is MEMOS and row.values["coding_id"] and not row.deleted and home.values["coding_id"] is None:
            return Away("the coding that the memo is on is not in the study", self.where(row))
        return home

    def translated(self, kind: Kind, row: Record) -> Record:
        """Return a row of the file in the study's uuids, as far as these have a place there."""
        values = dict(row.values)
        for column, table in kind.refers.items():
            if values[column] is None:
                continue
            if table == "codings":
                values[column] = self.coding(values[column])
            elif isinstance(found := self.homes.find(table, values[column]), str):
                values[column] = found
        if kind is COMPLETIONS:
            book, version = row.values["codebook_id"], row.values["codebook_version"]
            values["codebook_version"] = self.homes.seen_version(book, version)
        return replace(row, values=values)

    def coding(self, uuid: Value) -> str | None:
        """Return the coding of the study that a coding of the file is, has become one with, or can be again."""
        if exchange.is_live(self.connection, "codings", uuid):
            return str(uuid)
        coding = self.file_codings.get(str(uuid))
        if coding is None or coding.deleted:
            return None
        home = self.home(CODINGS, coding)
        if isinstance(home, Away):
            return None
        _, twin = self.live_codings.get(home.place(CODINGS), (None, None))
        return twin.uuid if twin else home.uuid

    def where(self, row: Record) -> str:
        """Say on what a row of the file stands."""
        if document := self.incoming.texts.get(str(row.values.get("document_id"))):
            return document.title
        if coding := self.file_codings.get(str(row.values.get("coding_id"))):
            return self.where(coding)
        for code in self.incoming.rows["codes"].values():
            if code.uuid == row.values.get("code_id"):
                return str(code.values["key"])
        return self.incoming.cases.get(str(row.values.get("case_id")), "")

    def coder(self, row: Record) -> str:
        """Return whose work a row is, by name."""
        mine = row.values["coder_id"]
        coders = self.incoming.rows["coders"].values()
        names = (
            coder.values["name"] for coder in coders if mine in (coder.uuid, self.homes.find("coders", coder.uuid))
        )
        return str(next(names, "?"))
