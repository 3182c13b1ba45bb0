"""Codings out and in again: nothing is lost, and every quote is the slice of the text its span cuts out."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis import count_everything
from themecode.analysis.tabulate import as_data
from themecode.core.states import Completion
from themecode.formats.tables import read_table
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.coding import new_code
from themecode.usecases.completing import complete
from themecode.usecases.export import export_cases, export_codings
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_transcripts import import_transcripts

FIRST_SEVEN = ["case", "question", "document", "start", "end", "code", "coder"]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def comparable(path: Path) -> list[tuple[str, ...]]:
    """Return the rows in one order: theirs follows that of the imports.

    A row without a code has the moment at which its document was read in this study, so that is left out.
    """
    table = read_table(path)
    code, created = table.columns.index("code"), table.columns.index("created")
    return sorted(row if row[code] else row[:created] + row[created + 1 :] for row in table.rows)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_demo_exported_and_imported_into_a_study_of_the_same_material_exports_the_same(
    demo_study: Study, tmp_path: Path, suffix: str
) -> None:
    from themecode.formats.mapping_file import read_mapping
    from themecode.usecases.demo import CODEBOOKS
    from themecode.usecases.import_survey import import_survey
    from themecode.usecases.interviews_meant import interviews_meant, say_interviews
    from themecode.usecases.rounds import close_round
    from themecode.usecases.shipped import shipped

    file, first, second = tmp_path / f"file.{suffix}", tmp_path / "one.csv", tmp_path / "two.csv"
    number = export_codings(demo_study, file)
    export_codings(demo_study, first)
    assert number > 1_000
    material = shipped("transcripts")
    with Study.create(tmp_path / "copy.db", coder="Anna") as study:
        for key in CODEBOOKS:
            load_codebook(study, shipped("codebooks") / f"{key}.yaml")
        import_survey(study, material / "survey.xlsx", mapping=read_mapping(material / "survey-mapping.yaml"))
        import_transcripts(study, sorted(material.glob("*-0?.txt")))
        result = import_codings(study, file)
        close_round(study, "reliability")
        for codebook, rule in interviews_meant(demo_study).items():  # a setting, which no codings file carries
            say_interviews(study, codebook, rule)
        assert result.already == 0
        assert export_codings(study, second) == number
        counted = [as_data(counts, "sv") for counts in count_everything(study)]
    assert comparable(first) == comparable(second)
    assert counted == [as_data(counts, "sv") for counts in count_everything(demo_study)]


def test_an_export_begins_with_the_seven_columns_of_a_codings_file(demo_study: Study, tmp_path: Path) -> None:
    export_codings(demo_study, tmp_path / "c.csv")
    columns = list(read_table(tmp_path / "c.csv").columns)
    assert columns[:7] == FIRST_SEVEN
    assert columns[7:13] == ["quote", "round", "origin", "created", "condensation", "memo"]


def test_every_quote_of_the_demo_is_the_slice_of_its_document(demo_study: Study, tmp_path: Path) -> None:
    export_codings(demo_study, tmp_path / "c.csv")
    checked = 0
    texts: dict[tuple[str, str], str] = {}
    for row in rows_of(tmp_path / "c.csv"):
        if not row["code"]:
            continue
        place = (row["document"], "") if row["document"] else (row["case"], row["question"])
        if place not in texts:
            texts[place] = demo_study.document(place[0], place[1] or None).text
        assert row["quote"] == texts[place][int(row["start"]) : int(row["end"])]
        checked += 1
    assert checked > 1_000


def test_one_coders_codings_can_be_exported_alone(demo_study: Study, tmp_path: Path) -> None:
    everyone = export_codings(demo_study, tmp_path / "all.csv")
    numbers = {name: export_codings(demo_study, tmp_path / "c.csv", coder=name) for name in ("Anna", "Bo", "consensus")}
    assert sum(numbers.values()) == everyone
    assert {row["coder"] for row in rows_of(tmp_path / "c.csv")} == {"consensus"}


def test_every_state_and_round_comes_back(small: Any, tmp_path: Path, content: Callable[[Path], Any]) -> None:
    bare = Path(tmp_path / "bare.db")
    bare.write_bytes(small.path.read_bytes())
    answers = [("1", "q1"), ("2", "q1"), ("4", "q1"), ("5", "q1"), ("1", "q2"), ("3", "q2")]
    with Study.open(small.path, coder="Anna") as study:
        for place, state in zip(answers, [*Completion, Completion.COMPLETED], strict=True):
            document = study.document(*place)
            if state is Completion.COMPLETED:
                study.code(document, 0, 3, "k.rum")
                study.code(document, 2, 9, "k.tid.luft")
            complete(study, document, state)
        export_codings(study, tmp_path / "one.csv")
    with Study.open(bare, coder="Bo") as study:
        import_codings(study, tmp_path / "one.csv")
        export_codings(study, tmp_path / "two.csv")
        assert comparable(tmp_path / "one.csv") == comparable(tmp_path / "two.csv")
        states = study.connection.execute("SELECT DISTINCT state FROM completions WHERE deleted = 0").fetchall()
    assert {state for (state,) in states} == set(Completion)


def test_a_pilot_that_is_imported_stays_a_pilot(small: Any, write: Any) -> None:
    head = "case,question,document,start,end,code,coder,round\n"
    with Study.open(small.path, coder="Anna") as study:
        import_codings(study, write("c.csv", head + "1,q1,,,,k.rum,Anna,pilot\n2,q1,,,,k.rum,Anna,omgång 1\n"))
        rounds = dict(study.connection.execute("SELECT name, kind FROM rounds"))
    assert rounds == {"production": "production", "pilot": "pilot", "omgång 1": "reliability"}


def test_codings_that_are_not_completed_leave_their_documents_unread(run: Any, small: Any, write: Any) -> None:
    path = write("c.csv", "case,question,document,start,end,code,coder\n1,q1,,,,k.rum,Cesar\n")
    ran = run("import", "codings", small.path, path, "--not-completed")
    assert ran.out.splitlines() == ["imported 1 coding by Cesar", "new coders: Cesar", "documents completed: 0"]
    assert "1 kodade" not in run("count", small.path, "--question", "q1").out
    assert "PRELIMINÄR: 4" in run("count", small.path, "--question", "q1").out


def test_a_question_can_be_named_by_its_number_in_a_codings_file(demo: Path, write: Any) -> None:
    # 5 is both the fixed question and its comment field; the text is meant.
    with Study.open(demo, coder="Anna") as study:
        case = study.connection.execute(
            "SELECT c.key FROM documents d JOIN cases c ON c.id = d.case_id JOIN questions q ON q.id = d.question_id "
            "WHERE q.key = 'q5' LIMIT 1"
        ).fetchone()[0]
        path = write("c.csv", f"case,question,document,start,end,code,coder\n{case},5,,0,3,hinder.resvag,Dan\n")
        codes = [row[0] for row in study.connection.execute("SELECT key FROM codes WHERE key LIKE 'hinder.%'")]
        path.write_text(path.read_text(encoding="utf-8").replace("hinder.resvag", codes[0]), encoding="utf-8")
        assert import_codings(study, path).codings == 1


def test_an_empty_code_says_that_it_was_read_and_no_code_fits(small: Any, write: Any) -> None:
    from themecode.analysis import count_categories

    path = write("c.csv", "case,question,document,start,end,code,coder\n1,q1,,,,,Cesar\n2,q1,,,,k.rum,Cesar\n")
    with Study.open(small.path, coder="Anna") as study:
        import_codings(study, path)
        states = count_categories(study, question="q1").states
    assert {state.value: number for state, number in states.items() if number} == {
        "coded": 1,
        "no code fits": 1,
        "unread": 2,
        "empty": 1,
    }


TEXT = "P1: Å, re\u0301n 👩‍👩‍👧 luft 🤔!\nP2: 日本 e\u0323\u0302 och – nästan – allt.\n" * 3


@pytest.fixture(scope="module")
def lettered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of one interview and one code."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "samtal.txt").write_text(TEXT, encoding="utf-8", newline="")
    with Study.create(folder / "s.db", coder="Anna") as study:
        import_transcripts(study, [folder / "samtal.txt"])
        new_code(study, "kod")
    return folder / "s.db"


@settings(max_examples=30, deadline=None)
@given(spans=st.lists(st.tuples(st.integers(0, 150), st.integers(1, 40)), min_size=1, max_size=8, unique=True))
def test_offsets_survive_export_and_import_whatever_letters_stand_before_them(
    spans: list[tuple[int, int]], lettered: Path
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        paths = [Path(shutil.copy(lettered, here / name)) for name in ("one.db", "two.db")]
        with Study.open(paths[0], coder="Anna") as one, Study.open(paths[1], coder="Anna") as two:
            (key,) = one.connection.execute("SELECT key FROM codes").fetchone()
            document = one.document("samtal")
            placed = set()
            for start, length in spans:
                end = min(start + length, len(document.text))
                if start < end and document.text[start:end].strip():
                    one.code(document, start, end, key)
                    placed.add((start, end))
            export_codings(one, here / "one.csv")
            rows = rows_of(here / "one.csv")
            assert {(int(row["start"]), int(row["end"])) for row in rows} == placed
            for row in rows:
                assert row["quote"] == document.text[int(row["start"]) : int(row["end"])]
            if placed:
                import_codings(two, here / "one.csv", completed=False)
                export_codings(two, here / "two.csv")
                assert (here / "two.csv").read_bytes() == (here / "one.csv").read_bytes()


class TestCases:
    def test_every_case_is_a_row_with_its_attributes(self, demo_study: Study, tmp_path: Path) -> None:
        assert export_cases(demo_study, tmp_path / "cases.csv") == 199 + 8
        table = read_table(tmp_path / "cases.csv")
        assert table.columns[:4] == ("case", "kind", "excluded", "exclusion_reason")
        assert {"region", "omradestyp", "bvc", "alla_parter"} <= set(table.columns)
        first = dict(zip(table.columns, table.rows[0], strict=True))
        assert (first["case"], first["kind"], first["omradestyp"]) == ("FC001", "respondent", "4")

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_reads_back_and_changes_nothing(
        self, run: Any, demo: Path, tmp_path: Path, suffix: str, content: Callable[[Path], Any]
    ) -> None:
        before = content(demo)
        assert run("export", "cases", demo, "-o", tmp_path / f"cases.{suffix}").code == 0
        ran = run("import", "attributes", demo, tmp_path / f"cases.{suffix}")
        assert (ran.code, ran.err) == (0, "")
        assert "nothing was changed" in ran.out
        assert content(demo) == before

    def test_an_existing_file_is_replaced(self, run: Any, small: Any, write: Any) -> None:
        path = write("cases.csv", "gammalt")
        assert run("export", "cases", small.path, "-o", path).out == f"wrote 6 rows to {path}\n"
        assert "gammalt" not in path.read_text(encoding="utf-8")


def test_a_document_begun_but_not_completed_is_so_again_after_export_and_import(demo: Path, tmp_path: Path) -> None:
    file, again = tmp_path / "codings.csv", tmp_path / "again.csv"
    with Study.open(demo, coder="Cilla") as study:
        transcript = study.document("personal-02")
        study.code(transcript, transcript.text.index("P1"), transcript.text.index("P1") + 40, "tid.luft")
        export_codings(study, file, coder="Cilla")
        study.undo()
        import_codings(study, file)
        export_codings(study, again, coder="Cilla")
    assert "unread" in file.read_text(encoding="utf-8-sig")
    assert "unread" in again.read_text(encoding="utf-8-sig")
