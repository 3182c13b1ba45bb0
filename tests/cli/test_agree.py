"""`agree` prints what a reviewer asks for, says what it cannot compare, and writes it to files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis.agreement.reading import BANDS, KEYS
from themecode.analysis.agreement_result import COEFFICIENTS
from themecode.core.localized import LANGUAGES
from themecode.report import agreement_words as words
from themecode.report.agreement_sentences import SENTENCES
from themecode.report.agreement_words import decimal
from themecode.report.grid import width
from themecode.usecases.codebook_changes import merge_codes

Run = Callable[..., Any]
DOCS = Path(__file__).parents[2] / "docs" / "files.md"


def codings(*rows: tuple[str, str, str], round: str = "runda") -> str:
    lines = [f"{case},q1,,,,{code},{coder},{round}\n" for case, coder, code in rows]
    return "case,question,document,start,end,code,coder,round\n" + "".join(lines)


@pytest.fixture
def team(small: Any, write: Callable[[str, str], Path], run: Run) -> Path:
    """A study in which Anna and Åsa have coded three answers each, two of them the same, in a closed round."""
    rows = [
        *(("1", who, "k.tid.luft") for who in ("Anna", "Åsa")),
        *(("2", who, "k.rum") for who in ("Anna", "Åsa")),
        ("4", "Anna", "k.rad"),
        ("4", "Åsa", ""),
        ("5", "Anna", "k.rad"),
    ]
    assert run("import", "codings", small.path, write("k.csv", codings(*rows))).code == 0
    with Study.open(small.path, coder="Anna") as study:
        from themecode.usecases.rounds import close_round

        close_round(study, "runda")
    return Path(small.path)


def test_the_demo_prints_what_can_be_checked_by_hand(demo: Path, run: Run) -> None:
    ran = run("agree", demo, "--question", "23")
    assert (ran.code, ran.err) == (0, "")
    row = next(line for line in ran.out.splitlines() if line.startswith("samverkan/samarbete"))
    cells = re.split(r"\s{2,}", row)
    anna, bo = int(cells[1]), int(cells[2])
    percent, kappa = (float(cells[place].replace(",", ".")) for place in (4, 5))
    chance = (anna * bo + (195 - anna) * (195 - bo)) / 195**2
    assert kappa == pytest.approx((percent / 100 - chance) / (1 - chance), abs=0.002)
    assert "n = 195 svar, kodade av alla." in ran.out
    assert "Jämförda: Anna och Bo." in ran.out


def test_the_sentence_for_the_method_chapter_is_in_either_language(demo: Path, run: Run) -> None:
    swedish = run("agree", demo, "--question", "23").out.rstrip().splitlines()[-1]
    english = run("agree", demo, "--question", "23", "--language", "en").out.rstrip().splitlines()[-1]
    assert swedish.startswith("Anna och Bo kodade oberoende av varandra samma 195 svar på fråga 23 med kodboken")
    assert re.search(
        r"Krippendorffs alfa 0,\d\d \(MASI-avstånd; 95 % konfidensintervall 0,\d\d–0,\d\d, analytiskt\)", swedish
    )
    assert english.startswith("Anna and Bo independently coded the same 195 answers to question 23 with the codebook")
    assert re.search(
        r"alpha was 0\.\d\d \(MASI distance; 95 % confidence interval 0\.\d\d–0\.\d\d, analytic\)", english
    )


def test_what_is_left_out_and_how_often_it_was_computed_is_printed(team: Path, run: Run) -> None:
    first, second = run("agree", team), run("agree", team)
    assert "Inte jämförda, eftersom Åsa inte har läst dem klart: 1 (5)." in first.out
    assert "Beräknad för första gången på detta i omgången." in first.out
    assert "Beräknad 2 gånger på detta i omgången." in second.out
    assert "Inte använda av någon: " in first.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--coder", "Anna"), "agreement needs at least two coders"),
        (("--coder", "Anna", "--coder", "Lo"), "there is no such coder, Lo"),
        (("--coder", "Anna", "--coder", "consensus"), "the consensus is what coders agreed on"),
        (("--round", "x"), "there is no such round, x"),
        (("--round", "production"), "nothing of this was completed in the round"),
        (("--question", "2"), "no closed reliability round"),
        (("--question", "1", "--document", "5"), "no document is completed by all of Anna and Åsa"),
        (("--unit", "ord"), "unknown unit 'ord'"),
        (("--scope", "x"), "unknown scope 'x'"),
        (("--coefficient", "kappa"), "unknown coefficient 'kappa'"),
        (("--confidence", "95"), "not between 0 and 1"),
        (("--code", "k.rum", "--depth", "1"), "both say at which level"),
        (("-o", "ut.pdf"), "cannot be written as .pdf"),
        (("--language", "fi"), "unknown language"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    team: Path, run: Run, arguments: tuple[str, ...], says: str
) -> None:
    ran = run("agree", team, *arguments)
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith("themecode: ")
    assert says in line


def test_an_open_round_is_refused(small: Any, write: Callable[[str, str], Path], run: Run) -> None:
    rows = [("1", who, "k.rum") for who in ("Anna", "Bo")]
    run("import", "codings", small.path, write("k.csv", codings(*rows)))
    ran = run("agree", small.path)
    assert ran.code == 2
    assert "this round is open, and comparing begins when it is closed, runda" in ran.err


def test_a_refused_call_is_not_counted_as_computed(team: Path, run: Run) -> None:
    run("agree", team, "--coder", "Anna")
    assert "för första gången" in run("agree", team).out


def test_coefficients_stand_in_one_order_and_the_interval_is_of_one_corrected_for_chance(demo: Path, run: Run) -> None:
    wanted = ("--coefficient", "cohen_kappa", "--coefficient", "percent_agreement")
    out = run("agree", demo, "--question", "23", "--code", "framgang.samsyn", *wanted).out
    numbers, readings = [line for line in out.splitlines() if line.startswith("Kod ")]
    assert numbers.index("Enighet %") < numbers.index("Kappa")
    assert "95 % KI" in readings
    assert "KI och läsning: Cohens kappa." in out


def test_a_code_nobody_used_is_shown_with_its_reason(team: Path, run: Run) -> None:
    out = run("agree", team, "--code", "k.tid.moten").out
    assert ": – betyder: går inte att beräkna (ingen använde koden)." in out
    assert "går Cohens kappa, Krippendorffs alfa och Gwets AC1 inte att beräkna (ingen använde koden)." in out
    assert "färre än 10 enheter" not in out


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_fit_a_terminal_of_eighty_columns(demo: Path, run: Run, language: str) -> None:
    out = run("agree", demo, "--language", language).out
    tables = [line for line in out.splitlines() if "─" in line or re.search(r"\S {2,}\S", line)]
    assert tables
    assert max(map(width, tables)) <= 80


def test_a_wide_terminal_and_markdown_have_one_table_of_codes(
    demo: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    out = run("agree", demo, "--question", "23").out
    assert sum(line.startswith("Kod ") for line in out.splitlines()) == 1
    run("agree", demo, "--question", "23", "-o", tmp_path / "s.md")
    head = next(line for line in (tmp_path / "s.md").read_text("utf-8").splitlines() if line.startswith("| Kod |"))
    assert "Kappa" in head
    assert "95 % KI" in head


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--scope", "coded"), "Bara svar som minst en av dem hade kodat jämfördes."),
        (("--depth", "1"), "Koderna jämfördes på nivå 1 i kodboken."),
        (("--scope", "coded", "--language", "en"), "Only answers that at least one of them had coded were compared."),
    ],
)
def test_the_method_sentence_says_what_was_compared_otherwise_than_one_expects(
    demo: Path, run: Run, asked: tuple[str, ...], told: str
) -> None:
    assert told in run("agree", demo, "--question", "23", *asked).out.rstrip().splitlines()[-1]


def test_the_method_sentence_says_how_many_were_coded_with_suggestions(
    small: Any, write: Callable[[str, str], Path], run: Run
) -> None:
    head, *rows = codings(
        *((case, who, "k.rum") for case in "12" for who in ("Anna", "Bo")), ("4", "Anna", ""), ("4", "Bo", "k.rad")
    ).splitlines()
    lines = [f"{head},origin", *(f"{row},{'suggestion' if row.startswith('1,') else 'hand'}" for row in rows)]
    assert run("import", "codings", small.path, write("k.csv", "\n".join(lines) + "\n")).code == 0
    assert run("round", "close", small.path, "runda").code == 0
    found = json.loads(run("agree", small.path, "--json", "--language", "en").out)["comparisons"][0]
    assert found["suggested"] == 1
    assert found["round_closed"]
    assert [part["documents"] for part in found["parts"]] == [1, 2]
    assert "1 of 3 answers were coded by someone with the help of the program's suggestions." in found["sentence"]


def test_production_that_is_open_says_that_its_figures_may_change(
    small: Any, write: Callable[[str, str], Path], run: Run
) -> None:
    rows = codings(*((case, who, code) for case, code in (("1", "k.rum"), ("2", "k.rad")) for who in ("Anna", "Bo")))
    assert run("import", "codings", small.path, write("k.csv", rows.replace(",runda", ","))).code == 0
    assert "Omgången är öppen" in run("agree", small.path, "--round", "production").out


def test_a_study_that_does_not_compute_agreement_says_so(team: Path, run: Run, tmp_path: Path) -> None:
    assert run("agree", team, "--not-computed", "reflexiv tematisk analys").code == 0
    ran = run("agree", team)
    assert (ran.code, ran.out) == (
        0,
        "Samstämmighet mellan kodare är inte beräknad, av metodskäl: reflexiv tematisk analys.\n",
    )
    said = json.loads(run("agree", team, "--json").out)
    assert said["not_computed"]["why"] == "reflexiv tematisk analys"
    assert said["comparisons"] == []
    assert run("agree", team, "-o", tmp_path / "ut.md").code == 2
    report = run("report", team, "--question", "1", "--style", "table", "--provisional").out
    assert "Samstämmighet mellan kodare är inte beräknad, av metodskäl: reflexiv tematisk analys." in report
    assert "Alla koder tillsammans" in run("agree", team, "--compute-anyway").out
    assert run("agree", team, "--not-computed", "").code == 0
    assert "Alla koder tillsammans" in run("agree", team).out


def test_codes_merged_since_the_round_was_closed_are_told_of(team: Path, run: Run) -> None:
    before = json.loads(run("agree", team, "--json").out)["comparisons"][0]
    with Study.open(team, coder="Anna") as study:
        merge_codes(study, "k.rad", "k.rum")
    ran = run("agree", team)
    assert "Koderna är som när omgången stängdes. Sammanslagna med andra sedan dess: råd och stöd." in ran.out
    assert "som gällde när kodningen avslutades (senare sammanslagna med andra: råd och stöd)" in ran.out
    after = json.loads(run("agree", team, "--json").out)["comparisons"][0]
    assert (after["figures"], after["codes"]) == (before["figures"], before["codes"])
    assert after["merged_codes"] == [{"code": "k.rad", "label": "råd och stöd"}]
    merged = run("agree", team, "--merged", "--language", "en").out
    assert "Codes merged since the round was closed count as what they became: " in merged
    assert "Codes merged after coding count as what they became (" in merged


def test_the_method_sentence_says_what_was_not_compared(team: Path, run: Run) -> None:
    assert "Ytterligare 1 svar som inte alla hade läst klart jämfördes inte." in run("agree", team).out
    assert "Not compared: another 1 answer that not all had completed." in run("agree", team, "--language", "en").out


def interviews(small: Any, write: Callable[[str, str], Path], run: Run, coders: str) -> Path:
    """Return a study with an interview that coders have coded, each something of their own, in a closed round."""
    with Study.open(small.path, coder="Anna") as study:
        text = study.document("samtal").text
    rows = ["case,question,document,start,end,code,coder,round\n"]
    for place, coder in enumerate(coders.split()):
        second = "k.tid.moten" if place else "k.rum"
        for quote, code in (("Vi har ont om tid.", "k.tid.luft"), ("Lokalerna är för små.", second)):
            start = text.index(quote) + place
            rows.append(f",,samtal,{start},{text.index(quote) + len(quote)},{code},{coder},runda\n")
    assert run("import", "codings", small.path, write("k.csv", "".join(rows))).code == 0
    assert run("round", "close", small.path, "runda").code == 0
    return Path(small.path)


@pytest.mark.parametrize("coders", ["Anna Bo", "Anna Bo Åsa"])
def test_unitizing_prints_how_much_is_compared(
    small: Any, write: Callable[[str, str], Path], run: Run, coders: str
) -> None:
    study = interviews(small, write, run, coders)
    out = run("agree", study, "--unit", "unitizing", "--language", "en").out
    coverage = next(
        figure["coverage"]
        for figure in json.loads(run("agree", study, "--unit", "unitizing", "--json").out)["comparisons"][0]["figures"]
        if figure["coefficient"] == "cu_alpha"
    )
    assert f"cuα compares only text that both of a pair have coded: {100 * coverage:.1f} % of all text." in out
    assert "Coverage %" in out
    assert ("computed pair by pair" in out) == (len(coders.split()) > 2)
    assert "Prevalence" not in out


def test_an_interval_of_few_interviews_is_told_to_be_too_narrow(
    small: Any, write: Callable[[str, str], Path], run: Run
) -> None:
    study = interviews(small, write, run, "Anna Bo")
    out = run("agree", study, "--unit", "sentence", "--coefficient", "percent_agreement").out
    assert "tar meningar som oberoende av varandra och är troligen för snäva." in out


def documented(heading: str) -> list[list[str]]:
    """Return the names in the first column of each table under a heading of docs/files.md."""
    text = re.search(rf"^## {heading}\n(.*?)^## ", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert text
    tables = [part.strip().split("\n\n")[0] for part in re.split(r"^\|---.*$", text[1], flags=re.MULTILINE)[1:]]
    first = [[line.split("|")[1] for line in table.splitlines()] for table in tables]
    return [[name for cell in cells for name in re.findall(r"`([^`]+)`", cell)] for cells in first]


def test_the_keys_of_agree_json_are_the_documented_ones(team: Path, run: Run) -> None:
    top, comparison, code, figure = documented("agree --json")
    found = json.loads(run("agree", team, "--json").out)
    assert list(found) == top
    (each,) = found["comparisons"]
    assert list(each) == comparison
    assert list(each["codes"][0]) == code
    assert list(each["figures"][0]) == figure
    assert each["coders"] == ["Anna", "Åsa"]
    assert each["left_out"] == [{"reason": "not completed", "coders": ["Åsa"], "documents": ["5"]}]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_columns_of_the_table_are_the_documented_ones_and_it_holds_every_figure(
    team: Path, run: Run, tmp_path: Path, suffix: str
) -> None:
    from themecode.formats.tables import read_table

    path = tmp_path / f"överens{suffix}"
    assert run("agree", team, "-o", path).code == 0
    table = read_table(path)
    (columns,) = documented("Agreement as a table")
    assert list(table.columns) == columns
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        found = json.loads(run("agree", team, "--json").out)["comparisons"][0]
        assert len(rows) == len(found["figures"]) + sum(len(code["figures"]) for code in found["codes"])
        assert [row["value"] for row in rows[:3]] == [str(figure["value"]) for figure in found["figures"]]


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_a_text_file_has_what_is_printed(demo: Path, run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"ut{suffix}"
    ran = run("agree", demo, "--question", "5", "-o", path)
    assert ran.out == f"wrote {path}\n"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("## Samstämmighet: Fråga 5" if suffix == ".md" else "Samstämmighet: Fråga 5")
    assert ("| Mått | Värde |" in text) == (suffix == ".md")
    assert text.endswith("Beräkningarna gjordes med themecode.\n")


def every_word() -> Iterator[tuple[str, tuple[str, str]]]:
    for table in (
        words.WORDS,
        words.COEFFICIENTS,
        words.HEADS,
        words.BANDS,
        words.REASONS,
        words.NOTES,
        SENTENCES,
    ):
        yield from table.items()


def test_every_word_is_there_in_both_languages_with_the_same_places_to_fill() -> None:
    for key, texts in every_word():
        assert len(texts) == len(LANGUAGES), key
        swedish, english = (sorted(re.findall(r"\{(\w+)\}", text)) for text in texts)
        assert swedish == english, key


def test_every_coefficient_band_and_warning_has_words() -> None:
    assert set(COEFFICIENTS) <= set(words.COEFFICIENTS)
    assert {band for bands in BANDS.values() for band in bands} == set(words.BANDS)
    assert set(KEYS) == set(words.NOTES)
    assert set(words.HEADS) == set(words.COEFFICIENTS)


@pytest.mark.parametrize(
    ("figure", "swedish", "english"),
    [(0.8149, "0,81", "0.81"), (-0.006, "−0,01", "−0.01"), (-0.004, "0,00", "0.00"), (1.0, "1,00", "1.00")],
)
def test_a_figure_has_a_decimal_comma_in_swedish_and_a_real_minus(figure: float, swedish: str, english: str) -> None:
    assert (decimal(figure, "sv"), decimal(figure, "en")) == (swedish, english)


@pytest.mark.parametrize(
    ("given", "language", "told"),
    [
        (
            {"1": ("k.rum", "k.rum"), "2": ("k.rum", "k.rum")},
            "sv",
            "går Krippendorffs alfa inte att beräkna (alla gav samma). Den procentuella samstämmigheten var 100,0 %.",
        ),
        ({"1": ("k.rum", "k.rad")}, "en", "Anna and Bo independently coded the same 1 answer to question"),
        (
            {"1": ("k.rum", "k.rum"), "2": ("k.rad", "k.rad"), "4": ("k.rum", "k.rad"), "5": ("k.rad", "k.rum")},
            "en",
            "95 % confidence interval −1.00 to 1.00, analytic",
        ),
    ],
)
def test_the_method_sentence_can_be_read_at_the_edges(
    small: Any, write: Callable[[str, str], Path], run: Run, given: dict[str, tuple[str, str]], language: str, told: str
) -> None:
    rows = [(case, who, code) for case, both in given.items() for who, code in zip(("Anna", "Bo"), both, strict=True)]
    assert run("import", "codings", small.path, write("k.csv", codings(*rows))).code == 0
    assert run("round", "close", small.path, "runda").code == 0
    assert told in run("agree", small.path, "--language", language).out.rstrip().splitlines()[-1]
