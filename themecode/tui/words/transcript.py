"""The words of reading and coding a text."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "here of": ("Här · kodning {n} av {all}", "Here · coding {n} of {all}"),
    "quote": ("citat", "quote"),
    "memo on text": ("anteckning", "memo"),
    "which coding": ("Vilken kodning?", "Which coding?"),
    "no codings": ("Inga egna kodningar i texten.", "No codings of yours in the text."),
    "coded already": ("{code} står redan här.", "{code} stands here already."),
    "nothing to repeat": ("Ingen kod att sätta igen än.", "No code to repeat yet."),
    "nothing to pin": (
        "Ställ dig på en kod i kodträdet (tab), eller på en kodning.",
        "Go to a code in the tree (tab), or to a coding.",
    ),
    "pinned": ("{code} har siffran {digit}.", "{code} has the digit {digit}."),
    "unpinned": ("{code} har ingen siffra längre.", "{code} has no digit any more."),
    "edges of": (
        "{end}: ←→ ord  ↑↓ mening  tab andra änden  enter klart  esc avbryt  skift+←→ tecken · {code}",
        "{end}: ←→ word  ↑↓ sentence  tab other end  enter done  esc cancel  shift+←→ letter · {code}",
    ),
    "the start": ("början", "start"),
    "the end": ("slutet", "end"),
    "edges kept": ("Gränserna är som de var.", "The edges are as they were."),
    "quoted": ("Märkt som citat.", "Marked as a quote."),
    "unquoted": ("Citatmärket är borta.", "No quote any more."),
    "memo on": ("Anteckning: {what}", "Memo: {what}"),
    "memo where": ("Anteckna till vad?", "Write a memo on what?"),
    "on document": ("texten {name}", "the text {name}"),
    "on case": ("fallet {name}", "the case {name}"),
    "on study": ("studien", "the study"),
    "on passage": ("”{passage}”", "“{passage}”"),
    "condensation of": ("Kondensering av ”{passage}”", "Condensation of “{passage}”"),
    "memo keys": ("ctrl+s spara   esc stäng", "ctrl+s save   esc close"),
    "memo unsaved": ("Det du skrev är inte sparat.", "What you wrote is not saved."),
    "memo save": ("spara", "save"),
    "memo go on": ("skriv vidare", "go on writing"),
    "memo drop": ("kasta ändringarna", "throw the changes away"),
    "search text": ("Sök i texten", "Search the text"),
    "hits": (
        "”{query}”: {n} av {all} · n nästa  N förra  v vidga  enter koda  esc sluta söka",
        "“{query}”: {n} of {all} · n next  N previous  v widen  enter code  esc end search",
    ),
    "hits found": (
        "{all} träffar · enter går till den första  esc slutar",
        "{all} hits · enter goes to the first  esc ends",
    ),
    "one hit found": ("1 träff · enter går dit  esc slutar", "1 hit · enter goes there  esc ends"),
    "no hits": ("Ingen träff · esc slutar", "No hits · esc ends"),
    "focus on": (
        "bara {code}: {n} ställen · < > gå mellan dem  z alla koder igen",
        "{code} only: {n} passages · < > walk through them  z all codes again",
    ),
    "one focus on": (
        "bara {code}: 1 ställe · > gå dit  z alla koder igen",
        "{code} only: 1 passage · > go there  z all codes again",
    ),
    "marked several": ("+{n} markerade (tab)", "+{n} marked (tab)"),
    "tab marks": ("tab markerar flera", "tab marks several"),
}
