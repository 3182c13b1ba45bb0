"""What is written to a file holds back what may point persons out, says so, and can be told otherwise."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis.counts import count_categories
from themecode.usecases.attributes import import_attributes
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.quotes_chosen import add_quote

Run = Callable[..., Any]

INTERVIEW = (
    "Moderator: Hur är det?\n"
    "P1 (BVC): Annas mamma i Vansbro ringde 070-123 45 67 i går. Vi hinner inte allt ändå.\n"
    "P2 (BMM): Mitt personnummer är 811228-9874 sa hon 🤷‍♀️. Skriv till ewa@exempel.se då. Personen på [ort] log.\n"
)
QUOTES = (
    "Annas mamma i Vansbro ringde 070-123 45 67 i går.",
    "Vi hinner inte allt ändå.",
    "Mitt personnummer är 811228-9874 sa hon 🤷‍♀️.",
    "Skriv till ewa@exempel.se då.",
    "Personen på [ort] log.",
)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def quoted(small: Any, tmp_path: Path) -> Path:
    """The small study with an interview that names people, coded, and five quotes from it."""
    path = tmp_path / "namn.txt"
    path.write_text(INTERVIEW, encoding="utf-8")
    with Study.open(small.path, coder="Lena") as study:
        import_transcripts(study, [path])
        document = study.document("namn")
        for quote in QUOTES:
            start = INTERVIEW.index(quote)
            study.code(document, start, start + len(quote), "k.tid")
            add_quote(study, document, quote, "k.tid")
        study.complete(document)
    return Path(small.path)


class TestQuotes:
    def test_names_places_and_numbers_are_searched_for_and_their_quotes_held_back(
        self, quoted: Path, run: Run, tmp_path: Path
    ) -> None:
        out, held = tmp_path / "r.txt", tmp_path / "held.json"
        ran = run("report", quoted, "--codebook", "k", "--style", "prose", "-o", out, "--held", held, "--provisional")
        assert ran.code == 0, ran.err
        text = out.read_text(encoding="utf-8")
        assert "Vi hinner inte allt ändå" in text
        assert "Personen på [ort] log" in text
        for secret in ("Anna", "Vansbro", "070", "811228", "ewa@"):
            assert secret not in text
        found = json.loads(held.read_text(encoding="utf-8"))
        kinds = {kind for each in found if each["kind"] == "quote" for kind in each["reason"].split(", ")}
        assert {"person", "place", "phone", "personnummer", "email"} <= kinds
        assert "skrivs inte ut" in ran.err

    def test_on_the_terminal_nothing_is_held_back(self, quoted: Path, run: Run) -> None:
        ran = run("report", quoted, "--codebook", "k", "--style", "prose", "--provisional")
        assert "Annas mamma" in ran.out

    def test_its_options_are_refused_where_nothing_is_written(self, quoted: Path, run: Run) -> None:
        ran = run("report", quoted, "--codebook", "k", "--style", "prose", "--allow", "ewa", "--provisional")
        assert (ran.code, ran.out) == (2, "")
        assert "-o FILE" in ran.err

    def test_a_word_that_names_no_one_can_be_allowed(self, quoted: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "r.txt"
        run(
            "report",
            quoted,
            "--codebook",
            "k",
            "--style",
            "prose",
            "-o",
            out,
            "--allow",
            "ewa@exempel.se",
            "--provisional",
        )
        text = out.read_text(encoding="utf-8")
        assert "ewa@exempel.se" in text
        assert "Vansbro" not in text

    def test_the_guard_can_be_left_out_and_that_is_said(self, quoted: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "r.txt"
        ran = run("report", quoted, "--codebook", "k", "--style", "prose", "-o", out, "--no-guard", "--provisional")
        assert "Vansbro" in out.read_text(encoding="utf-8")
        assert "persons may be recognised" in ran.err
        ran = run("report", quoted, "--codebook", "k", "--style", "prose", "-o", out, "--no-guard", "--min-cell", "3")
        assert ran.code == 2

    def test_a_name_in_a_memo_is_pointed_out(self, quoted: Path, run: Run, tmp_path: Path) -> None:
        from themecode.usecases.memos import on_code, write_memo

        with Study.open(quoted, coder="Lena") as study:
            write_memo(study, on_code(study.find_code("k.tid").id), "Det här sa Birgitta Lindgren om tid.")
        ran = run("report", quoted, "--codebook", "k", "--style", "prose", "-o", tmp_path / "r.txt", "--provisional")
        assert "Birgitta Lindgren" in ran.err


class TestTables:
    def test_small_cells_of_a_split_are_marked_and_listed(self, demo: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "t.md"
        ran = run("table", demo, "--question", "q5", "--by", "alla_parter", "-o", out)
        assert ran.code == 0, ran.err
        row = next(line for line in out.read_text(encoding="utf-8").splitlines() if "öppettider" in line)
        assert [cell.strip() for cell in row.split("|")[2:-1]] == ["15", "17", "..", "..", "..", ".."]
        assert ".. redovisas inte" in out.read_text(encoding="utf-8")
        assert "Nej (för få)" in ran.err

    def test_a_plain_national_table_is_left_alone(self, demo: Path, run: Run, tmp_path: Path) -> None:
        guarded, bare = tmp_path / "a.txt", tmp_path / "b.txt"
        for arguments in (("table", demo, "--all"), ("report", demo, "--style", "table")):
            ran = run(*arguments, "-o", guarded)
            run(*arguments, "-o", bare, "--no-guard")
            assert guarded.read_text(encoding="utf-8") == bare.read_text(encoding="utf-8")
            assert "Hålls tillbaka" not in ran.err

    def test_a_split_by_many_small_groups_offers_the_passages_side_by_side(
        self, demo: Path, run: Run, tmp_path: Path
    ) -> None:
        out = tmp_path / "t.txt"
        ran = run("table", demo, "--question", "26", "--by", "region", "-o", out)
        assert "celler hålls tillbaka" in ran.err
        assert "export passages" in ran.err
        lines = out.read_text(encoding="utf-8").splitlines()
        assert any(line.startswith("Alla") and " 35 " in line for line in lines)

    def test_the_minimum_can_be_set(self, demo: Path, run: Run, tmp_path: Path) -> None:
        def marks(*more: str) -> int:
            run("table", demo, "--question", "26", "--by", "region", "-o", tmp_path / "t.txt", *more)
            return (tmp_path / "t.txt").read_text(encoding="utf-8").count("..")

        assert marks("--min-cell", "2") < marks() < marks("--min-cell", "8")
        assert run("table", demo, "--question", "26", "-o", tmp_path / "t.txt", "--min-cell", "1").code == 2


class TestExportCounts:
    def test_it_holds_the_counts_of_the_report_one_row_per_code(self, demo: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "c.csv"
        assert run("export", "counts", demo, "--question", "23", "-o", out).code == 0
        with Study.open(demo, read_only=True) as study:
            counted = count_categories(study, question="23")
        rows = rows_of(out)
        assert [(row["code"], int(row["count"])) for row in rows] == [
            (each.code, each.count) for each in counted.categories
        ]
        assert {row["base"] for row in rows} == {"193"}
        assert float(rows[0]["share"]) == pytest.approx(97 / 193)

    def test_no_small_cell_of_a_group_stands_in_it_or_can_be_subtracted(
        self, demo: Path, run: Run, tmp_path: Path
    ) -> None:
        out = tmp_path / "c.csv"
        run("export", "counts", demo, "--question", "23", "--by", "omradestyp", "-o", out, "--public")
        rows = rows_of(out)
        totals = {(row["question"], row["code"]): int(row["count"]) for row in rows if not row["variable"]}
        printed: Counter[tuple[str, str]] = Counter()
        hidden: Counter[tuple[str, str]] = Counter()
        for row in rows:
            if row["variable"]:
                key = row["question"], row["code"]
                if row["held"] == "1":
                    assert (row["count"], row["share"]) == ("", "")
                    hidden[key] += 1
                else:
                    printed[key] += int(row["count"])
                    assert int(row["count"]) == 0 or int(row["count"]) >= 5
        assert hidden
        for key, total in totals.items():
            rest = total - printed[key]
            assert not hidden[key] or rest == 0 or hidden[key] > 1

    def test_unguarded_it_is_whole_and_public_it_cannot_be_unguarded(
        self, demo: Path, run: Run, tmp_path: Path
    ) -> None:
        out = tmp_path / "c.csv"
        run("export", "counts", demo, "--question", "23", "--by", "region", "-o", out, "--no-guard")
        assert all(row["count"] and row["held"] == "0" for row in rows_of(out))
        out.unlink()
        ran = run("export", "counts", demo, "--by", "region", "-o", out, "--no-guard", "--public")
        assert (ran.code, out.exists()) == (2, False)

    def test_a_split_of_passages_is_refused_as_it_does_not_tell_of_people(
        self, demo: Path, run: Run, tmp_path: Path
    ) -> None:
        out = tmp_path / "c.csv"
        ran = run("export", "counts", demo, "--by", "region", "--basis", "codings", "-o", out)
        assert (ran.code, out.exists()) == (2, False)
        assert run("export", "counts", demo, "--basis", "codings", "-o", out).code == 0

    def test_a_label_that_names_someone_does_not_leave_the_house(self, small: Any, run: Run, tmp_path: Path) -> None:
        book = tmp_path / "n.yaml"
        book.write_text("codebook: n\ncodes:\n  - {key: n.x, label: vi i Vansbro hinner inte}\n", encoding="utf-8")
        run("codebook", "load", small.path, book)
        out = tmp_path / "c.csv"
        ran = run("export", "counts", small.path, "--question", "1", "--codebook", "n", "-o", out, "--public")
        assert (ran.code, out.exists()) == (2, False)
        assert "Vansbro" in ran.err
        again = run(
            "export", "counts", small.path, "--question", "1", "--codebook", "n", "-o", out, "--public",
            "--allow", "vansbro",
        )  # fmt: skip
        assert again.code == 0, again.err

    def test_the_columns_are_the_documented_ones(self, demo: Path, run: Run, tmp_path: Path) -> None:
        from themecode.report.counts_table import COLUMNS

        run("export", "counts", demo, "--question", "23", "-o", tmp_path / "c.csv")
        text = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8")
        section = text.split("\n## export counts\n")[1].split("\n## ")[0]
        documented = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert documented == list(COLUMNS) == list(rows_of(tmp_path / "c.csv")[0])


class TestPublicTidy:
    def test_it_has_no_keys_and_only_the_variables_named(self, demo: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "t.csv"
        ran = run("export", "tidy", demo, "-o", out, "--public", "--question", "23")
        assert ran.code == 0, ran.err
        rows = rows_of(out)
        assert len(rows) == 199
        assert all(name.startswith("q23:framgang.") for name in rows[0])
        assert "FC001" not in out.read_text(encoding="utf-8-sig")
        assert sum(row["q23:framgang.samverkan"] == "1" for row in rows) == 97

    def test_every_group_in_it_has_enough_cases_and_no_small_count(self, demo: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "t.csv"
        run("export", "tidy", demo, "-o", out, "--public", "--question", "23", "--by", "omradestyp", "--by", "bmm")
        rows = rows_of(out)
        groups = Counter((row["omradestyp"], row["bmm"]) for row in rows)
        assert min(groups.values()) >= 5
        for code in (name for name in rows[0] if ":" in name):
            ones = Counter((row["omradestyp"], row["bmm"]) for row in rows if row[code] == "1")
            assert all(number >= 5 for number in ones.values())

    def test_the_options_of_the_guard_go_with_public(self, demo: Path, run: Run, tmp_path: Path) -> None:
        assert run("export", "tidy", demo, "-o", tmp_path / "t.csv", "--by", "region").code == 2


class TestAnnual:
    def test_a_group_has_its_counts_beside_all_as_bars(self, demo: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "a.md"
        ran = run("annual", demo, "Ja", "--by", "alla_parter", "--question", "23", "-o", out)
        assert ran.code == 0, ran.err
        text = out.read_text(encoding="utf-8")
        row = next(line for line in text.splitlines() if line.startswith("| samverkan/samarbete"))
        cells = [cell.strip() for cell in row.split("|")[2:-1]]
        assert cells == ["75", "55", "███▌░░", "50", "███░░░"]

    def test_numbers_of_few_are_refused_each_with_its_sentence(self, demo: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "a.txt"
        ran = run("annual", demo, "5", "--by", "omradestyp", "--question", "23", "-o", out)
        assert "eftersom färre än 5 har svarat" in ran.err
        assert "eftersom färre än 5 har svarat" in out.read_text(encoding="utf-8")
        ran = run("annual", demo, "personal-01", "-o", out)
        assert "eftersom färre än 5 talar i intervjuerna" in ran.err
        ran = run("annual", demo, "FC001", "--question", "23", "-o", out)
        assert "Fråga 23: antalen redovisas inte" in ran.err
        assert "en enda svarande" in ran.err
        assert "--organisation" in ran.err
        assert "--organisation" not in out.read_text(encoding="utf-8"), "what one can do is for the analyst"
        assert "samlokalisering" not in out.read_text(encoding="utf-8").split("Mål och teman")[0]

    def test_an_organisation_may_see_its_own_answer(self, demo: Path, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "a.txt"
        run("annual", demo, "FC001", "--question", "23", "--organisation", "-o", out, "--language", "en")
        assert "Passages here" in out.read_text(encoding="utf-8")

    def test_a_mark_that_few_have_is_refused_and_one_that_many_have_stands(
        self, demo: Path, run: Run, tmp_path: Path, write: Callable[[str, str], Path]
    ) -> None:
        with Study.open(demo, read_only=True) as study:
            cases = [row[0] for row in study.connection.execute("SELECT key FROM cases WHERE key LIKE 'FC%'")]
        lines = [f"{key},{'Östra' if place < 20 else 'Västra'},{'man' if place in (2, 8) else 'kvinna'}"
                 for place, key in enumerate(sorted(cases))]  # fmt: skip
        table = write("a.csv", "case,centrum,kön\n" + "\n".join(lines) + "\n")
        with Study.open(demo, coder="Anna") as study:
            import_attributes(study, table)
            add_quote(study, study.document("FC003", "23"), "husmötena gör att vi håller ihop arbetet.",
                      "framgang.samverkan")  # fmt: skip
            add_quote(study, study.document("FC012", "23"), "Det förebyggande perspektivet", "framgang.tidiga")
        out = tmp_path / "a.txt"
        ran = run("annual", demo, "Östra", "--by", "centrum", "--mark", "kön", "--question", "23", "-o", out)
        text = out.read_text(encoding="utf-8")
        assert "Det förebyggande perspektivet (kvinna)" in text
        assert "(man)" not in text
        assert "husmötena gör att vi håller ihop arbetet" in text
        assert "Märkningen man står inte vid citat" in ran.err

    def test_what_is_written_in_the_matrix_stands_under_its_goal(self, demo: Path, run: Run, tmp_path: Path) -> None:
        from themecode.usecases.matrix import write_cell

        with Study.open(demo, coder="Anna") as study:
            write_cell(study, "personal-01", "pers.tid", "Här är tiden knapp, men samtalen räcker långt.")
        out = tmp_path / "a.txt"
        run("annual", demo, "personal-01", "-o", out)
        goals = out.read_text(encoding="utf-8").split("Mål och teman")[1]
        assert "Här är tiden knapp, men samtalen räcker långt." in goals
        assert "[skriv här]" in goals

    def test_an_unknown_centre_is_told_what_there_is(self, demo: Path, run: Run, tmp_path: Path) -> None:
        ran = run("annual", demo, "Kanske", "--by", "alla_parter", "-o", tmp_path / "a.txt")
        assert ran.code == 2
        assert "Ja, Nej" in ran.err
