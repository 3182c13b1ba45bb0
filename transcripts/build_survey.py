"""Build the invented survey of 199 family centres: the table and its codings.

    python transcripts/build_survey.py

writes survey.csv, survey.xlsx and survey-codings.csv beside this file, in the columns that
survey-mapping.yaml describes. The answers are put together from the hand-written phrases in bank/; no
real answer was used. The consensus has the published counts of the national mapping of family centres;
the coders Anna and Bo differ from it at random. The same seed gives the same files, byte for byte.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml
from openpyxl import Workbook
from survey_text import Bank, Centre, three_fields, write

HERE = Path(__file__).resolve().parent
SEED = 2023
CASES = 199
AREA_TYPES = {1: 31, 2: 36, 3: 75, 4: 56, 5: 1}
REGIONS = (
    "Norr", "Nordväst", "Nordost", "Väst", "Öst", "Mitt", "Sydväst", "Sydost", "Syd", "Norra inlandet",
    "Norra kusten", "Västra kusten", "Östra kusten", "Västra slätten", "Södra slätten", "Norra skogsbygden",
    "Östra skogsbygden", "Mellanbygden", "Sjöbygden", "Öarna",
)  # fmt: skip
COLUMNS = (
    "id", "region", "omradestyp", "bvc", "bmm", "soc", "of", "annan_part", "q5_fast", "q5", "q7a_fast", "q7a",
    "q23", "q25_1", "q25_2", "q25_3", "q26",
)  # fmt: skip
CODING_COLUMNS = ("case", "question", "document", "start", "end", "code", "coder", "round", "state")
QUESTIONS = {"q5": "q05", "q7a": "q07a", "q23": "q23", "q25": "q25", "q26": "q26"}
CODERS = {"Anna": 0.09, "Bo": 0.13}  # share of answers coded otherwise than the consensus, about
Coded = tuple[list[str], str]  # codes and state
Answer = tuple[str, str, list[str], str]  # case, question, codes and state
NO_FIT, CONTENTLESS, REFERS = "no code fits", "contentless", "refers elsewhere"


def shuffled(rng: random.Random, counts: dict[Any, int]) -> list[Any]:
    """Return each value as many times as counted, in random order."""
    values = [value for value, n in counts.items() for _ in range(n)]
    rng.shuffle(values)
    return values


def make_centres(rng: random.Random) -> list[Centre]:
    """Make the 199 centres with the published numbers of parties and closed answers."""
    missing = shuffled(rng, {(): 142, ("bmm",): 37, ("soc",): 8, ("of",): 1, ("bmm", "soc"): 9, ("bmm", "of"): 2})
    other = shuffled(rng, {"Ja": 40, "Nej": CASES - 40})
    area = shuffled(rng, AREA_TYPES)
    q5 = shuffled(rng, {"Ja": 83, "Nej": 109, "Vet inte": 7})
    q7a = shuffled(rng, {"Ja": 136, "Vet inte": 34, "Nej": 26})
    centres = []
    for i in range(CASES):
        row = dict.fromkeys(COLUMNS, "") | {"id": f"FC{i + 1:03}", "region": f"Region {rng.choice(REGIONS)}"}
        row |= {"omradestyp": area[i], "annan_part": other[i], "q5_fast": q5[i]}
        row |= {p: "Nej" if p in missing[i] else "Ja" for p in ("bvc", "bmm", "soc", "of")}
        row["q7a_fast"] = q7a.pop() if row["of"] == "Ja" else ""
        style = rng.choices(("list", "sentence", "both"), (45, 38, 17))[0]
        words = rng.choices((0.35, 1.0, 1.9), (25, 50, 25))[0]
        centres.append(Centre(row, words, style, rng.random() < 0.22, rng.random() < 0.8))
    return centres


def choose(rng: random.Random, centres: Sequence[Centre], n: int) -> list[Centre]:
    """Choose n centres at random, in their order."""
    return sorted(rng.sample(list(centres), n), key=lambda c: c.row["id"])


def assign(rng: random.Random, codes: dict[str, Any], centres: Sequence[Centre]) -> list[list[str]]:
    """Give every centre at least one code, and every code exactly its count of centres."""
    given: list[list[str]] = [[] for _ in centres]
    for code, entry in codes.items():
        weight = [c.words * entry.get("area", {}).get(c.row["omradestyp"], 1) for c in centres]
        order = sorted(range(len(centres)), key=lambda i: rng.random() ** (1 / weight[i]), reverse=True)
        for i in order[: entry["count"]]:
            given[i].append(code)
    for mine in given:
        if not mine:
            richest = max(len(g) for g in given)
            donor = rng.choice([g for g in given if len(g) == richest])
            mine.append(donor.pop(rng.randrange(len(donor))))
    for mine in given:
        rng.shuffle(mine)
    return given


def answer(rng: random.Random, bank: Bank, asked: Sequence[Centre], numbers: tuple[int, ...]) -> list[Answer]:
    """Fill in one question: how many answers have a code, no code, no content, refer elsewhere."""
    question = bank.data["question"]
    states = shuffled(rng, dict(zip(("coded", NO_FIT, CONTENTLESS, REFERS), numbers, strict=True)))
    chosen = choose(rng, asked, len(states))
    coded = [c for c, state in zip(chosen, states, strict=True) if state == "coded"]
    given = iter(assign(rng, bank.data["codes"], coded))
    result = []
    for centre, state in zip(chosen, states, strict=True):
        codes = next(given) if state == "coded" else []
        if state in (CONTENTLESS, REFERS):
            text = bank.extra("contentless" if state == CONTENTLESS else "refers")
        elif question != "q25":
            text = write(bank, centre, codes)
        if question == "q25":
            texts = [text, "", ""] if state == CONTENTLESS else three_fields(bank, centre, codes)
            centre.row |= {f"q25_{n}": part for n, part in enumerate(texts, 1)}
        else:
            centre.row[question] = text
        result.append((centre.row["id"], question, codes, "" if codes else state))
    return result


def recode(rng: random.Random, bank: Bank, codes: list[str], state: str, rate: float) -> Coded:
    """Code as one coder: mostly like the consensus, else a code less, one more or a neighbour instead."""
    if state == REFERS or rng.random() >= rate:
        return codes, state
    if state == CONTENTLESS:
        return codes, NO_FIT
    book = bank.data["codes"]
    if not codes:
        return [rng.choices(list(book), [entry["count"] for entry in book.values()])[0]], ""
    code = rng.choice(codes)
    near = [other for other in book[code]["near"] if other not in codes]
    how = rng.choices(("drop", "add", "confuse"), (35 if len(codes) > 1 else 8, 25, 40))[0]
    if how == "drop" or not near:
        rest = [c for c in codes if c != code]
        return rest, "" if rest else NO_FIT
    other = rng.choice(near)
    return ([*codes, other] if how == "add" else [other if c == code else c for c in codes]), ""


def coding_rows(banks: dict[str, Bank], answers: list[Answer]) -> list[list[str]]:
    """List every coder's codings of every answer, one row per code."""
    rngs = {coder: random.Random(f"{SEED}:{coder}") for coder in CODERS}
    rows = []
    for case, question, codes, state in answers:
        bank = banks[question]
        seen = {coder: recode(rngs[coder], bank, codes, state, rate) for coder, rate in CODERS.items()}
        for coder, (mine, status) in (seen | {"consensus": (codes, state)}).items():
            turn = "reliability" if coder in CODERS else ""
            order = sorted(mine, key=list(bank.data["codes"]).index) or [""]
            rows += [[case, question, "", "", "", code, coder, turn, status] for code in order]
    return rows


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a UTF-8 csv file with commas."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the same cells as a workbook, without the time of day, so that nothing changes between runs."""
    book, buffer = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("survey")
    for cells in [header, *rows]:
        sheet.append([cell or None for cell in cells])
    book.save(buffer)
    with ZipFile(buffer) as saved, ZipFile(path, "w") as file:
        for name in saved.namelist():
            data = saved.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+ [^>]*>)[^<]+", rb"\g<1>2023-03-20T00:00:00Z", data)
            file.writestr(ZipInfo(name), data, ZIP_DEFLATED)


