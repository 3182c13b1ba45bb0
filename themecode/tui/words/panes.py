"""The words of the pane beside a text."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "pane hidden": "The pane is hidden · f6 shows it again",
    "pane largest": "The pane cannot be larger here.",
    "pane smallest": "The pane cannot be smaller; f6 hides it.",
}
