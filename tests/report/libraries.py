"""A made-up study of library branches with a question of every kind, labels with everything in them, and interviews."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

from themecode import Study
from themecode.formats.mapping_file import read_mapping
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.earlier_figures import import_earlier
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_survey import import_survey
from themecode.usecases.import_transcripts import import_transcripts

BRANCHES = 120
REGIONS = ("Norr", "Mitt", "Söder", "Öarna")
KINDS = ("storstad", "förort", "stad", "mindre ort", "landsbygd", "skärgård (öar)")
NEEDS = {
    "behov.lokal": ("lokaler (större än 40 m²)", 60),
    "behov.personal": ("fler i personalen", 45),
    "behov.tid": ("öppet på kvällar | helger", 45),
    "behov.bocker": ("medier på <lätt svenska> & andra språk", 20),
    "behov.annat": ("annat, t.ex. 3D-skrivare", 4),
}
BOOK = {
    "codebook": "behov",
    "name": {"sv": "Behov", "en": "Needs"},
    "codes": [
        {
            "key": key,
            "kind": "category",
            "label": {"sv": label, "en": f"{label} (en)"},
            "codes": [
                {"key": f"{key}.a", "label": {"sv": f"{label}, första sorten", "en": f"{label}, kind 1"}},
                {"key": f"{key}.b", "label": {"sv": f"{label}, andra sorten", "en": f"{label}, kind 2"}},
            ],
        }
        for key, (label, _) in NEEDS.items()
    ],
}
TALKS = {
    "codebook": "samtal",
    "name": {"sv": "Samtal med personal", "en": "Talks with staff"},
    "codes": [
        {"key": "samtal.rum", "kind": "theme", "label": {"sv": "rummet", "en": "the room"}},
        {"key": "samtal.moten", "kind": "theme", "label": {"sv": "möten", "en": "meetings"}},
        {"key": "samtal.pengar", "kind": "theme", "label": {"sv": "pengar", "en": "money"}},
    ],
}
AGREE = ["stämmer inte", "stämmer delvis", "stämmer till stor del", "stämmer helt"]
MAPPING = {
    "case": "id",
    "case_noun": {"sv": ["filial", "filialer"], "en": ["branch", "branches"]},
    "questions": [
        {
            "key": "q2b",
            "number": "2b",
            "columns": ["q2b"],
            "wording": {"sv": "Vad behöver ni mest?", "en": "What do you need most?"},
            "codebook": "behov",
            "asked_when": {"q2": "Ja"},
            "nouns": {
                "sv": {"singular": "behovet", "plural": "behoven", "gender": "neuter"},
                "en": {"singular": "need", "plural": "needs"},
            },
        },
    ],
    "closed": [
        {
            "key": "q1",
            "number": "1",
            "kind": "multiple",
            "columns": ["kafe", "barn", "dator"],
            "wording": {"sv": "Vad finns på filialen?", "en": "What is there at the branch?"},
            "items": {"kafe": "kafé | servering", "barn": "rum för <barn> & unga", "dator": "datorer (1–5)"},
        },
        {"key": "q2", "number": "2", "kind": "single", "column": "q2", "wording": "Saknar ni något?"},
        {
            "key": "q3",
            "number": "3",
            "kind": "matrix",
            "columns": ["q3a", "q3b"],
            "wording": "Har ni öppet",
            "items": {"q3a": "på kvällar", "q3b": "på söndagar"},
        },
        {
            "key": "q4",
            "number": "4",
            "kind": "matrix",
            "columns": ["q4a", "q4b", "q4c"],
            "wording": "Hur väl stämmer det?",
            "items": {"q4a": "vi hinner", "q4b": "vi trivs", "q4c": "vi syns"},
            "labels": {str(place): label for place, label in enumerate(AGREE, start=1)},
        },
        {"key": "q5", "number": "5", "kind": "scale", "column": "q5", "wording": "Betyg på helheten"},
        {
            "key": "q6",
            "number": "6",
            "kind": "scale",
            "columns": ["q6a", "q6b"],
            "wording": "Betyg på delarna",
            "items": {"q6a": "lokalen", "q6b": "utbudet"},
        },
    ],
    "attributes": [{"column": "region"}, {"column": "ortstyp"}, {"column": "timmar"}],
}
EARLIER = """question,year,value,count,base,source
q2,2019,Ja,50,100,Rapport 2019
q2,2019,Nej,30,100,Rapport 2019
q1,2019,kafe,20,90,Rapport 2019
q1,2019,barn,,,Rapport 2019
q4,2019,q4a=4,12,90,Rapport 2019
q2b,2019,behov.lokal,31,60,Rapport 2019
"""


def make_libraries(folder: Path) -> Path:
    """Make the study and return its path."""
    chance = random.Random(7)
    for name, book in (("behov", BOOK), ("samtal", TALKS)):
        (folder / f"{name}.yaml").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    rows, codings = _rows(chance)
    with (folder / "svar.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with (folder / "kodningar.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["case", "question", "document", "start", "end", "code", "coder"], *codings])
    (folder / "mapping.yaml").write_text(json.dumps(MAPPING, ensure_ascii=False), encoding="utf-8")
    (folder / "2019.csv").write_text(EARLIER, encoding="utf-8")
    talks = []
    for place in range(3):
        talk = folder / f"samtal-{place + 1}.txt"
        talk.write_text(
            "Moderator: Vad betyder rummet?\nP1 (bibliotekarie): Rummet är viktigt för alla här.\n"
            "P2 (vaktmästare): Möten och pengar, det är det vi pratar om.\n",
            encoding="utf-8",
        )
        talks.append(talk)
    path = folder / "bibliotek.db"
    with Study.create(path, title="Biblioteksfilialer", coder="Anna") as study:
        load_codebook(study, folder / "behov.yaml")
        load_codebook(study, folder / "samtal.yaml")
        import_survey(study, folder / "svar.csv", mapping=read_mapping(folder / "mapping.yaml"))
        import_codings(study, folder / "kodningar.csv")
        import_earlier(study, folder / "2019.csv")
        import_transcripts(study, talks)
        for place, codes in enumerate((("rum", "moten"), ("rum",), ("pengar", "moten"))):
            document = study.document(f"samtal-{place + 1}")
            start = document.text.index("Rummet är")
            for code in codes:
                study.code(document, start, start + 20, f"samtal.{code}")
            study.complete(document)
    return path


def _rows(chance: random.Random) -> tuple[list[dict[str, str]], list[list[str]]]:
    """Return the answers, and who coded what."""
    rows: list[dict[str, str]] = []
    codings: list[list[str]] = []
    for place in range(BRANCHES):
        case = f"F{place:03}"
        needs = "Ja" if place < 80 else "Nej" if place < 105 else "Vet ej" if place < 113 else ""
        told = [key for key, (_, number) in NEEDS.items() if place < number or (place % 7 == 0 and place < 70)]
        rows.append(
            {
                "id": case,
                "kafe": "Ja" if place % 3 else "",
                "barn": "Ja" if place % 4 else "",
                "dator": "Ja" if place % 5 == 1 else "",
                "q2": needs,
                "q2b": f"Vi i {case} behöver mycket, till exempel ett rum." if needs == "Ja" and place < 75 else "",
                "q3a": chance.choice(["Ja", "Ja", "Nej", ""]),
                "q3b": chance.choice(["Ja", "Nej", "Nej"]),
                **{f"q4{item}": chance.choice("1234") if chance.random() < 0.95 else "" for item in "abc"},
                "q5": chance.choice("12345"),
                "q6a": chance.choice("12345"),
                "q6b": chance.choice(["1", "3", "5", ""]),
                "region": REGIONS[place % 4],
                "ortstyp": KINDS[place % 6] if place != 3 else "",
                "timmar": chance.choice(["4", "12", "20", "31", "ca 44", "vet ej"]),
            }
        )
        if rows[-1]["q2b"]:
            chosen = [f"{key}.{chance.choice('ab')}" for key in told] or [""]
            codings += [[case, "q2b", "", "", "", code, "Anna"] for code in chosen]
    return rows, codings
