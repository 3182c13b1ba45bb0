"""The words that all screens use, and those of the first ones."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "codes as": ("kodar: {coder}", "coding: {coder}"),
    "codings": ("{n} kodningar", "{n} codings"),
    "one coding": ("1 kodning", "1 coding"),
    "read": ("{read} av {all} lästa", "{read} of {all} read"),
    "overdue": (
        "Skulle vara raderat enligt registret ({n}): {names}. Notera det när det är gjort: themecode register gone",
        "To be deleted by now, says the register ({n}): {names}. Note it when it is done: themecode register gone",
    ),
    "questions": ("Frågor", "Questions"),
    "transcripts": ("Intervjuer", "Interviews"),
    "question": ("Fråga {number}", "Question {number}"),
    "nothing here": (
        "Studien är tom. Läs in material från ett annat terminalfönster, så kommer det upp här:\n\n"
        "  themecode import transcripts {study} INTERVJU.docx …\n"
        "  themecode import survey {study} SVAR.xlsx\n\n"
        "Vill du börja med koderna? Tryck k.",
        "The study is empty. Import material from another terminal window, and it appears here:\n\n"
        "  themecode import transcripts {study} INTERVIEW.docx …\n"
        "  themecode import survey {study} ANSWERS.xlsx\n\n"
        "Do you want to begin with the codes? Press k.",
    ),
    "no answers": ("Ingen har svarat på frågan.", "Nobody answered this question."),
    "here": ("Här", "Here"),
    "nothing coded": ("inget kodat här", "nothing coded here"),
    "no codes": ("Inga koder än: tryck enter och skriv en.", "No codes yet: press enter and type one."),
    "who codes": ("Vem kodar?", "Who is coding?"),
    "new name": ("nytt namn …", "new name …"),
    "new coder": (
        "{name} är ny i studien. Tryck enter för att lägga till, esc för att ändra.",
        "{name} is new to this study. Press enter to add, esc to change.",
    ),
    "find code": ("Sök kod, eller skriv en ny", "Find a code, or type a new one"),
    "find known code": ("Sök kod", "Find a code"),
    "create code": ("+ ny kod: {label}", "+ new code: {label}"),
    "remove which": ("Vilken kodning ska bort?", "Remove which coding?"),
    "undone": ("Ångrat: {what}", "Undone: {what}"),
    "redone": ("Gjort om: {what}", "Done again: {what}"),
    "nothing to remove": ("Ingen egen kodning här.", "No coding of yours here."),
    "no text": ("Markera en text först.", "Select some text first."),
    "no digit": (
        "Ingen kod på {digit} än. Koder får en siffra när de används.",
        "No code on {digit} yet. Codes get a digit when they are used.",
    ),
    "all read": ("Allt är läst.", "Everything is read."),
    "unread": ("oläst", "unread"),
    "completed": ("klar", "done"),
    "no code fits": ("ingen kod passar", "no code fits"),
    "contentless": ("innehållslöst", "contentless"),
    "refers elsewhere": ("hänvisar till annat svar", "refers elsewhere"),
    "skipped": ("överhoppad", "skipped"),
    "looks contentless": ("ser innehållslöst ut: tryck c om det stämmer", "looks contentless: press c if so"),
    "looks referring": (
        "hänvisar kanske till annat svar: tryck h om det stämmer",
        "may refer elsewhere: press h if so",
    ),
    "state": ("status: {state}", "state: {state}"),
    "press any key": ("Tryck esc för att stänga.", "Press esc to close."),
    "help": ("Tangenter", "Keys"),
    "counts": ("Antal", "Counts"),
    "counting": ("räknar …", "counting …"),
    "no backup": ("Ingen säkerhetskopia gjordes: {why}", "No backup was made: {why}"),
    "read only": (
        "Studien är skrivskyddad: du kan läsa men inte koda.",
        "The study is read-only: you can read but not code.",
    ),
    "too many digits": ("alla siffror är upptagna", "all digits are taken"),
    "codebook": ("kodbok", "codebook"),
    "definition": ("definition", "definition"),
    "include": ("räkna hit", "include"),
    "exclude": ("räkna inte hit", "exclude"),
    "examples": ("exempel", "examples"),
    "retired": ("ur bruk: sätts inte på ny text", "retired: not put on new text"),
    "new code label": ("Vad heter den nya koden?", "What is the new code called?"),
    "label of": ("Nytt namn på {code}", "New name of {code}"),
    "key of": ("Ny nyckel för {code}", "New key of {code}"),
    "which part": ("Vad ska ändras?", "What is to change?"),
    "which kind": ("Vilken sort?", "Which kind?"),
    "move where": ("Flytta vart? [kodbok] eller under en kod", "Move where? [codebook] or below a code"),
    "merge?": (
        "Slå ihop {source} med {target}? {codings} går med; {source} försvinner. Kan ångras.",
        "Merge {source} into {target}? {codings} to move along; {source} goes. Can be undone.",
    ),
    "split by": (
        "Vilken text ska textställena innehålla som går till en ny kod (nu {code})?",
        "Which text do the passages hold that go to a new code (now {code})?",
    ),
    "split into": (
        "{codings} innehåller ”{search}”. Vad heter den nya koden?",
        "“{search}” is in {codings}. What is the new code called?",
    ),
    "yes": ("ja", "yes"),
    "no": ("nej", "no"),
    "to read again": (
        "läst innan {codes} fanns eller definierades som nu: läs om, tryck d",
        "read before {codes} existed or had the present definition: read again, press d",
    ),
    "move": (
        "ord ←→  mening ↑↓  replik pgup/pgdn  stycke ctrl+↑↓  med skift: markera",
        "word ←→  sentence ↑↓  turn pgup/pgdn  paragraph ctrl+↑↓  with shift: select",
    ),
    "of cases": ("{n} av {all}", "{n} of {all}"),
    "tour": ("({at} av {of}; {hide} döljer)", "({at} of {of}; {hide} hides this)"),
    "themes of screen": ("Tema", "Theme"),
}
