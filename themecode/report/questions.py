"""What a question is called in print: by its number and its wording, or by what there is of them."""

from __future__ import annotations

from themecode.report.words import word
from themecode.usecases.looking import QuestionRow


def printed_number(question: QuestionRow) -> str:
    """Return the question's number, else its key; empty where the key is a wording, as of a table without numbers."""
    return question.number or ("" if is_wording(question.key) else question.key)


def wording_of(question: QuestionRow, language: str) -> str:
    """Return the question's wording, else its key where that is one; empty where there is only a number."""
    wording = " ".join(question.wording.in_language(language).split())
    return wording or (question.key if is_wording(question.key) else "")


def titled(question: QuestionRow, language: str) -> str:
    """Return ``Fråga 5. Finns det hinder?``, or as much of it as there is."""
    number = printed_number(question)
    numbered = f"{word('question', language)} {number}." if number else ""
    return f"{numbered} {wording_of(question, language)}".strip()


def is_wording(key: str) -> bool:
    """Tell whether a question's key is the question itself, as the head of a column may be."""
    return " " in key.strip()
