"""The words of looking for something, and at one code, in all answers."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "search answers": "Search the answers",
    "not searching": "Nothing is searched for: press / first.",
    "searching answers": "searching …",
    "no answers hold": "No hits in any answer · esc ends",
    "answers hold": "{n} answers hold it · enter goes to the first  esc ends",
    "one answer holds": "1 answer holds it · enter goes there  esc ends",
    "answer holds": "answer {n} of {all} · n next  N previous  l list  enter code  esc end · “{query}”",
    "only this answer": "No other answer.",
    "answers with": "{n} answers · < > walk through them  z all codes again · only {code}",
    "one answer with": "1 answer · > goes there  z all codes again · only {code}",
    "answer with": "answer {n} of {all} · < > walk through them  z all codes again · only {code}",
}
