"""Reading a survey: what becomes of columns and rows, the same file again, and a changed one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis import count_categories
from themecode.core.documents import Span
from themecode.core.errors import RefusedError
from themecode.formats.mapping_file import read_mapping
from themecode.formats.write_tables import write_table
from themecode.storage.queries import documents as documents
from themecode.usecases import looking
from themecode.usecases.answers import Answer
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.completing import complete
from themecode.usecases.import_survey import import_survey
from themecode.usecases.looking import own_codings, own_state

Write = Callable[[str, str], Path]


@pytest.fixture
def study(tmp_path: Path, small_original: Any) -> Any:
    with Study.create(tmp_path / "ny.db", coder="Anna") as made:
        load_codebook(made, small_original.book)
        yield made


def attributes(study: Study) -> dict[str, dict[str, str]]:
    """Return the values by variable and case key."""
    keys = {row_id: key for key, row_id in documents.case_ids(study.connection).items()}
    return {
        row.name: {keys[case]: value for case, value in documents.attribute_values(study.connection, row.id).items()}
        for row in documents.variables(study.connection)
    }


def test_columns_that_tell_who_someone_is_are_left_out_and_said_so(run: Any, tmp_path: Path, write: Write) -> None:
    columns = {
        "id": "{n}",
        "Namn": "Eva Ek {n}",
        "E-post": "eva{n}@example.se",
        "mobil": "070-123 45 6{n}",
        "ip": "10.0.0.{n}",
        "kontaktperson": "Bo Alm {n}",
        "övrigt": "a{n}@example.se",
        "adr2": "192.168.0.{n}",
        "pnr": "19700101-123{n}",
        "region": "Norr",
        "q1": "Vi behöver mer tid till nummer {n}",
        "tom": "",
    }
    rows = [",".join(f'"{cell.format(n=n)}"' for cell in columns.values()) for n in range(1, 9)]
    survey = write("enkät.csv", ",".join(columns) + "\n" + "\n".join(rows) + "\n")
    assert run("new", tmp_path / "s.db").code == 0
    ran = run("import", "survey", tmp_path / "s.db", survey)
    assert ran.code == 0
    said = dict(line.strip().split(": ", 1) for line in ran.out.splitlines() if line.startswith("  ") and ": " in line)
    left_out = {column for column, role in said.items() if role.startswith(("personal (", "empty ("))}
    assert left_out == {"Namn", "E-post", "mobil", "ip", "kontaktperson", "övrigt", "adr2", "pnr", "tom"}
    with Study.open(tmp_path / "s.db", read_only=True) as study:
        assert set(attributes(study)) == {"region"}
        assert study.document("3", "q1").text == "Vi behöver mer tid till nummer 3"
        dump = "\n".join(study.connection.iterdump())
    assert "example.se" not in dump
    assert "Eva Ek" not in dump
    assert "10.0.0." not in dump


def test_a_column_ignored_by_a_mapping_and_one_not_named_are_left_out_and_said_so(
    study: Study, small: Any, write: Write
) -> None:
    mapping = write("m.yaml", "case: id\nquestions:\n  - {key: q1, column: q1}\nignore: [q2]\n")
    plan = import_survey(study, small.survey, mapping=read_mapping(mapping))
    assert dict(plan.left_out) == {
        "q2": "named under ignore",
        "region": "not named in the mapping",
        "fast": "not named in the mapping",
    }
    assert attributes(study) == {}


def test_roles_are_guessed_shown_and_can_be_said_otherwise(run: Any, tmp_path: Path, small: Any) -> None:
    run("new", tmp_path / "s.db")
    ran = run("import", "survey", tmp_path / "s.db", small.survey, "--dry-run")
    assert "  id: case (one value per row)" in ran.out.splitlines()
    assert "  q1: open (free text)" in ran.out.splitlines()
    assert "would import 5 cases (5 new)" in ran.out
    assert "roles were guessed" in ran.out
    arguments = ["--case", "id", "--open", "region", "--attribute", "q1", "--attribute", "q2"]
    ran = run("import", "survey", tmp_path / "s.db", small.survey, *arguments)
    assert ran.code == 0
    with Study.open(tmp_path / "s.db", read_only=True) as study:
        assert study.document("1", "region").text == "Norr"
        assert attributes(study)["q2"]["4"] == "Närmare råd och stöd hemma"


def test_open_questions_are_found_in_a_survey_with_few_rows_and_whole_wordings_as_columns(
    run: Any, write: Write
) -> None:
    table = write(
        "liten.csv",
        "Löpnr;Region;5. Finns det hinder?;Vad är bäst?;Stöd\n"
        "1;Region Norra slätten;Det är långt att åka;Kollegorna och att vi hjälps åt;Stöd A\n"
        "2;Region Syd;Nej inga hinder alls här;-;Stöd A\n3;Region Öst;;Att familjerna kommer hit;Stöd B\n",
    )
    run("new", table.parent / "s.db")
    ran = run("import", "survey", table.parent / "s.db", table)
    assert ran.code == 0, ran.err
    assert "  Vad är bäst?: open (free text, mostly different)" in ran.out.splitlines()
    assert "  Region: attribute (3 different values)" in ran.out.splitlines()
    with Study.open(table.parent / "s.db", read_only=True) as study:
        question = next(row for row in looking.contents(study).questions if row.number == "5")
        assert question.wording.in_language("sv") == "Finns det hinder?"
        assert study.document("1", "5").text == "Det är långt att åka"


def test_a_table_without_an_open_question_says_so(run: Any, write: Write) -> None:
    table = write("koder.csv", "code,color\na,#fff\nb,#000\n")
    run("new", table.parent / "s.db")
    assert "no column was taken for an open question" in run("import", "survey", table.parent / "s.db", table).err


def test_a_dry_run_writes_nothing(run: Any, small: Any, content: Any, write: Write) -> None:
    before = content(small.path)
    changed = write("u.csv", small.survey.read_text(encoding="utf-8").replace("mer tid", "mindre tid"))
    codings = write("c.csv", "case,question,document,start,end,code,coder\n1,q1,,,,k.rum,Cesar\n")
    table = write("a.csv", "case,x\n1,a\n")
    book = write("b.yaml", "codebook: b\ncodes: [{key: b.a}]\n")
    text = write("nytt.txt", "P1: Hej.\n")
    for arguments in (
        ("import", "survey", small.path, changed, "--mapping", small.mapping, "--update"),
        ("import", "codings", small.path, codings),
        ("import", "attributes", small.path, table),
        ("import", "transcripts", small.path, text),
        ("codebook", "load", small.path, book),
    ):
        ran = run(*arguments, "--dry-run")
        assert (ran.code, ran.err) == (0, "")
        assert "would" in ran.out
        assert content(small.path) == before


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_csv_and_xlsx_of_one_table_make_the_same_study(study: Study, tmp_path: Path, suffix: str) -> None:
    rows = [
        ["1", "Norr", 'Rad ett\nrad två, med "citat"; och å ä ö 🤔'],
        ["2", "Syd", "=inte en formel"],
        ["3", "", "-"],
    ]
    path = tmp_path / f"t.{suffix}"
    write_table(path, ["id", "region", "q"], rows)
    import_survey(study, path, case="id", open_columns=["q"], attributes=["region"])
    assert [row.text for row in documents.answers(study.connection, study.question("q").id)] == [r[2] for r in rows]
    assert attributes(study) == {"region": {"1": "Norr", "2": "Syd"}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_are_found_out(study: Study, tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "t.csv"
    lines = [["id", "fråga"], ["1", '"Två, rader;\r\nmed å ä ö"'], ["2", "Märkligt"]]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    import_survey(study, path, case="id", open_columns=["fråga"])
    assert study.document("1", "fråga").text == "Två, rader;\nmed å ä ö"


def test_combining_marks_become_one_letter_and_nothing_else_is_touched(study: Study, write: Write) -> None:
    path = write("t.csv", 'id,q\n1,"  Re\u0301n luft 👩‍👩‍👧  "\n')
    import_survey(study, path, case="id", open_columns=["q"])
    assert study.document("1", "q").text == "  R\u00e9n luft 👩‍👩‍👧  "


class TestSeveralFields:
    MAPPING = "case: id\nquestions:\n  - {key: q, columns: [q_1, q_2, q_3]}\n"

    def test_are_joined_by_a_blank_line_with_their_boundaries_kept(self, study: Study, write: Write) -> None:
        table = write("t.csv", "id,q_1,q_2,q_3\n1,ett,två,tre\n2,,bara två,\n3,ett,,tre\n4,, ,\n5,a,b,c\n")
        import_survey(study, table, mapping=read_mapping(write("m.yaml", self.MAPPING)))
        question = study.question("q")
        found = {row.case: row.text for row in documents.answers(study.connection, question.id)}
        assert found == {
            "1": "ett\n\ntvå\n\ntre",
            "2": "bara två",
            "3": "ett\n\ntre",
            "5": "a\n\nb\n\nc",
        }
        fields = dict(
            study.connection.execute("SELECT c.key, d.fields FROM documents d JOIN cases c ON c.id = d.case_id")
        )
        assert fields["3"] == "[[0, 3], null, [5, 8]]"

    def test_count_a_case_once_however_many_fields_say_the_same(self, study: Study, write: Write) -> None:
        table = write("t.csv", "id,q_1,q_2,q_3\n1,tid,tid,tid\n2,tid,,\n")
        import_survey(study, table, mapping=read_mapping(write("m.yaml", self.MAPPING)))
        document = study.document("1", "q")
        for start in (0, 5, 10):
            study.code(document, start, start + 3, "k.tid.luft")
        complete(study, document)
        counts = count_categories(study, question="q", basis="cases")
        assert {item.code: item.count for item in counts.categories}["k.tid"] == 1
        counts = count_categories(study, question="q", basis="codings")
        assert {item.code: item.count for item in counts.categories}["k.tid"] == 3

    def test_every_field_is_the_slice_its_boundaries_cut_out(self) -> None:
        cells = ["å🤔", "", " b ", "c\n\nd"]
        answer = Answer.of(cells)
        assert answer is not None
        assert answer.fields == (Span(0, 2), None, Span(4, 7), Span(9, 13))
        assert [span and span.of(answer.text) for span in answer.fields] == ["å🤔", None, " b ", "c\n\nd"]


class TestAskedWhen:
    def test_several_keys_must_all_hold_and_a_list_of_values_means_any(self, study: Study, write: Write) -> None:
        mapping = write(
            "m.yaml",
            "case: id\nquestions:\n  - {key: q, column: q, codebook: k, asked_when: {a: [Ja, Delvis], b: '1'}}\n"
            "closed:\n  - {key: a, kind: single, column: a}\nattributes: [{column: b}]\n",
        )
        table = write("t.csv", "id,a,b,q\n1,Ja,1,x\n2,Delvis,1,\n3,Nej,1,\n4,Ja,2,svar ändå\n5,,1,\n6,Ja,,\n")
        import_survey(study, table, mapping=read_mapping(mapping))
        counts = count_categories(study, question="q")
        assert {state.value: n for state, n in counts.states.items() if n} == {"unread": 2, "empty": 1, "not asked": 3}
        assert (counts.cases, counts.asked, counts.answered, counts.answered_not_asked) == (6, 3, 2, 1)

    def test_a_question_without_a_rule_was_put_to_everyone(self, small: Any) -> None:
        with Study.open(small.path, read_only=True) as study:
            counts = count_categories(study, question="1")
        assert (counts.cases, counts.asked, counts.answered) == (5, 5, 4)
        assert counts.states["empty"] == 1

    def test_a_derived_attribute_can_be_built_on_another(self, study: Study, write: Write) -> None:
        mapping = write(
            "m.yaml",
            "case: id\nquestions: [{key: q, column: q}]\nclosed:\n"
            "  - {key: parter, kind: multiple, columns: [bvc, bmm, soc]}\nattributes:\n"
            "  - {name: vård, derive: {any: [bvc, bmm], equals: Ja}}\n"
            "  - {name: båda, derive: {all: [vård, soc], equals: Ja}}\n",
        )
        table = write("t.csv", "id,bvc,bmm,soc,q\n1,Ja,Nej,Ja,x\n2,Nej,Nej,Ja,y\n3,Ja,Ja,,z\n")
        import_survey(study, table, mapping=read_mapping(mapping))
        assert attributes(study)["vård"] == {"1": "Ja", "2": "Nej", "3": "Ja"}
        assert attributes(study)["båda"] == {"1": "Ja", "2": "Nej", "3": "Nej"}


class TestTheSameAgain:
    def test_the_same_file_says_so_and_changes_nothing(
        self, run: Any, small: Any, content: Any, write: Write, tmp_path: Path
    ) -> None:
        codings = write("c.csv", "case,question,document,start,end,code,coder\n1,q1,,,,k.rum,Cesar\n2,q1,,,,,Cesar\n")
        table = write("a.csv", "case,x\n1,a\n2,\n")
        imports = (
            ("import", "survey", small.path, small.survey, "--mapping", small.mapping),
            ("import", "survey", small.path, small.survey, "--mapping", small.mapping, "--update"),
            ("import", "transcripts", small.path, small.interview),
            ("import", "codings", small.path, codings),
            ("import", "attributes", small.path, table),
        )
        for arguments in imports:
            assert run(*arguments).code == 0
        before = content(small.path)
        entries = run("log", small.path).out
        for arguments in imports:
            ran = run(*arguments)
            assert (ran.code, ran.err) == (0, "")
            assert "nothing was changed" in ran.out
        assert run("codebook", "load", small.path, small.book).out.startswith("loaded k: 0 new codes, 0 changed")
        assert content(small.path) == before
        assert run("log", small.path).out == entries

    def test_it_can_be_imported_again_once_it_was_undone(self, run: Any, small: Any) -> None:
        run("undo", small.path, "--coder", "Lena")
        run("undo", small.path, "--coder", "Lena")
        ran = run("import", "survey", small.path, small.survey, "--mapping", small.mapping)
        assert "imported 5 cases (5 new), 8 new answers" in ran.out


class TestUpdate:
    @pytest.fixture
    def coded(self, small: Any) -> Any:
        with Study.open(small.path, coder="Anna") as study:
            for case in ("1", "2"):
                document = study.document(case, "q1")
                study.code(document, 0, 5, "k.rum")
                complete(study, document)
            yield study

    @pytest.fixture
    def changed(self, small: Any) -> Path:
        text = small.survey.read_text(encoding="utf-8")
        text = text.replace("Ånej lokalerna är för små här", "Lokalerna är större nu")  # changed
        text = text.replace("3,Syd,Ja,,", "3,Öst,Ja,Kom till sist,")  # new answer, new value
        text = text.replace("Närmare råd och stöd hemma", "")  # empty now
        text = text.replace("4,Syd,Nej", "4,,Nej")  # value empty now
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("5,"))  # vanished
        path = Path(small.survey)
        path.write_text(text + "6,Norr,Ja,Ett nytt fall,\n", encoding="utf-8")
        return path

    def test_is_refused_without_the_option_which_is_named_as_the_way_out(
        self, coded: Study, changed: Path, small: Any, content: Any
    ) -> None:
        before = content(small.path)
        with pytest.raises(RefusedError, match=r"4 of its cases are in the study already \(1, 2, 3, 4\).*--update"):
            import_survey(coded, changed, mapping=read_mapping(small.mapping))
        assert content(small.path) == before

    def test_says_what_is_new_changed_empty_and_gone(self, run: Any, coded: Study, changed: Path, small: Any) -> None:
        ran = run("import", "survey", small.path, changed, "--mapping", small.mapping, "--update")
        assert ran.code == 0
        assert ran.out.splitlines()[-7:] == [
            "imported 5 cases (1 new), 2 new answers",
            "changed answers, unread again: 1",
            "  2 / q1",
            "answers that are empty now, set aside: 1",
            "  4 / q2",
            "no longer in the table, kept: 1",
            "  5",
        ]

    def test_a_changed_answer_gets_its_new_text_becomes_unread_and_its_codings_are_set_aside(
        self, coded: Study, changed: Path, small: Any
    ) -> None:
        old = coded.document("2", "q1")
        import_survey(coded, changed, mapping=read_mapping(small.mapping), update=True)
        new = coded.document("2", "q1")
        assert new.text == "Lokalerna är större nu"
        assert (own_codings(coded, new), own_state(coded, new)) == ([], None)
        replaces, deleted = coded.connection.execute(
            "SELECT n.replaces, o.deleted FROM documents n JOIN documents o ON o.id = n.replaces WHERE n.id = ?",
            (new.id,),
        ).fetchone()
        assert (replaces, deleted) == (old.id, 1)
        kept = coded.connection.execute("SELECT deleted FROM codings WHERE document_id = ?", (old.id,)).fetchall()
        assert kept == [(1,)]

    def test_what_did_not_change_keeps_its_codings(self, coded: Study, changed: Path, small: Any) -> None:
        import_survey(coded, changed, mapping=read_mapping(small.mapping), update=True)
        first = coded.document("1", "q1")
        assert len(own_codings(coded, first)) == 1
        assert own_state(coded, first) == "completed"

    def test_values_follow_the_table_and_vanished_cases_stay(self, coded: Study, changed: Path, small: Any) -> None:
        import_survey(coded, changed, mapping=read_mapping(small.mapping), update=True)
        assert attributes(coded)["region"] == {"1": "Norr", "2": "Norr", "3": "Öst", "6": "Norr"}
        assert coded.document("5", "q1").text == "Allt är bra som det är nu"
        counts = count_categories(coded, question="q1")
        assert (counts.cases, counts.answered, counts.states["unread"], counts.states["coded"]) == (6, 6, 5, 1)

    def test_an_older_state_of_the_table_can_be_taken_in_again(self, coded: Study, small: Any, content: Any) -> None:
        text = small.survey.read_bytes()
        mapping = read_mapping(small.mapping)
        small.survey.write_bytes(text.replace("Ånej".encode(), "Åjo".encode()))
        import_survey(coded, small.survey, mapping=mapping, update=True)
        small.survey.write_bytes(text)
        plan = import_survey(coded, small.survey, mapping=mapping, update=True)
        assert plan.changed_answers == (("2", "q1"),)
        assert coded.document("2", "q1").text.startswith("Ånej")

    def test_can_be_undone(self, coded: Study, changed: Path, small: Any, content: Any) -> None:
        before = content(small.path)
        import_survey(coded, changed, mapping=read_mapping(small.mapping), update=True)
        assert content(small.path) != before
        coded.undo()
        assert content(small.path) == before


def test_a_case_that_had_only_an_interview_is_a_respondent_once_it_answers(
    study: Study, write: Write, small: Any
) -> None:
    from themecode.usecases.import_transcripts import import_transcripts

    import_transcripts(study, [small.interview], case="1")
    import_survey(study, write("t.csv", "id,q\n1,svar ett\n2,svar två\n"), case="id", open_columns=["q"])
    document = study.document("1", "q")
    study.code(document, 0, 4, "k.rum")
    complete(study, document)
    counts = count_categories(study, question="q")
    assert (counts.cases, counts.answered, counts.states["coded"]) == (2, 2, 1)
    assert document.case == study.document("samtal").case == "1"


def test_rows_without_a_case_column_are_numbered(study: Study, write: Write) -> None:
    table = write(
        "t.csv", "q,typ\nEtt ganska långt svar här,a\nEtt annat ganska långt svar,a\nOch det tredje svaret då,a\n"
    )
    plan = import_survey(study, table, open_columns=["q"])
    assert plan.mapping.case == ""
    assert study.document("3", "q").text == "Och det tredje svaret då"
