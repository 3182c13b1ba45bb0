"""What fails around a study: the disk, another program, a damaged file, a cut. Always in words, nothing by half."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import StudyFileError
from themecode.core.places import PlaceWarning
from themecode.storage import connection as files
from themecode.usecases.checking import check, damage
from themecode.usecases.import_transcripts import import_transcripts

LONG = "P1: Vi har ont om tid, och å ä ö 🤔.\n" * 4000


def sound(path: Path) -> bool:
    with Study.open(path, read_only=True) as study:
        return check(study) == []


class TestFullDisk:
    def test_says_so_and_writes_nothing_by_half(self, small: Any, content: Any) -> None:
        before = content(small.path)
        long = small.path.with_name("lång.txt")
        long.write_text(LONG, encoding="utf-8")
        with Study.open(small.path, coder="Anna") as study:
            (pages,) = study.connection.execute("PRAGMA page_count").fetchone()
            study.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
            with pytest.raises(StudyFileError, match=r"the disk is full.*nothing was written"):
                import_transcripts(study, [long])
            assert content(small.path) == before
            study.connection.execute(f"PRAGMA max_page_count = {pages + 10_000}")
            assert len(import_transcripts(study, [long])) == 1
        assert sound(small.path)

    PROGRAM = textwrap.dedent("""
        import sys
        from pathlib import Path
        from themecode import Study
        from themecode.core.errors import StudyFileError
        {prepare}
        path = Path(sys.argv[1])
        with Study.open(path, coder="Anna") as study:
            document = study.document("lång")
            try:
                for number in range(100_000):
                    print(study.code(document, number, number + 20, "k.rum").uuid, flush=True)
            except StudyFileError as error:
                print(error, file=sys.stderr)
                sys.exit(2)
    """)

    @pytest.fixture
    def long(self, small: Any) -> Path:
        """The small study with a text long enough for many codings."""
        text = small.path.with_name("lång.txt")
        text.write_text(LONG, encoding="utf-8")
        with Study.open(small.path, coder="Lena") as study:
            import_transcripts(study, [text])
        return Path(small.path)

    def kept(self, path: Path, ran: subprocess.CompletedProcess[str]) -> None:
        """Every coding acknowledged before the disk was full is there, and can be added to."""
        assert ran.returncode == 2, ran.stderr
        assert "disk" in ran.stderr
        assert "nothing was written" in ran.stderr
        assert "Traceback" not in ran.stderr
        said = set(ran.stdout.split())
        assert said
        with Study.open(path, coder="Anna") as study:
            assert check(study) == []
            there = {row[0] for row in study.connection.execute("SELECT uuid FROM codings WHERE deleted = 0")}
            assert there == said
            study.code(study.document("lång"), 0, 100, "k.rad")

    @pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
    def test_a_file_that_may_not_grow_keeps_what_was_acknowledged(self, long: Path) -> None:
        limit = long.stat().st_size + 100_000
        prepare = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
        program = self.PROGRAM.format(prepare=prepare)
        ran = subprocess.run([sys.executable, "-c", program, str(long)], capture_output=True, text=True, timeout=120)
        self.kept(long, ran)

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a small disk in memory")
    def test_a_disk_that_fills_up_keeps_what_was_acknowledged(self, long: Path, tmp_path: Path) -> None:
        disk, out = tmp_path / "disk", tmp_path / "ut.db"
        disk.mkdir()
        program = tmp_path / "program.py"
        program.write_text(self.PROGRAM.format(prepare=""), encoding="utf-8")
        kilobytes = long.stat().st_size // 1024 + 400
        script = (
            f"mount -t tmpfs -o size={kilobytes}k tmpfs {disk} || exit 77; cp {long} {disk}/s.db; "
            f"{sys.executable} {program} {disk}/s.db; ended=$?; cp {disk}/s.db* {tmp_path}; exit $ended"
        )
        unshare = shutil.which("unshare")
        if unshare is None:
            pytest.skip("no unshare")
        command = [unshare, "--user", "--map-root-user", "--mount", "sh", "-c", script]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if ran.returncode in (1, 77) and not ran.stdout:
            pytest.skip("this system lets nobody mount a disk")
        assert not out.exists()
        self.kept(tmp_path / "s.db", ran)


class TestHeldByAnotherProgram:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "BUSY_TIMEOUT_MS", 50)

    def test_says_so_writes_nothing_and_goes_on_once_it_is_free(self, small: Any, content: Any) -> None:
        before = content(small.path)
        with Study.open(small.path, coder="Anna") as study:
            document = study.document("1", "q1")
            with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(StudyFileError, match=r"another program has held.*close that program"):
                    study.code(document, 0, 10, "k.rum")
                assert content(small.path) == before
            study.code(document, 0, 10, "k.rum")
        assert sound(small.path)

    def test_a_command_says_so_in_one_line(self, small: Any, run: Callable[..., Any]) -> None:
        with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            ran = run("undo", small.path, "--coder", "Lena")
            assert (ran.code, ran.err.count("\n")) == (2, 1)
            assert "another program has held the study" in ran.err
            assert run("count", small.path, "--provisional").code == 0, "reading goes on"

    def test_a_program_that_holds_the_whole_file_is_said_at_opening(self, small: Any) -> None:
        with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            for read_only in (True, False):
                with pytest.raises(StudyFileError, match="another program"):
                    Study.open(small.path, read_only=read_only)


class TestDamage:
    @pytest.fixture
    def torn(self, demo: Path) -> Path:
        """A demo study with other bytes in its middle."""
        data = bytearray(demo.read_bytes())
        begin, end = len(data) // 4096 // 5 * 4096, len(data) // 4096 // 5 * 4 * 4096
        data[begin:end] = b"trasig!!" * ((end - begin) // 8)
        demo.write_bytes(data)
        return demo

    @pytest.mark.parametrize(
        "command",
        [
            "count {}",
            "report {}",
            "export codings {} -o x.csv",
            "undo {} --coder themecode",
        ],
    )
    def test_a_command_says_so_in_one_line(
        self, torn: Path, run: Callable[..., Any], command: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(torn.parent)
        ran = run(*command.format(torn).split())
        assert ran.code == 2
        assert ran.err.startswith("themecode: the study file is damaged")
        assert "open the latest backup" in ran.err
        assert ran.err.count("\n") == 1
        assert not Path("x.csv").exists()

    def test_no_copy_is_made_of_it(self, torn: Path, run: Callable[..., Any], tmp_path: Path) -> None:
        ran = run("backup", torn, tmp_path / "x.db")
        assert ran.code == 2
        assert "the study may be damaged" in ran.err
        assert [path.name for path in tmp_path.glob("x*")] == []

    def test_check_says_so(self, torn: Path, run: Callable[..., Any]) -> None:
        ran = run("check", torn)
        assert ran.code == 1
        assert "SQLite cannot read the file" in ran.out

    def test_the_library_says_so_in_words(self, torn: Path) -> None:
        with pytest.raises(StudyFileError, match="damaged"), Study.open(torn, read_only=True) as study:
            study.connection.execute("SELECT sum(length(text)) FROM documents").fetchone()

    def test_check_names_the_latest_copy(self, small: Any, run: Callable[..., Any]) -> None:
        from themecode.usecases.backups import keep_backup

        kept = keep_backup(small.path)
        with closing(sqlite3.connect(small.path)) as connection:
            connection.execute("UPDATE documents SET sha256 = ''")
            connection.commit()
        ran = run("check", small.path)
        assert ran.code == 1
        assert str(kept) in ran.out

    def test_a_fault_of_ours_is_not_blamed_on_the_file(self, small: Any) -> None:
        assert damage(small.path, ValueError("ours")) is None
        with pytest.raises(sqlite3.OperationalError), Study.open(small.path) as study:
            study.connection.execute("SELECT nonsense FROM codings")

    def test_what_cannot_be_read_is_blamed_on_the_file_where_check_finds_it(self, small: Any) -> None:
        with closing(sqlite3.connect(small.path)) as connection:
            connection.execute("UPDATE questions SET wording = 'x'")
            connection.commit()
        fault = damage(small.path, ValueError("Expecting value"))
        assert fault is not None
        assert "wording of a row of questions cannot be read" in str(fault)


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE documents SET text = text || '!' WHERE id = 1", "a text is not what it was"),
        ('UPDATE codings SET "end" = 9999', "a coding goes past the end of its document"),
        ('UPDATE sentences SET "end" = 9999', "a sentence goes past the end of its document"),
        ('UPDATE turns SET "end" = 9999', "a turn goes past the end of its document"),
        ("UPDATE codings SET code_id = 999", "refers to a row of codes that is not there"),
        ("UPDATE codes SET deleted = 1", "refers to a row of codes that was taken away"),
        ("UPDATE codes SET parent_id = id", "a code stands below itself"),
        ("DELETE FROM codings", "the history speaks of a row that is not there"),
        ("UPDATE codings SET uuid = 'x' || id", "the history speaks of another row"),
        ("UPDATE changes SET before = 'x' WHERE before IS NOT NULL", "in a form that cannot be read"),
        ("UPDATE changes SET before = '{\"x\": 1}' WHERE before IS NOT NULL", "a column was that is not there"),
        ("UPDATE changes SET table_name = 'x' WHERE table_name = 'codings'", "a table that is not there"),
        ("UPDATE history SET undone_by = NULL; UPDATE history SET undone_by = 1 WHERE id = 2", "is taken back by one"),
        ("UPDATE history SET undoes = 99 WHERE undoes IS NOT NULL", "takes back one that is not there"),
        ("UPDATE codebooks SET name = '['", "name of a row of codebooks cannot be read"),
        ("UPDATE completions SET state = 'x'", "state of a row of completions is 'x'"),
        ("DELETE FROM documents_fts_docsize", "missing from the search index"),
        ("DELETE FROM study", "the study does not say which it is"),
    ],
)
def test_check_finds_what_does_not_hold(small: Any, statement: str, finding: str) -> None:
    with Study.open(small.path, coder="Anna") as study:
        document = study.document("1", "q1")
        study.code(document, 0, 10, "k.rum")
        study.complete(document)
        study.code(document, 0, 12, "k.rum")
        study.undo()
        assert check(study) == []
    with closing(sqlite3.connect(small.path)) as connection:
        connection.executescript(statement)
    with Study.open(small.path, read_only=True) as study:
        assert any(finding in each.what for each in check(study)), check(study)


class TestMaking:
    def test_a_study_that_cannot_be_finished_is_not_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("themecode.storage.queries.study.set_setting", fail)
        with pytest.raises(KeyboardInterrupt):
            Study.create(tmp_path / "s.db")
        assert list(tmp_path.iterdir()) == []

    def test_a_file_that_came_meanwhile_is_not_replaced(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "s.db"
        settle = files.settle

        def late(unfinished: Path, target: Path) -> None:
            path.write_text("min")
            settle(unfinished, target)

        monkeypatch.setattr("themecode.storage.schema.settle", late)
        with pytest.raises(StudyFileError, match="this name already"):
            Study.create(path)
        assert path.read_text() == "min"
        assert list(tmp_path.iterdir()) == [path]

    def test_a_disk_without_links_will_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_links(*_: Any) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", no_links)
        with Study.create(tmp_path / "s.db") as study:
            assert check(study) == []
        assert list(tmp_path.iterdir()) == [tmp_path / "s.db"]


def test_the_file_alone_holds_what_was_done_once_its_writer_closed_though_others_still_read(
    small: Any, tmp_path: Path
) -> None:
    with Study.open(small.path, read_only=True) as reader:
        with Study.open(small.path, coder="Anna") as study:
            study.code(study.document("1", "q1"), 0, 10, "k.rum")
        copied = Path(shutil.copy(small.path, tmp_path / "kopia.db"))
        assert reader.connection.execute("SELECT count(*) FROM codings").fetchone() == (1,)
    with Study.open(copied, read_only=True) as study:
        assert study.connection.execute("SELECT count(*) FROM codings").fetchone() == (1,)


class TestPlaces:
    @pytest.fixture
    def in_cloud(self, small: Any, tmp_path: Path) -> Path:
        folder = tmp_path / "OneDrive - Universitetet"
        folder.mkdir()
        return Path(shutil.copy(small.path, folder / "s.db"))

    def code(self, path: Path, at: int) -> None:
        with Study.open(path, coder="Anna") as study:
            study.code(study.document("1", "q1"), at, 10, "k.rum")

    def test_a_writing_command_warns_once_and_says_what_to_do(self, in_cloud: Path, run: Callable[..., Any]) -> None:
        attributes = in_cloud.with_name("a.csv")
        attributes.write_text("case,typ\n1,A\n", encoding="utf-8")
        assert run("count", in_cloud, "--provisional").err == "", "reading harms nothing"
        assert run("import", "attributes", in_cloud, attributes, "--dry-run").err == ""
        ran = run("import", "attributes", in_cloud, attributes)
        assert ran.code == 0
        assert ran.err.startswith("themecode: the study lies in a folder that OneDrive synchronises")
        assert "bundle" in ran.err
        assert "backups may lie here" in ran.err
        assert ran.err.count("\n") == 1
        assert run("undo", in_cloud).err == ""

    def test_the_library_warns_in_pythons_own_way(self, in_cloud: Path) -> None:
        with pytest.warns(PlaceWarning, match="OneDrive"):
            self.code(in_cloud, 0)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.code(in_cloud, 1)

    def test_the_warning_is_no_content(self, in_cloud: Path, content: Any) -> None:
        before = content(in_cloud)
        with Study.open(in_cloud, coder="Lena") as study:
            place = study.mention_place()
            assert place is not None
            assert study.mention_place() is None
        assert content(in_cloud) == before
        with Study.open(in_cloud, coder="Anna") as study:
            assert study.mention_place() is None

    def test_a_study_moved_to_another_such_place_is_warned_of_again(self, in_cloud: Path, tmp_path: Path) -> None:
        with pytest.warns(PlaceWarning, match="OneDrive"):
            self.code(in_cloud, 0)
        (tmp_path / "Dropbox").mkdir()
        moved = Path(shutil.move(in_cloud, tmp_path / "Dropbox" / "s.db"))
        with pytest.warns(PlaceWarning, match="Dropbox"):
            self.code(moved, 1)

    def test_an_ordinary_folder_gives_no_warning(self, small: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.code(small.path, 0)


@pytest.mark.slow
class TestSoaks:
    """The soaks of bench/, with small numbers."""

    @pytest.fixture(autouse=True)
    def bench(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))

    def test_kills_lose_nothing(self, tmp_path: Path) -> None:
        from bench.soak_kill import soak

        tally = soak(12, tmp_path)
        assert tally.clean, f"{tally} {tally.unsound}"
        assert tally.acknowledged

    def test_ten_writers_lose_nothing_and_are_never_refused(self, tmp_path: Path) -> None:
        from bench.soak_writers import soak

        tally = soak(10, 15, tmp_path)
        assert tally.clean, f"{tally} {tally.faults}"

    def test_undoing_everything_brings_the_study_back(self, tmp_path: Path) -> None:
        from bench.soak_undo import soak

        tally = soak(4, 40, tmp_path)
        assert tally.faults == []

    def test_damaged_files_never_give_a_traceback(self, tmp_path: Path) -> None:
        from bench.soak_fuzz import soak

        tally = soak(10, tmp_path)
        assert tally.faults == []
