"""The words of the answers and their table."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "column case": ("fall", "case"),
    "column text": ("svar", "answer"),
    "column codes": ("koder", "codes"),
    "column state": ("status", "state"),
    "begun": ("påbörjad", "begun"),
    "filter answers": (
        "visa bara: ord  kod:…  status:oläst  VARIABEL:värde  -utan",
        "show only: word  code:…  state:unread  VARIABLE:value  -without",
    ),
    "listing": ("söker …", "searching …"),
    "listed all": ("{n} svar", "{n} answers"),
    "listed some": ("{n} av {all} svar", "{n} of {all} answers"),
    "marked": ("{n} markerade", "{n} marked"),
    "ordered by": ("ordnade efter {column}{way}", "in order of {column}{way}"),
    "none meets": (
        "Inget svar stämmer med filtret. Tryck 0 för att visa alla.",
        "No answer fits. Press 0 to show all.",
    ),
    "row gone": ("Svaret finns inte längre.", "The answer is not there any more."),
    "order by which": (
        "Ordna efter vad? (samma igen: omvänt)",
        "Order by what? (the same again: the other way round)",
    ),
    "pick which": ("Visa bara svar med …", "Show only answers with …"),
    "pick code": ("en kod …", "a code …"),
    "pick no code": ("ingen kod", "no code"),
    "pick state": ("en status …", "a state …"),
    "pick value": ("{variable} …", "{variable} …"),
    "pick which state": ("Vilken status?", "Which state?"),
    "pick which value": ("Vilket värde på {variable}?", "Which value of {variable}?"),
    "no value": ("(saknas)", "(missing)"),
    "which columns": (
        "Vilken variabel ska visas eller döljas?",
        "Which variable is to be shown or hidden?",
    ),
    "remove which from many": ("Vilken kod ska bort från svaren?", "Which code is to go from the answers?"),
    "code and number": ("{code} ({n} svar)", "{code} ({n} answers)"),
    "no codes on these": ("Inga egna koder på svaren.", "No codes of yours on the answers."),
    "many coded": ("{code}: {n} svar kodade. Tryck u för att ångra.", "{code}: {n} answers coded. Press u to undo."),
    "many had it": ("{left} hade koden redan.", "{left} had the code already."),
    "many left": (
        "{n} svar: {state}. Tryck u för att ångra.",
        "{n} answers: {state}. Press u to undo.",
    ),
    "many have codes": (
        "{left} har koder och lämnades som de var.",
        "{left} have codes and were left as they were.",
    ),
    "many reopened": ("{n} svar öppnade igen.", "{n} answers opened again."),
    "many removed": ("{code} borttagen från {n} svar.", "{code} removed from {n} answers."),
    "like marked": ("{n} lika svar markerade.", "{n} like answers marked."),
    "like none": ("Inget annat svar är likt detta.", "No other answer is like this one."),
    "like offered": ("{n} lika svar olästa: tryck =", "{n} like answers unread: press ="),
    "one like offered": ("1 likt svar oläst: tryck =", "1 like answer unread: press ="),
    "code first": (
        "Koda svaret först, sedan ger = samma koder till de lika.",
        "Code the answer first; then = gives the same codes to those like it.",
    ),
    "like given": (
        "{n} lika svar fick samma koder och status. Tryck u för att ångra.",
        "{n} like answers got the same codes and state. Press u to undo.",
    ),
    "aside offered": (
        "texten är ändrad; tidigare koder: {codes} · tryck t för att ta över",
        "the text was changed; earlier codes: {codes} · press t to take them over",
    ),
    "aside lost": ("{code} (finns inte i nya texten)", "{code} (not in the new text)"),
    "aside none": ("Inga tidigare koder att ta över.", "No earlier codes to take over."),
    "aside taken": ("{n} kodningar togs över. Tryck u för att ångra.", "{n} codings taken over. Press u to undo."),
    "filter no value": ("Vad ska stå efter {name}: ?", "What is to stand after {name}: ?"),
    "filter one text": (
        '{name}: tar en text; med komma skrivs den inom citattecken: {name}:"{text}"',
        '{name}: takes one text; with a comma it goes in quotation marks: {name}:"{text}"',
    ),
    "filter alone": ("{value} kan inte stå ihop med andra koder", "{value} cannot stand together with other codes"),
    "filter unknown name": (
        "Det finns ingen variabel {name}. Nära till hands: {near}. Text med kolon skrivs inom citattecken.",
        "There is no variable {name}. Close to it: {near}. Text with a colon goes in quotation marks.",
    ),
    "filter unknown code": (
        "Det finns ingen kod {code}. Nära till hands: {near}",
        "There is no code {code}. Close to it: {near}",
    ),
    "filter unknown state": (
        "Det finns ingen status {state}. Det finns: oläst, läst, orörd, påbörjad, överhoppad, klar, ingen-passar, "
        "innehållslöst, hänvisar",
        "There is no state {state}. There are: unread, read, untouched, begun, skipped, done, none-fits, contentless, "
        "refers",
    ),
    "filter unknown value": (
        "Inget fall har {value} som {name}. Det finns: {near}",
        "No case has {value} as {name}. There are: {near}",
    ),
}
