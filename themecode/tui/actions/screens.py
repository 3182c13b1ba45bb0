"""Screens that share actions, by their names in the registry."""

from __future__ import annotations

CODING = frozenset({"transcript", "answers"})
ANSWERS = frozenset({"answers"})
LISTS = frozenset({"home"})
BOOK = frozenset({"codebook"})
TABLE = frozenset({"answer_table"})
READING = frozenset({"home", "transcript", "answers"}) | TABLE
ALL = READING | BOOK
