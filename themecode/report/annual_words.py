"""The words of the report to one centre, in Swedish and English."""

from __future__ import annotations

from themecode.core.localized import LANGUAGES

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{centre}: underlag till årsrapport", "{centre}: material for the annual report"),
    "about": (
        "Siffrorna står bredvid andelen av samtliga. Det som kan peka ut enskilda är utelämnat.",
        "Numbers stand beside the share of all. What may point persons out is left out.",
    ),
    "caption": ("{what}, {centre} och samtliga", "{what}, {centre} and all"),
    "here": ("Antal här", "Number here"),
    "passages here": ("Textställen här", "Passages here"),
    "share here": ("Andel här (procent)", "Share here (percent)"),
    "bar here": ("Här", "Here"),
    "share all": ("Andel av samtliga (procent)", "Share of all (percent)"),
    "bar all": ("Samtliga", "All"),
    "base": (
        "Andelen här är av de {n} {noun} som har svarat, andelen av samtliga av {all}.",
        "Shares here are of the {n} {noun} that answered, those of all of {all}.",
    ),
    "base case": (
        "Textställen är passager i svaren och intervjuerna här; andelen av samtliga är av {all} {noun}.",
        "Passages are places in the answers and interviews here; shares of all are of {all} {noun}.",
    ),
    "quotes": ("Några citat", "Some quotes"),
    "no quotes": (
        "Inga citat är valda härifrån.",
        "No quotes are chosen from here.",
    ),
    "goals": ("Mål och teman", "Goals and themes"),
    "write here": ("[skriv här]", "[write here]"),
    "few answered": (
        "antalen redovisas inte, eftersom färre än {minimum} har svarat.",
        "the numbers are not shown, as fewer than {minimum} answered.",
    ),
    "few speak": (
        "antalen redovisas inte, eftersom färre än {minimum} talar i intervjuerna.",
        "the numbers are not shown, as fewer than {minimum} speak in the interviews.",
    ),
    "one respondent": (
        "antalen redovisas inte, eftersom de skulle visa vad en enda svarande har svarat.",
        "the numbers are not shown, as they would tell what a single respondent answered.",
    ),
    "organisation": (
        "Är fallet en verksamhet och ingen person: --organisation",
        "If the case is an organisation and no person: --organisation",
    ),
    "cell": (
        "{what}, {label}: antalet redovisas inte ({why}).",
        "{what}, {label}: the number is not shown ({why}).",
    ),
    "few with mark": (
        "Märkningen {mark} står inte vid citat {number}, eftersom färre än {minimum} här har den.",
        "The mark {mark} does not stand at quote {number}, as fewer than {minimum} have it here.",
    ),
    "quote named": (
        "Citat {number} är utelämnat, det står {text} i det.",
        "Quote {number} is left out, it has {text} in it.",
    ),
    "few quoted": (
        "Citat från enskilda är utelämnade, eftersom färre än {minimum} finns här.",
        "Quotes from persons are left out, as there are fewer than {minimum} here.",
    ),
    "doubt": ("I texten står {text}; titta på det.", "The text has {text}; look at it."),
    "intro": ("Utelämnat, eller att titta på:", "Left out, or to be looked at:"),
}
"""By key: Swedish and English."""


def annual_word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence of the report to a centre."""
    return WORDS[key][LANGUAGES.index(language)].format(**values)
