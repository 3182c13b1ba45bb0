"""A bundle holds what its coder may see, and nothing else: not in rows, free pages, indexes or logs."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from themecode import Study, ThemecodeError
from themecode.core.errors import NotFoundError, RefusedError, StudyFileError
from themecode.usecases.bundling import bundle
from themecode.usecases.checking import check
from themecode.usecases.completing import complete
from themecode.usecases.history import history
from themecode.usecases.looking import keep_digits
from themecode.usecases.merging import merge
from themecode.usecases.rounds import close_round, ensure_round

_spec = importlib.util.spec_from_file_location("teams", Path(__file__).with_name("teams.py"))
assert _spec is not None
assert _spec.loader is not None
teams = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(teams)

SECRET = "Ceciliahemligheten om arbetslaget 🤫"
OWN = "Bos egen tanke om mötena"


@pytest.fixture
def study(small: Any) -> Path:
    """A study in which Bo and Cecilia-Ottilia have coded, written memos and taken things away again."""
    for coder, text in (("Bo", OWN), ("Cecilia-Ottilia", SECRET)):
        with Study.open(small.path, coder=coder) as opened:
            kept = opened.code(opened.document("samtal"), 0, 9, "k.tid.luft")
            gone = opened.code(opened.document("samtal"), 10, 20, "k.rum")
            opened.remove(gone.id)
            complete(opened, opened.document("1", "q1"))
            teams.memo(opened, "samtal", text)
            teams.memo(opened, "samtal", f"{text} igen", kept.id)
            keep_digits(opened, None, ["k.rum"])
    return small.path


def written(path: Path) -> bytes:
    """Return every byte of a file and of what SQLite may keep beside it."""
    return b"".join(
        file.read_bytes() for end in ("", "-wal", "-shm", "-journal") if (file := Path(f"{path}{end}")).exists()
    )


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


class TestWhatItHolds:
    def test_a_byte_search_finds_nothing_of_the_others(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        others = rows(
            study,
            "SELECT g.uuid FROM codings g JOIN coders k ON k.id = g.coder_id WHERE k.name <> 'Bo' OR g.deleted = 1 "
            "UNION SELECT p.uuid FROM completions p JOIN coders k ON k.id = p.coder_id WHERE k.name <> 'Bo' "
            "UNION SELECT uuid FROM history UNION SELECT uuid FROM coders WHERE name NOT IN ('Bo', 'consensus')",
        )
        assert len(others) > 10
        with Study.open(bo) as opened:  # also while it is open and written to
            opened.code(opened.document("samtal"), 20, 30, "k.rad")
            data = written(bo)
        data += written(bo)
        for text in (SECRET, SECRET[:20], "Cecilia", "Ottilia", "Lena", *(uuid for (uuid,) in others)):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert text.encode(encoding) not in data, text
        assert OWN.encode() in data

    def test_of_every_kind_of_work_only_the_coders_own_comes_along(self, study: Path) -> None:
        for coder, code, text in (("Bo", "k.rum", OWN), ("Cecilia-Ottilia", "k.rad", SECRET)):
            with Study.open(study, coder=coder) as opened:
                complete(opened, opened.document("samtal"))
            with Study.open(study, coder=coder) as opened, opened.act("work") as entry:
                who = {"coder_id": opened.ensure_coder(entry), "created": entry.moment}
                document, code_id, round_id = opened.document("samtal"), opened.find_code(code).id, opened.round_id()
                at = {"document_id": document.id, "start": 0, "end": 9}
                changed = {**who, "changed": entry.moment}
                entry.insert("quotes", {**changed, **at, "edited": text})
                entry.insert("cells", {**changed, "case_id": document.case_id, "code_id": code_id, "text": text})
                entry.insert("proposals", {**who, **at, "round_id": round_id, "label": text})
                entry.insert("rejections", {**who, **at, "round_id": round_id, "code_id": code_id})
                entry.insert(
                    "assignments",
                    {"coder_id": who["coder_id"], "round_id": round_id, "document_id": document.id},
                )
                decided = {"codebook_id": opened.codebook("k").id, "taken": "both", "reason": text}
                entry.insert("decisions", {**who, **at, **decided, "round_id": round_id})
                entry.describe("arbete")
        whose = "SELECT DISTINCT k.name FROM {} t JOIN coders k ON k.id = t.coder_id ORDER BY 1"
        with_coders = "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE c.name = 'coder_id'"
        tables = {name for (name,) in rows(study, with_coders)} - {"suggestion_outcomes"}
        assert {table for table in tables if len(rows(study, whose.format(table))) < 2} == set()
        bo = teams.bundle_for(study, "Bo", "bo.db")
        found = {table: [name for (name,) in rows(bo, whose.format(table))] for table in tables}
        assert found == {table: [] if table == "decisions" else ["Bo"] for table in tables}
        assert SECRET.encode() not in written(bo)

    def test_nothing_of_the_others_is_left_from_the_bundle_it_replaces(self, study: Path) -> None:
        teams.bundle_for(study, "Cecilia-Ottilia", "bo.db")
        data = written(teams.bundle_for(study, "Bo", "bo.db"))
        assert b"Cecilia" not in data

    def test_it_holds_the_coders_own_work_with_its_uuids(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        for table in ("codings", "completions", "memos"):
            own = (
                f"SELECT uuid FROM {table} t WHERE deleted = 0 AND coder_id = (SELECT id FROM coders WHERE name = 'Bo')"
            )
            assert rows(bo, f"SELECT uuid FROM {table} ORDER BY 1") == rows(study, f"{own} ORDER BY 1") != []

    def test_it_holds_the_material_and_the_codebook_as_they_are(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        for table in (
            *("codebooks", "codes", "code_texts", "questions", "question_codebooks", "variables", "cases"),
            *("attributes", "documents", "speakers", "rounds"),
        ):
            assert rows(bo, f"SELECT * FROM {table} ORDER BY id") == rows(study, f"SELECT * FROM {table} ORDER BY id")
        for table in ("turns", "sentences"):
            every = f"SELECT * FROM {table} ORDER BY document_id, start"
            assert rows(bo, every) == rows(study, every) != []
        found = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH 'lokalerna'"
        assert rows(bo, found) == rows(study, found) != []

    def test_it_is_the_same_study_and_says_that_it_is_a_bundle(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        settings = dict(rows(bo, "SELECT key, value FROM study"))
        assert settings["uuid"] == dict(rows(study, "SELECT key, value FROM study"))["uuid"]
        assert settings["bundle.for"] == "Bo"
        with Study.open(bo, read_only=True) as opened:
            (entry,) = history(opened)
            assert (entry.coder, entry.action) == ("Bo", "new")
            assert entry.summary.startswith("Arbetsfil för Bo, skriven ")
            assert not check(opened)

    def test_opened_without_a_name_it_is_its_coders(self, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THEMECODE_CODER", "Lena")
        with Study.open(teams.bundle_for(study, "Bo", "bo.db")) as opened:
            assert opened.coder == "Bo"
            with pytest.raises(RefusedError, match="nothing that can be undone"):
                opened.undo()

    def test_the_consensus_coder_is_there_without_codings(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        assert rows(bo, "SELECT name FROM coders ORDER BY 1") == [("Bo",), ("consensus",)]

    def test_merging_an_untouched_bundle_changes_nothing(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        with Study.open(study, coder="Lena") as opened:
            plan = merge(opened, [bo])
        assert not plan.written
        assert not plan.files[0].codebook_differences


class TestWhoseItIs:
    def test_a_new_coder_is_added_to_the_study_by_an_entry(self, study: Path) -> None:
        with Study.open(study, coder="Lena") as opened:
            made = bundle(opened, "  Dag ", study.with_name("dag.db"))
            assert (made.coder, made.new_coder) == ("Dag", True)
            assert history(opened)[0].summary == "Dag blev kodare"
            assert not bundle(opened, "Dag", study.with_name("dag.db")).new_coder
        mine = rows(study, "SELECT uuid FROM coders WHERE name = 'Dag'")
        assert rows(study.with_name("dag.db"), "SELECT uuid FROM coders WHERE name = 'Dag'") == mine

    @pytest.mark.parametrize("name", ["bo", "B o", "consensus", " "])
    def test_a_name_that_could_be_confused_is_refused(self, study: Path, name: str) -> None:
        with pytest.raises(ThemecodeError):
            teams.bundle_for(study, name, "bo.db")
        assert not study.with_name("bo.db").exists()
        assert len(rows(study, "SELECT 1 FROM coders WHERE deleted = 0")) == 3

    def test_no_bundle_is_made_of_a_bundle(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        with pytest.raises(RefusedError, match="a bundle itself"):
            teams.bundle_for(bo, "Dag", "dag.db")


class TestARound:
    @pytest.fixture
    def assigned(self, study: Path) -> Path:
        """A round in which the interview is Bo's and an answer is Cecilia-Ottilia's."""
        with Study.open(study, coder="Lena") as opened, opened.act("assign") as entry:
            round_id = ensure_round(opened, entry, "prov", "pilot")
            for coder, document in (("Bo", opened.document("samtal")), ("Cecilia-Ottilia", opened.document("1", "q1"))):
                entry.insert(
                    "assignments",
                    {"round_id": round_id, "document_id": document.id, "coder_id": opened.known_coder(coder)},
                )
            entry.describe("prov")
        return study

    def test_it_holds_the_documents_assigned_and_their_cases_alone(self, assigned: Path) -> None:
        bo = teams.bundle_for(assigned, "Bo", "bo.db", round="prov")
        assert rows(bo, "SELECT name FROM documents") == [("samtal",)]
        assert rows(bo, "SELECT key FROM cases") == [("samtal",)]
        assert rows(bo, "SELECT count(*) FROM assignments") == [(1,)]
        assert "Vi behöver mer tid".encode() not in written(bo)

    def test_what_is_coded_in_it_goes_into_the_round(self, assigned: Path) -> None:
        bo = teams.bundle_for(assigned, "Bo", "bo.db", round="prov")
        with Study.open(bo) as opened:
            opened.code(opened.document("samtal"), 20, 30, "k.rad")
            complete(opened, opened.document("samtal"))
        query = "SELECT r.name FROM {} t JOIN rounds r ON r.id = t.round_id ORDER BY t.id DESC LIMIT 1"
        assert rows(bo, query.format("codings")) == rows(bo, query.format("completions")) == [("prov",)]

    def test_codings_of_documents_that_are_not_in_it_stay_in_the_study(self, assigned: Path) -> None:
        with Study.open(assigned, coder="Bo") as opened:
            opened.code(opened.document("2", "q1"), 0, 5, "k.rad")
        before = teams.held(assigned)
        bo = teams.bundle_for(assigned, "Bo", "bo.db", round="prov")
        with Study.open(assigned, coder="Lena") as opened:
            merge(opened, [bo])
        assert teams.held(assigned) == before

    def test_nothing_assigned_to_the_coder_is_refused_and_the_coder_not_added(self, assigned: Path) -> None:
        with pytest.raises(RefusedError, match="nothing in this round is assigned to Dag"):
            teams.bundle_for(assigned, "Dag", "dag.db", round="prov")
        assert not assigned.with_name("dag.db").exists()
        assert rows(assigned, "SELECT 1 FROM coders WHERE name = 'Dag'") == []

    def test_without_assignments_it_holds_all_documents(self, assigned: Path) -> None:
        bo = teams.bundle_for(assigned, "Bo", "bo.db")
        assert rows(bo, "SELECT count(*) FROM documents") == rows(assigned, "SELECT count(*) FROM documents")

    def test_an_unknown_or_closed_round_is_refused(self, assigned: Path) -> None:
        with pytest.raises(NotFoundError):
            teams.bundle_for(assigned, "Bo", "bo.db", round="finns inte")
        with Study.open(assigned, coder="Lena") as opened:
            close_round(opened, "prov")
        with pytest.raises(RefusedError, match="closed"):
            teams.bundle_for(assigned, "Bo", "bo.db", round="prov")


class TestTheFile:
    def test_it_replaces_a_file_that_is_there(self, study: Path, write: Callable[[str, str], Path]) -> None:
        write("bo.db", "något annat")
        first = teams.bundle_for(study, "Bo", "bo.db")
        assert teams.bundle_for(study, "Bo", "bo.db") == first
        assert rows(first, "SELECT count(*) FROM codings") == [(1,)]
        assert [file.name for file in study.parent.iterdir() if "bo.db" in file.name] == ["bo.db"]

    def test_a_log_left_by_the_file_replaced_does_not_get_into_it(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        crashed = bo.with_name("kraschad.db")
        with Study.open(bo) as opened:
            opened.code(opened.document("samtal"), 20, 30, "k.rad")
            for end in ("", "-wal"):
                shutil.copy(f"{bo}{end}", f"{crashed}{end}")
        with Study.open(study, coder="Lena") as opened:
            merge(opened, [bo])
        for end in ("", "-wal"):
            shutil.move(f"{crashed}{end}", f"{bo}{end}")
        teams.bundle_for(study, "Bo", "bo.db")
        assert rows(bo, "PRAGMA integrity_check") == [("ok",)]
        assert rows(bo, "SELECT count(*) FROM codings") == [(2,)]

    def test_the_study_itself_and_other_studies_are_not_replaced(self, study: Path) -> None:
        other = Path(shutil.copy(study, study.with_name("kopia.db")))
        for path in (study, other):
            before = path.read_bytes()
            with Study.open(study, coder="Lena") as opened, pytest.raises(RefusedError):
                bundle(opened, "Bo", path)
            assert path.read_bytes() == before

    def test_a_bundle_with_work_that_is_not_merged_is_not_replaced(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        with Study.open(bo) as opened:
            opened.code(opened.document("samtal"), 20, 30, "k.rad")
        with pytest.raises(RefusedError, match="holds work that is not in the study"):
            teams.bundle_for(study, "Bo", "bo.db")
        teams.merged(study, bo)
        teams.bundle_for(study, "Bo", "bo.db")
        assert rows(bo, "SELECT count(*) FROM codings") == [(2,)]

    def test_where_it_cannot_be_written_nothing_is(self, study: Path) -> None:
        with Study.open(study, coder="Lena") as opened:
            for path in (study.parent / "saknas" / "bo.db", study.parent):
                with pytest.raises(StudyFileError):
                    bundle(opened, "Dag", path)
        assert rows(study, "SELECT 1 FROM coders WHERE name = 'Dag'") == []

    def test_a_bundle_that_fails_halfway_leaves_nothing(self, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from themecode.storage import bundles

        def fail(*_: object) -> int:
            raise OSError("No space left on device")

        monkeypatch.setattr(bundles, "write_bundle", fail)
        before = sorted(study.parent.iterdir())
        with pytest.raises(StudyFileError):
            teams.bundle_for(study, "Dag", "dag.db")
        assert sorted(study.parent.iterdir()) == before
        assert rows(study, "SELECT 1 FROM coders WHERE name = 'Dag'") == []
