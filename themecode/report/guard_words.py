"""The sentences of the publication guard, in Swedish and English."""

from __future__ import annotations

from themecode.core.localized import LANGUAGES

WORDS: dict[str, tuple[str, str]] = {
    "intro": ("Hålls tillbaka (inte att trycka):", "Held back (not for print):"),
    "mark": (
        "{mark} redovisas inte: så få att enskilda kan bli igenkända, eller går att räkna fram.",
        "{mark} not shown: so few that persons may be recognised, or could be worked out.",
    ),
    "missing": ("uppgift saknas", "missing"),
    "cell": ("{where}, {code} efter {by}: {values}", "{where}, {code} by {by}: {values}"),
    "base": ("{where}, antal i gruppen efter {by}: {values}", "{where}, number in the group by {by}: {values}"),
    "why small group": ("för liten grupp", "small group"),
    "why few": ("för få", "few"),
    "why all but few": ("alla utom för få", "all but few"),
    "why all of the group": ("hela gruppen", "all of the group"),
    "why derivable": ("röjer annars en annan", "would give another away"),
    "mostly passages": (
        "{where} efter {by}: {n} av {of} celler hålls tillbaka. Uppdelningen säger för lite som siffror; läs "
        "textställena sida vid sida i stället: themecode export passages STUDIE -o FIL --by {by} – eller slå ihop "
        "grupper.",
        "{where} by {by}: {n} of {of} cells are held back. The split says too little in numbers; read the passages "
        "side by side instead: themecode export passages STUDY -o FILE --by {by} – or merge groups.",
    ),
    "mostly answers": (
        "{where} efter {by}: {n} av {of} celler hålls tillbaka; slå ihop grupper.",
        "{where} by {by}: {n} of {of} cells are held back; merge groups.",
    ),
    "quote": (
        "Citat {number} skrivs inte ut, det står {text} ({what}) i det. Redigera det: themecode quote edit – eller "
        "säg att ordet inte pekar ut någon: --allow",
        "Quote {number} is not printed, it has {text} ({what}) in it. Edit it: themecode quote edit – or say that the "
        "word points no one out: --allow",
    ),
    "doubt": (
        "Citat {number} skrivs ut, men titta på {text} (kan vara {what}).",
        "Quote {number} is printed, but look at {text} (may be {what}).",
    ),
    "doubt in text": (
        "I texten står {text} (kan vara {what}); titta på det.",
        "The text has {text} (may be {what}); look at it.",
    ),
    "kind person": ("personnamn", "a person's name"),
    "kind place": ("ortnamn", "a place"),
    "kind centre": ("namn på verksamhet", "the name of a centre"),
    "kind other": ("namn", "a name"),
    "kind personnummer": ("personnummer", "a personal number"),
    "kind phone": ("telefonnummer", "a phone number"),
    "kind email": ("e-postadress", "an e-mail address"),
    "kind date": ("datum", "a date"),
    "desk": (
        "Utdragen är hela textställen med fallens namn: för skrivbordet, inte att lämna ut.",
        "The excerpts are whole passages with the names of cases: for the desk, not to be handed out.",
    ),
}
"""By key: Swedish and English."""


def guard_word(key: str, language: str, **values: object) -> str:
    """Return a sentence of the guard in a language."""
    return WORDS[key][LANGUAGES.index(language)].format(**values)
