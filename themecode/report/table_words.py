"""The words of tables, in Swedish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "caption": ("{what}, antal och andel", "{what}, number and share"),
    "caption question": ("{what} Antal och andel.", "{what} Number and share."),
    "caption shares": ("{what}, andel", "{what}, share"),
    "caption shares question": ("{what} Andel.", "{what} Share."),
    "caption by": ("{what}, efter {by}", "{what}, by {by}"),
    "caption codings": ("{what}, antal", "{what}, number"),
    "question": ("Fråga {number}", "Question {number}"),
    "presence": ("{what}, förekomst per intervju", "{what}, presence by interview"),
    "earlier": ("{what}, jämfört med {year}", "{what}, compared with {year}"),
    "number": ("Antal", "Number"),
    "percent": ("Andel (procent)", "Share (percent)"),
    "of value number": ("{value}, antal", "{value}, number"),
    "of value percent": ("{value}, andel (procent)", "{value}, share (percent)"),
    "answers": ("Antal svar", "Answers"),
    "mean": ("Medelvärde", "Mean"),
    "total": ("Total", "Total"),
    "all": ("Alla", "All"),
    "no answer": ("Inget svar", "No answer"),
    "missing": ("uppgift saknas", "missing"),
    "answer": ("Svar", "Answer"),
    "category": ("Kategori", "Category"),
    "theme": ("Tema", "Theme"),
    "this year": ("Denna undersökning", "This survey"),
    "difference": ("Skillnad (procentenheter)", "Difference (percentage points)"),
    "in interviews": ("Antal intervjuer", "Interviews"),
    "base all": ("Andelen är av samtliga {n} {noun}.", "Shares are of all {n} {noun}."),
    "base asked": (
        "Andelen är av de {n} {noun} som fick frågan, av totalt {cases}.",
        "Shares are of the {n} {noun} that were asked, of {cases} in all.",
    ),
    "base answered": (
        "Andelen är av de {n} {noun} som har svarat.",
        "Shares are of the {n} {noun} that answered.",
    ),
    "base all one": ("Andelen är av {the} enda {noun} som finns.", "Shares are of the one {noun} there is."),
    "base asked one": (
        "Andelen är av {the} enda {noun} som fick frågan, av totalt {cases}.",
        "Shares are of the one {noun} that was asked, of {cases} in all.",
    ),
    "base answered one": (
        "Andelen är av {the} enda {noun} som har svarat.",
        "Shares are of the one {noun} that answered.",
    ),
    "base groups": (
        "I varje grupp är andelen av dem som {whom}.",
        "In each group shares are of those that {whom}.",
    ),
    "whom asked": ("fick frågan", "were asked"),
    "whom answered": ("har svarat", "answered"),
    "base nobody": ("Ingen har svarat.", "Nobody has answered."),
    "base categories": (
        "Andelen är av de {n} {noun} som har svarat; ett svar kan ingå i flera kategorier.",
        "Shares are of the {n} {noun} that answered; an answer can be in several categories.",
    ),
    "base categories one": (
        "Andelen är av {the} enda {noun} som har svarat; ett svar kan ingå i flera kategorier.",
        "Shares are of the one {noun} that answered; an answer can be in several categories.",
    ),
    "base interviews one": (
        "Andelen är av den enda intervjun; en intervju kan ingå i flera kategorier.",
        "Shares are of the one interview; an interview can be in several categories.",
    ),
    "base interviews": (
        "Andelen är av {n} {noun}; en intervju kan ingå i flera kategorier.",
        "Shares are of {n} {noun}; an interview can be in several categories.",
    ),
    "partial": (
        "Partiellt bortfall: {n} av {asked} {noun} svarade inte på frågan.",
        "Partial non-response: {n} of {asked} {noun} did not answer the question.",
    ),
    "partial items": (
        "Partiellt bortfall (antal som inte svarade): {items}.",
        "Partial non-response (number that did not answer): {items}.",
    ),
    "others one": (
        "1 {noun} svarade utan att ha fått frågan och ingår inte i tabellen.",
        "1 {noun} answered without having been asked and is not in the table.",
    ),
    "others": (
        "{n} {noun} svarade utan att ha fått frågan och ingår inte i tabellen.",
        "{n} {noun} answered without having been asked and are not in the table.",
    ),
    "several": ("Flera svarsalternativ var möjliga.", "Several answers were possible."),
    "only ticks": (
        "Underlaget skiljer inte den som inte kryssade något från den som hoppade över frågan.",
        "The data do not tell those who ticked nothing from those who skipped the question.",
    ),
    "rounding": (
        "Andelarna är avrundade var för sig och summerar därför inte till 100.",
        "Shares are rounded one by one and therefore do not add up to 100.",
    ),
    "backcoded": (
        "Fritextsvar från {n} {noun} är förda till de fasta svarsalternativen.",
        "Written answers of {n} {noun} are counted at the fixed answers they mean.",
    ),
    "mean of one": (
        "Medelvärde: {mean} (av 1 svar).",
        "Mean: {mean} (of 1 answer).",
    ),
    "mean of": (
        "Medelvärde: {mean} (av {n} svar).",
        "Mean: {mean} (of {n} answers).",
    ),
    "nobody": ("Ingen fick frågan.", "Nobody was asked."),
    "increase": (
        "{what}: andelen har ökat från {then} procent {year} till {now} procent, {points} procentenheter.",
        "{what}: the share has risen from {then} percent in {year} to {now} percent, by {points} percentage points.",
    ),
    "decrease": (
        "{what}: andelen har minskat från {then} procent {year} till {now} procent, {points} procentenheter.",
        "{what}: the share has fallen from {then} percent in {year} to {now} percent, by {points} percentage points.",
    ),
    "same": (
        "{what}: andelen är oförändrad, {now} procent (omkring {then} procent {year}).",
        "{what}: the share is unchanged, {now} percent (about {then} percent in {year}).",
    ),
    "same exactly": (
        "{what}: andelen är oförändrad sedan {year}, {now} procent.",
        "{what}: the share is unchanged since {year}, {now} percent.",
    ),
    "one point": ("1 procentenhet", "1 percentage point"),
    "no test": (
        "Skillnaderna är räknade på oavrundade andelar och inte prövade för signifikans.",
        "Differences are of unrounded shares and not tested for significance.",
    ),
    "source": ("Siffror för {year}: {source}.", "Figures of {year}: {source}."),
    "not comparable": (
        "Saknar motsvarighet nu, eller då: {items}.",
        "Without a counterpart now, or then: {items}.",
    ),
    "residual": ("inget av intervallen, eller ingen siffra", "none of the intervals, or no number"),
    "open end": ("{low}{unit} eller mer", "{low}{unit} or more"),
    "presence base": (
        "x: temat förekommer i intervjun. Intervjuer räknas, inte personer; det moderatorn säger räknas inte.",
        "x: the theme comes up in the interview. Interviews are counted, not persons; what the moderator says is not.",
    ),
    "of": ("{n} av {base}", "{n} of {base}"),
    "unread interviews": ("Ännu inte lästa: {items}.", "Not read yet: {items}."),
}
"""By key: Swedish and English."""
