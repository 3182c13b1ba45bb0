"""Where a coder was, so that coming back lands there. Kept as habits: of one coder, in the study, without history.

A place is kept when its screen is left or the app ends, never at each key. In a round it is another place than
outside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themecode.usecases import looking
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp

HOME, CODEBOOK = "place.home", "place.codebook"


@dataclass(frozen=True)
class TextPlace:
    """Where in a transcript someone was."""

    cursor: int
    looked_at: str = ""
    """The key of the code whose passages alone were shown; empty for all."""

    def __str__(self) -> str:
        """Return it as it is kept."""
        return f"{self.cursor} {self.looked_at}".strip()


def of_text(study: Study, document_id: int) -> str:
    """Name the place in a transcript."""
    return _in_round(study, f"place.d{document_id}")


def of_question(study: Study, question: QuestionRow) -> str:
    """Name the place among the answers to a question."""
    return _in_round(study, f"place.q{question.id}")


def of_pane(screen: str, *, below: bool) -> str:
    """Name how the pane of a screen was left; one below the text is another than one beside it."""
    return f"pane.{screen}.below" if below else f"pane.{screen}"


def text_place(study: Study, document_id: int) -> TextPlace | None:
    """Return where in a transcript the coder was last, ``None`` where they were not."""
    cursor, _, key = (looking.habit(study, of_text(study, document_id)) or "").partition(" ")
    return TextPlace(int(cursor), key) if cursor.isdigit() else None


def answer_place(study: Study, question: QuestionRow) -> int | None:
    """Return the document id of the answer the coder was at last, ``None`` where they were at none."""
    kept = looking.habit(study, of_question(study, question))
    return int(kept) if kept and kept.isdigit() else None


def keep(host: ThemecodeApp, name: str, value: str | None) -> None:
    """Have a place written down by the writer thread, where it is another than the one that is kept."""
    if value is not None and not host.study.read_only and looking.habit(host.study, name) != value:
        host.write(lambda study: looking.keep_habit(study, name, value))


def _in_round(study: Study, name: str) -> str:
    return f"{name}.{study.round}" if study.round else name