def main() -> None:
    """Write the three files."""
    rng = random.Random(SEED)
    centres = make_centres(rng)
    yes5 = [c for c in centres if c.row["q5_fast"] == "Ja"]
    no5 = [c for c in centres if c.row["q5_fast"] != "Ja"]
    asked = dict.fromkeys(QUESTIONS, centres)
    asked["q5"] = choose(rng, yes5, 80) + choose(rng, no5, 7)  # some comment without having answered Ja
    asked["q7a"] = [c for c in centres if c.row["q7a_fast"] == "Ja"]
    numbers = {"q5": (44, 43, 0, 0), "q7a": (126, 7, 0, 0), "q23": (189, 4, 2, 0)}
    numbers |= {"q25": (178, 8, 3, 0), "q26": (151, 16, 7, 3)}
    banks: dict[str, Bank] = {}
    answers: list[Answer] = []
    for key, name in QUESTIONS.items():
        data = yaml.safe_load((HERE / "bank" / f"{name}.yaml").read_text(encoding="utf-8"))
        own = random.Random(f"{SEED}:{key}")
        banks[key] = Bank(data, own)
        answers += answer(own, banks[key], asked[key], numbers[key])
    table = [[c.row[name] for name in COLUMNS] for c in centres]
    write_csv(HERE / "survey.csv", COLUMNS, table)
    answers.sort(key=lambda entry: entry[0])
    write_csv(HERE / "survey-codings.csv", CODING_COLUMNS, coding_rows(banks, answers))
    write_xlsx(HERE / "survey.xlsx", COLUMNS, table)
    print(f"{len(table)} centres, {len(answers)} answers")


if __name__ == "__main__":
    main()
