"""The words of the report on screen."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "report screen": ("rapport", "report"),
    "report working": ("skriver …", "writing …"),
    "report question": ("Fråga", "Question"),
    "report interviews": ("Intervjuer", "Interviews"),
    "report which": ("Vad ska rapporten handla om?", "What is the report to be about?"),
    "report style": ("Stil", "Style"),
    "style prose": ("löpande text", "prose"),
    "style list": ("uppräkning", "list"),
    "style bullets": ("punktlista", "bullets"),
    "style table": ("tabell", "table"),
    "style excerpts": ("utdrag", "excerpts"),
    "report language": ("Språk", "Language"),
    "language sv": ("svenska", "Swedish"),
    "language en": ("engelska", "English"),
    "report thresholds": ("Gränser", "Thresholds"),
    "setting min_count": ("Antal, minst", "Count, at least"),
    "setting min_percent": ("Andel, minst", "Share, at least"),
    "setting some_from": ("Nämns från", "Named from"),
    "setting quotes": ("Citat, högst", "Quotes, at most"),
    "ask min_count": ("Minsta antal som skrivs ut", "The smallest count printed"),
    "ask min_percent": ("Minsta andel som skrivs ut, i procent", "The smallest share printed, in percent"),
    "ask some_from": ("Minsta antal som nämns utan sin siffra", "The smallest count named without its number"),
    "ask quotes": ("Citat per kategori, 0 till 4", "Quotes per category, 0 to 4"),
    "by rule": ("{value} (regel)", "{value} (rule)"),
    "report quotes": ("Citat, {n} av {all} valda", "Quotes, {n} of {all} chosen"),
    "report no quotes": ("inga märkta (C i texten)", "none marked (C in the text)"),
    "quote no code": ("citatet har ingen kod att stå under", "the quote has no code to stand under"),
    "no quote here": ("Gå till ett citat först.", "Go to a quote first."),
    "not a number": ("{text} är inget heltal.", "{text} is no whole number."),
    "report not yet": (
        "Rapporten visar andras kodningar; den kommer när omgången är stängd.",
        "The report shows what others coded; it comes when the round is closed.",
    ),
    "report nothing": ("Det finns inget att rapportera än.", "There is nothing to report yet."),
    "report file": ("Skriv till ({suffixes})", "Write to ({suffixes})"),
    "report replace": ("{name} finns redan. Ersätta den?", "{name} is there already. Replace it?"),
    "report written": ("Skrev {path}.", "Wrote {path}."),
    "report held": (
        "Skrev {path}. {n} hålls tillbaka eller bör ses över, se slutet av texten.",
        "Wrote {path}. {n} held back or to be looked at, see the end of the text.",
    ),
}
"""By key: Swedish and English."""
