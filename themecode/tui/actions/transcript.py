"""What can be done with passages: selecting, walking, edges, notes, searching."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import CODING

TRANSCRIPT = frozenset({"transcript"})

ACTIONS: tuple[Action, ...] = (
    Action(
        "repeat",
        ("full_stop",),
        ".",
        CODING,
        ("samma igen", "again"),
        ("Koda med samma kod eller koder som senast.", "Code with the same code or codes as last."),
    ),
    Action(
        "memo",
        ("m",),
        "m",
        CODING,
        ("anteckna", "memo"),
        (
            "Anteckna: till markeringen, kodningen vid markören, eller koden i kodträdet.",
            "Write a memo: on the selection, the coding at the cursor, or the code in the tree.",
        ),
    ),
    Action(
        "memos",
        ("M",),
        "M",
        CODING,
        ("anteckna till …", "memo on …"),
        ("Anteckna till texten, fallet eller studien.", "Write a memo on the text, the case or the study."),
        in_bar=False,
    ),
    Action(
        "search",
        ("slash", "ctrl+f"),
        "/",
        TRANSCRIPT,
        ("sök", "search"),
        (
            "Sök i texten; n och N går mellan träffarna, esc slutar.",
            "Search the text; n and N walk through the hits, esc ends.",
        ),
    ),
    Action(
        "previous_hit",
        ("N",),
        "N",
        TRANSCRIPT,
        ("förra träffen", "previous hit"),
        ("Gå till träffen före, när du söker.", "Go to the hit before, while searching."),
        in_bar=False,
    ),
    Action(
        "widen",
        ("v",),
        "v",
        CODING,
        ("vidga", "widen"),
        (
            "Vidga markeringen: ord, mening, replik, stycke, allt.",
            "Widen the selection: word, sentence, turn, paragraph, all.",
        ),
        in_bar=False,
    ),
    Action(
        "narrow",
        ("V",),
        "V",
        CODING,
        ("minska", "narrow"),
        ("Minska markeringen igen.", "Narrow the selection again."),
        in_bar=False,
    ),
    Action(
        "other_end",
        ("o",),
        "o",
        CODING,
        ("andra änden", "other end"),
        (
            "Låt skift flytta markeringens andra ände, så att den växer och krymper från det hållet.",
            "Let shift move the other end of the selection, so that it grows and shrinks from there.",
        ),
        in_bar=False,
    ),
    Action(
        "edges",
        ("e",),
        "e",
        CODING,
        ("gränser", "edges"),
        (
            "Flytta gränserna för kodningen vid markören: pilar, tab för andra änden, enter när det är rätt.",
            "Move the edges of the coding at the cursor: arrows, tab for the other end, enter when it is right.",
        ),
        in_bar=False,
    ),
    Action(
        "next_coding",
        ("greater_than_sign",),
        ">",
        CODING,
        ("nästa kodning", "next coding"),
        ("Gå till nästa kodning i texten.", "Go to the next coding in the text."),
        in_bar=False,
    ),
    Action(
        "previous_coding",
        ("less_than_sign",),
        "<",
        CODING,
        ("förra kodningen", "previous coding"),
        ("Gå till kodningen före.", "Go to the coding before."),
        in_bar=False,
    ),
    Action(
        "focus_code",
        ("z",),
        "z",
        TRANSCRIPT,
        ("fokus", "focus"),
        (
            "Visa bara en kods ställen; < och > går mellan dem. Igen för alla koder.",
            "Show the passages of one code only; < and > walk through them. Again for all codes.",
        ),
        in_bar=False,
    ),
    Action(
        "condense",
        ("K",),
        "K",
        CODING,
        ("kondensera", "condense"),
        (
            "Skriv meningsenhetens innebörd i kortare ord.",
            "Write what the meaning unit says in shorter words.",
        ),
        in_bar=False,
    ),
    Action(
        "quote",
        ("C",),
        "C",
        CODING,
        ("citat", "quote"),
        ("Märk som citat, eller ta bort märket.", "Mark as a quote, or take the mark away."),
        in_bar=False,
    ),
    Action(
        "pin",
        ("g",),
        "g",
        CODING,
        ("genväg", "shortcut"),
        (
            "Ge koden i kodträdet, eller vid markören, en siffra; igen för att ta siffran ifrån den.",
            "Give the code in the tree, or at the cursor, a digit; again to take the digit away.",
        ),
        in_bar=False,
    ),
)
