"""Choosing what to compare."""

from __future__ import annotations

from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.compare import CompareScreen
from themecode.usecases import comparing, looking
from themecode.usecases.comparing import RoundRow, Subject
from themecode.usecases.study import Study

Comparable = tuple[list[tuple[RoundRow, tuple[Subject, ...]]], dict[int, str], dict[int, looking.CodebookRow]]
"""The rounds with what can be compared in each; what questions are called; codebooks. Both by id."""


def choose_comparison(screen: StudyScreen) -> None:
    """Ask which round and which texts to compare, and open them; where there is one choice it is taken."""

    def find(study: Study) -> Comparable:
        rounds = comparing.comparable_rounds(study)
        questions = {row.id: row.number or row.key for row in looking.contents(study).questions}
        return rounds, questions, {book.id: book for book, _ in looking.code_tree(study, None)}

    def ask(found: Comparable) -> None:
        rounds, questions, books = found
        places = [(row, subject) for row, subjects in rounds for subject in subjects]
        if not places:
            screen.notify(screen.words("nothing to compare"), timeout=4)
        elif len(places) == 1:
            screen.app.push_screen(CompareScreen(*places[0]))
        else:
            options = [(str(n), named(row, subject, questions, books)) for n, (row, subject) in enumerate(places)]
            screen.app.push_screen(ChooseScreen(screen.words("compare what"), options), lambda n: opened(n, places))

    def opened(chosen: str | None, places: list[tuple[RoundRow, Subject]]) -> None:
        if chosen is not None:
            screen.app.push_screen(CompareScreen(*places[int(chosen)]))

    def named(row: RoundRow, subject: Subject, questions: dict[int, str], books: dict[int, looking.CodebookRow]) -> str:
        language = screen.words.language
        what = screen.words("transcripts")
        if subject.question_id is not None:
            what = screen.words("question", number=questions.get(subject.question_id, "?"))
        book = books[subject.codebook_id]
        return f"{row.name} · {what} · {book.name.in_language(language) or book.key}"

    screen.read(find, ask, what="compare")
