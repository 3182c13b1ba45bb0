"""The sentences of remarks to the analyst, in Swedish and English."""

from __future__ import annotations

from themecode.core.localized import LANGUAGES

REMARKS: dict[str, tuple[str, str]] = {
    "intro": ("Till dig som redovisar, inte att trycka:", "For you who report, not for print:"),
    "hidden": (
        "Fråga {question} redovisas inte (mode hidden).",
        "Question {question} is not reported (mode hidden).",
    ),
    "unnumbered": (
        "Fråga {question}: under gränsen, nämns utan antal: {category}",
        "Question {question}: below the threshold, named without its number: {category}",
    ),
    "unnamed": (
        "Fråga {question}: under gränsen, nämns inte: {category}",
        "Question {question}: below the threshold, not named: {category}",
    ),
    "quotes left": (
        "Fråga {question}: {n} valda citat till {code} skrivs inte ut (citat står vid de vanligaste, högst fyra).",
        "Question {question}: {n} chosen quotes for {code} are not printed "
        "(quotes stand with the most common, four at most).",
    ),
    "quotes left one": (
        "Fråga {question}: 1 valt citat till {code} skrivs inte ut (citat står vid de vanligaste, högst fyra).",
        "Question {question}: 1 chosen quote for {code} is not printed "
        "(quotes stand with the most common, four at most).",
    ),
    "one document": (
        "{n} av {of} citat kommer från {subject}.",
        "{n} of {of} quotes come from {subject}.",
    ),
    "small role": (
        "Talare med rollen {subject} i de citerade intervjuerna: {n}. Den som citeras kan bli igenkänd.",
        "Speakers with the role {subject} in the interviews quoted: {n}. Whoever is quoted may be recognised.",
    ),
    "not in source": (
        "Citat {subject} stämmer inte med sin källa; rätta det: themecode quote edit",
        "Quote {subject} does not agree with its source; correct it: themecode quote edit",
    ),
    "waiting": (
        "{codebook}: {n} intervjuer är inte klara. Är det sådana som inte ska läsas med kodboken, säg vilka som ska: "
        "themecode settings STUDIE --interviews '{codebook}=NAMN*'",
        "{codebook}: {n} interviews are not completed. If they are not to be read with this codebook, say which are: "
        "themecode settings STUDY --interviews '{codebook}=NAME*'",
    ),
    "waiting one": (
        "{codebook}: 1 intervju är inte klar. Ska den inte läsas med kodboken, säg vilka som ska: "
        "themecode settings STUDIE --interviews '{codebook}=NAMN*'",
        "{codebook}: 1 interview is not completed. If it is not to be read with this codebook, say which are: "
        "themecode settings STUDY --interviews '{codebook}=NAME*'",
    ),
    "begun": (
        "{n} intervjuer är kodade men inte klara och räknas inte än: {subjects}. Tryck d där när allt är läst.",
        "{n} interviews are coded, but not done, and not counted yet: {subjects}. "
        "Press d there when all of it is read.",
    ),
    "begun one": (
        "{subjects} är kodad men inte klar och räknas inte än. Tryck d där när allt är läst.",
        "{subjects} is coded, but not done, and not counted yet. Press d there when all of it is read.",
    ),
    "no memo": (
        "{codebook}: utan anteckning, texten är kodens definition: {subjects}",
        "{codebook}: without a memo, the text is the code's definition: {subjects}",
    ),
    "no text": (
        "{codebook}: utan anteckning och definition: {subjects}",
        "{codebook}: without a memo or a definition: {subjects}",
    ),
    "no quotes": ("{codebook}: utan valda citat: {subjects}", "{codebook}: without chosen quotes: {subjects}"),
    "not coded": (
        "{codebook}: står inte i någon intervju och är utelämnade: {subjects}",
        "{codebook}: in no interview, and left out: {subjects}",
    ),
}
"""By key: the Swedish and the English sentence."""


def remark(key: str, language: str, **values: object) -> str:
    """Return a remark in a language; ``key one`` where the number ``n`` is 1."""
    if str(values.get("n")) == "1":
        key = f"{key} one" if f"{key} one" in REMARKS else key
    return REMARKS[key][LANGUAGES.index(language)].format(**values)
