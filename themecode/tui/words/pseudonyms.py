"""The words of the screen where names are replaced."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "names": "names and particulars",
    "names looking": "Looking for names …",
    "names none": "Nothing that looks identifying.",
    "names chosen": "{n} of {all} to be replaced, at {places} places",
    "names kind person": "person",
    "names kind place": "place",
    "names kind centre": "centre",
    "names kind other": "other",
    "names kind personnummer": "personnummer",
    "names kind phone": "phone",
    "names kind email": "e-mail",
    "names kind date": "date",
    "names times": "{n} places",
    "names once": "1 place",
    "names doubt": "in doubt",
    "names may be": "may be {names}",
    "names more": "… and {n} more",
    "names standin": "What is to stand in the place of {name}?",
    "names list": "Which file has the names? (.txt with one on each line, or .csv/.xlsx)",
    "names passphrase": "Passphrase of the key {file}",
    "names new passphrase": "Choose a passphrase for the key {file}. Without it the names can never be brought back.",
    "names again": "Type the passphrase once more",
    "names differ": "That was another passphrase. Nothing is replaced.",
    "names sure?": "Replace {n} names and particulars? Undo does not bring them back, only the key.",
    "names replaced": "Replaced: {names} names and particulars at {places} places. The key: {file}",
    "names bundle out": "A bundle is out that may have the names: {file}, for {coder}. Make it anew.",
    "names nothing": "Mark something to replace first.",
}
