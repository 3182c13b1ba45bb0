"""The words of the screen where names are replaced."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "names": ("namn och uppgifter", "names and particulars"),
    "names looking": ("Letar efter namn …", "Looking for names …"),
    "names none": ("Inget som ser ut att peka ut någon.", "Nothing that looks identifying."),
    "names chosen": ("{n} av {all} byts ut, på {places} ställen", "{n} of {all} to be replaced, at {places} places"),
    "names kind person": ("person", "person"),
    "names kind place": ("ort", "place"),
    "names kind centre": ("verksamhet", "centre"),
    "names kind other": ("annat", "other"),
    "names kind personnummer": ("personnummer", "personnummer"),
    "names kind phone": ("telefon", "phone"),
    "names kind email": ("e-post", "e-mail"),
    "names kind date": ("datum", "date"),
    "names times": ("{n} ställen", "{n} places"),
    "names once": ("1 ställe", "1 place"),
    "names doubt": ("osäkert", "in doubt"),
    "names may be": ("kan vara {names}", "may be {names}"),
    "names more": ("… och {n} till", "… and {n} more"),
    "names standin": ("Vad ska stå i stället för {name}?", "What is to stand in the place of {name}?"),
    "names list": (
        "Vilken fil har namnen? (.txt med ett namn per rad, eller .csv/.xlsx)",
        "Which file has the names? (.txt with one on each line, or .csv/.xlsx)",
    ),
    "names passphrase": ("Lösenfras till nyckeln {file}", "Passphrase of the key {file}"),
    "names new passphrase": (
        "Välj en lösenfras till nyckeln {file}. Utan den går namnen aldrig att få tillbaka.",
        "Choose a passphrase for the key {file}. Without it the names can never be brought back.",
    ),
    "names again": ("Skriv lösenfrasen en gång till", "Type the passphrase once more"),
    "names differ": (
        "Det var inte samma lösenfras. Inget är bytt.",
        "That was another passphrase. Nothing is replaced.",
    ),
    "names sure?": (
        "Byta ut {n} namn och uppgifter? Ångra tar inte tillbaka det, bara nyckeln.",
        "Replace {n} names and particulars? Undo does not bring them back, only the key.",
    ),
    "names replaced": (
        "Bytt: {names} namn och uppgifter på {places} ställen. Nyckeln: {file}",
        "Replaced: {names} names and particulars at {places} places. The key: {file}",
    ),
    "names bundle out": (
        "En arbetsfil är ute som kan ha namnen: {file}, för {coder}. Gör en ny.",
        "A bundle is out that may have the names: {file}, for {coder}. Make it anew.",
    ),
    "names nothing": ("Märk något att byta ut först.", "Mark something to replace first."),
}
