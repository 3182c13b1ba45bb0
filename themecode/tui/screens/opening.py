"""The ways from one screen to another: to a passage in its text, and to all passages of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themecode.core.documents import Span
from themecode.usecases import looking
from themecode.usecases.looking import QuestionRow

if TYPE_CHECKING:
    from themecode.tui.screens.base import StudyScreen


def open_place(screen: StudyScreen, document_id: int, start: int, end: int) -> None:
    """Open an interview at a passage, or the answers at an answer."""
    from themecode.tui.screens.answers import AnswersScreen
    from themecode.tui.screens.transcript import TranscriptScreen

    document = looking.document(screen.study, document_id)
    if document is None:  # someone took it away
        return
    if document.question_id is None:
        screen.app.push_screen(TranscriptScreen(document.id, Span(start, end)))
        return
    question = next(row for row in looking.contents(screen.study).questions if row.id == document.question_id)
    if any(place.document_id == document.id for place in looking.answer_queue(screen.study, question)):
        screen.app.push_screen(AnswersScreen(question, at=document.id))
    else:
        screen.notify(screen.words("answer not yours"), timeout=4)


def open_question(screen: StudyScreen, question: QuestionRow) -> None:
    """Open the answers to a question."""
    from themecode.tui.screens.answers import AnswersScreen

    screen.app.push_screen(AnswersScreen(question))


def open_transcript(screen: StudyScreen, document_id: int) -> None:
    """Open an interview."""
    from themecode.tui.screens.transcript import TranscriptScreen

    screen.app.push_screen(TranscriptScreen(document_id))


def show_code(screen: StudyScreen, key: str) -> None:
    """Go to a code in the codebook, or from elsewhere to everything coded with it."""
    from themecode.tui.screens.codebook import CodebookScreen
    from themecode.tui.screens.retrieval import RetrievalScreen

    if isinstance(screen, CodebookScreen):
        screen.go_to(key)
    else:
        screen.app.push_screen(RetrievalScreen.of_code(key))


def code_at(screen: StudyScreen) -> str | None:
    """Return the key of the code one is at: in the tree, else of the innermost coding under the cursor."""
    from themecode.tui.screens.coding import CodingScreen
    from themecode.tui.widgets.code_tree import CodeTree

    tree = next(iter(screen.query(CodeTree)), None)
    if tree is not None and (tree.has_focus or not isinstance(screen, CodingScreen)):
        return tree.row.key if tree.row is not None else None
    if isinstance(screen, CodingScreen):
        here = screen.codings_here()
        return here[0].code if here else None
    return None
