"""Under which heading an action stands in the help and in the table of keys."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.tui.actions.action import Action

HEADINGS: tuple[tuple[str, str], ...] = (
    (
        "Code",
        "code digit repeat in_vivo remove pin code_marked remove_marked side both other none fill",
    ),
    ("Suggestions", "suggestions accept_suggestion reject_suggestion why_suggested code_alike"),
    (
        "Read and done",
        "done no_code_fits contentless refers skip give_same take_over done_marked no_code_fits_marked "
        "contentless_marked refers_marked",
    ),
    (
        "The passage",
        "widen narrow other_end edges next_coding previous_coding focus_code open_passage context",
    ),
    ("Write", "memo memos condense quote example edit_cell reasons"),
    (
        "The codebook",
        "add add_below redefine relabel rename kind colour group_codes move shift_up shift_down merge split retire",
    ),
    ("Mark several", "mark mark_all mark_like"),
    (
        "Choose what is shown",
        "filter pick only_code show_all order choose_columns ask_codes ask_words group whose level bars "
        "cross_table together next_codebook themes kind_of_case confusion open_cell cell_passages search "
        "find_answers previous_hit",
    ),
    (
        "Go",
        "open_item open_answer next_unread next_answer previous_answer next forward backward code_tree answer_table "
        "counts passages matrix report compare codebook pseudonyms commands back leave",
    ),
    ("Always", "undo redo toggle_pane wider_pane narrower_pane theme help"),
)
"""(Heading in English, names of actions)."""

OTHERS = "Here"
HEADING = "heading of keys"
"""The context of the headings in the catalogue."""


def grouped(actions: Sequence[Action]) -> list[tuple[str, list[Action]]]:
    """Return actions under their headings, each once, headings without any left out; those named nowhere come first."""
    waiting = list(actions)
    found: list[tuple[str, list[Action]]] = []
    for heading, names in HEADINGS:
        order = names.split()
        own = sorted((each for each in waiting if each.name in order), key=lambda each: order.index(each.name))
        if own:
            found.append((heading, own))
            waiting = [each for each in waiting if each not in own]
    return [(OTHERS, waiting), *found] if waiting else found
