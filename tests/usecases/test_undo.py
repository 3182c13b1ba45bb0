"""Undo and redo: whatever two coders did, taking it all back leaves the study as it was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study, ThemecodeError
from themecode.core.errors import NotFoundError, RefusedError
from themecode.core.states import Completion
from themecode.core.survey import AttributeColumn, OpenQuestion, SurveyMapping
from themecode.usecases.attributes import import_attributes
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.coding import new_code
from themecode.usecases.completing import reopen
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_survey import import_survey
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.looking import add_coder, own_codings
from themecode.usecases.new_codes import code_with_new

CODERS = ("Anna", "Bo")
CODES = ("k.tid", "k.tid.luft", "k.rum", "k.nytt", "k.tid.annat", "ny.ett")
ANSWERS = (("1", "q1"), ("2", "q1"), ("4", "q1"), ("1", "q2"), ("6", "q1"), ("samtal", None), ("samtal2", None))

BOOKS = (
    "codebook: k\nname: Ny\ncodes:\n  - {key: k.tid, label: tiden}\n  - {key: k.rum, label: rum, color: '#112233'}\n"
    "  - {key: k.nytt, label: nytt, examples: [ett, två]}\n",
    "codebook: k\ncodes:\n  - key: k.rum\n    codes:\n      - {key: k.tid.luft, label: {sv: luft}, kind: theme}\n"
    "  - {key: k.tid.annat, was: [k.tid.moten], label: annat}\n",
    "codebook: ny\nname: {sv: En ny, en: A new one}\ncodes:\n  - {key: ny.ett, label: ett}\n",
)
SURVEYS = (
    "id,region,q1,q2\n1,Norr,Vi behöver mer tid nu,Bättre lokaler\n2,Väst,Ånej lokalerna är för små här,Nytt svar\n"
    "6,Öst,Nytt fall med svar,\n",
    "id,region,q1,q2\n1,,Helt annat svar,\n4,Syd,vet ej,Närmare råd och stöd hemma\n",
    "id,region,q1,q2\n1,Norr,Tredje gången gillt,Igen\n6,Öst,,Nu här\n7,Öst,Sju,Sju\n",
)
NEW_SURVEY = "id,q1,alder\n8,Åtta svarar så här,40\n9,Nian svarar inte alls,\n"
ATTRIBUTES = ("case,region,storlek\n1,Öst,3\n3,,4\n", "case,region,typ\n1,Norr,a\n2,Norr,b\nsamtal,Norr,c\n")
CODINGS = (
    "case,question,document,start,end,code,coder,round\n1,q1,,,,k.tid,Anna,\n2,q1,,0,4,k.rum,Bo,\n4,q1,,,,,Cesar,\n",
    "case,question,document,start,end,code,coder,round\n1,q1,,,,k.rum,Bo,rel\n,,samtal,10,20,k.tid.luft,Anna,rel\n",
    "case,question,document,start,end,code,coder,round\n4,q1,,,,k.tid,consensus,\n1,q2,,,,,Anna,\n",
)
TRANSCRIPTS = ("Moderator: Hej!\nP1: Hej på dig du.\n", "P1: Ett annat samtal, om råd.\nP2: Ja!\n")

MAPPING = SurveyMapping(
    case="id",
    questions=(OpenQuestion("q1", ("q1",)), OpenQuestion("q2", ("q2",))),
    attributes=(AttributeColumn("region", "region"),),
)

pick = st.integers(0, 1_000)
step = st.one_of(
    st.tuples(st.just("code"), st.sampled_from(CODERS), st.sampled_from(ANSWERS), st.sampled_from(CODES), pick),
    st.tuples(st.just("remove"), st.sampled_from(CODERS), st.sampled_from(ANSWERS), pick),
    st.tuples(
        st.just("complete"), st.sampled_from(CODERS), st.sampled_from(ANSWERS), st.sampled_from(list(Completion))
    ),
    st.tuples(st.just("reopen"), st.sampled_from(CODERS), st.sampled_from(ANSWERS)),
    st.tuples(st.just("new_code"), st.sampled_from(CODERS), st.sampled_from(("Ny kod", "tid", "Råd")), pick),
    st.tuples(
        st.just("code_with_new"), st.sampled_from(CODERS), st.sampled_from(ANSWERS), st.sampled_from(("Ny kod", "Råd"))
    ),
    st.tuples(st.just("load_codebook"), st.sampled_from(CODERS), st.integers(0, len(BOOKS) - 1)),
    st.tuples(st.just("import_survey"), st.sampled_from(CODERS)),
    st.tuples(st.just("update"), st.sampled_from(CODERS), st.integers(0, len(SURVEYS) - 1)),
    st.tuples(st.just("import_codings"), st.sampled_from(CODERS), st.integers(0, len(CODINGS) - 1), st.booleans()),
    st.tuples(st.just("import_attributes"), st.sampled_from(CODERS), st.integers(0, len(ATTRIBUTES) - 1)),
    st.tuples(st.just("import_transcripts"), st.sampled_from(CODERS), st.integers(0, 1), st.booleans()),
    st.tuples(st.just("add_coder"), st.sampled_from(CODERS)),
    st.tuples(st.just("undo"), st.sampled_from(CODERS)),
    st.tuples(st.just("undo"), st.sampled_from(CODERS)),
    st.tuples(st.just("redo"), st.sampled_from(CODERS)),
)


class Session:
    """Two coders at one study, and the files they import."""

    def __init__(self, stack: ExitStack, path: Path) -> None:
        self.folder = path.parent
        self.by_coder = {coder: stack.enter_context(Study.open(path, coder=coder)) for coder in CODERS}

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def do(self, action: str, coder: str, *arguments: Any) -> None:
        study = self.by_coder[coder]
        getattr(self, action)(study, *arguments)

    def code(self, study: Study, place: tuple[str, str | None], code: str, at: int) -> None:
        document = study.document(*place)
        start = at % max(1, len(document.text) - 4)
        study.code(document, start, start + 4, code)

    def remove(self, study: Study, place: tuple[str, str | None], at: int) -> None:
        own = own_codings(study, study.document(*place))
        if own:
            study.remove(own[at % len(own)].id)

    def complete(self, study: Study, place: tuple[str, str | None], state: Completion) -> None:
        study.complete(study.document(*place), state)

    def reopen(self, study: Study, place: tuple[str, str | None]) -> None:
        reopen(study, study.document(*place))

    def new_code(self, study: Study, label: str, at: int) -> None:
        new_code(study, label, parent=(None, "k.tid", "k.rum")[at % 3])

    def code_with_new(self, study: Study, place: tuple[str, str | None], label: str) -> None:
        document = study.document(*place)
        code_with_new(study, document, 0, len(document.text), label)

    def load_codebook(self, study: Study, number: int) -> None:
        load_codebook(study, self.file(f"book{number}.yaml", BOOKS[number]))

    def import_survey(self, study: Study) -> None:
        import_survey(study, self.file("new.csv", NEW_SURVEY), case="id", open_columns=["q1"], attributes=["alder"])

    def update(self, study: Study, number: int) -> None:
        import_survey(study, self.file(f"update{number}.csv", SURVEYS[number]), mapping=MAPPING, update=True)

    def import_codings(self, study: Study, number: int, completed: bool) -> None:
        import_codings(study, self.file(f"codings{number}.csv", CODINGS[number]), completed=completed)

    def import_attributes(self, study: Study, number: int) -> None:
        import_attributes(study, self.file(f"attributes{number}.csv", ATTRIBUTES[number]))

    def import_transcripts(self, study: Study, number: int, own_case: bool) -> None:
        path = self.file(f"samtal{number + 2}.txt", TRANSCRIPTS[number])
        import_transcripts(study, [path], case=None if own_case else "1", attributes={"region": "Norr"})

    def add_coder(self, study: Study) -> None:
        add_coder(study)

    def undo(self, study: Study) -> None:
        study.undo()

    def redo(self, study: Study) -> None:
        study.redo()

    def latest(self) -> str | None:
        """Return who did the latest thing that stands and can be undone."""
        row = (
            self.by_coder["Anna"]
            .connection.execute(
                "SELECT coder FROM history WHERE undone_by IS NULL AND undoes IS NULL AND coder IN ('Anna', 'Bo') "
                "ORDER BY id DESC LIMIT 1"
            )
            .fetchone()
        )
        return row and row[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=14))
def test_undoing_everything_leaves_the_study_row_for_row_as_before_and_redoing_brings_it_back(
    steps: list[tuple[Any, ...]], small_original: Any, content: Callable[[Path], Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(shutil.copy(small_original.path, Path(folder) / "s.db"))
        before = content(path)
        session = Session(stack, path)
        for one in steps:
            standing = content(path)
            try:
                session.do(*one)
            except ThemecodeError:
                assert content(path) == standing, f"{one} was refused and changed the study all the same"
        states = [content(path)]
        undone: list[str] = []
        while (coder := session.latest()) is not None:
            session.by_coder[coder].undo()
            undone.append(coder)
            states.append(content(path))
        assert states[-1] == before
        for coder, expected in zip(reversed(undone), reversed(states[:-1]), strict=True):
            session.by_coder[coder].redo()
            assert content(path) == expected
        assert session.by_coder["Anna"].connection.execute("PRAGMA foreign_key_check").fetchall() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=14))
def test_a_study_stays_sound_whatever_two_coders_do_and_take_back(
    steps: list[tuple[Any, ...]], small_original: Any
) -> None:
    from themecode.usecases.checking import check

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(shutil.copy(small_original.path, Path(folder) / "s.db"))
        session = Session(stack, path)
        for one in steps:
            try:
                session.do(*one)
            except ThemecodeError:
                continue
        assert check(session.by_coder["Bo"]) == []


class TestRefused:
    """Undo refuses where something later builds on it, and changes nothing then."""

    @pytest.fixture
    def two(self, small: Any) -> Any:
        with ExitStack() as stack:
            yield Session(stack, small.path)

    def refused(self, study: Study, content: Any, match: str = "something later") -> None:
        before = content(study.path)
        entries = study.connection.execute("SELECT count(*) FROM history").fetchone()
        with pytest.raises(RefusedError, match=match):
            study.undo()
        assert content(study.path) == before
        assert study.connection.execute("SELECT count(*) FROM history").fetchone() == entries

    def test_a_code_that_someone_else_used_stays(self, two: Session, content: Any) -> None:
        anna, bo = two.by_coder.values()
        made = new_code(anna, "Ny kod")
        bo.code(bo.document("1", "q1"), 0, 2, made.key)
        self.refused(anna, content)
        bo.undo()
        anna.undo()
        with pytest.raises(NotFoundError):
            anna.find_code(made.key)

    def test_an_import_on_which_someone_else_coded_stays(self, two: Session, content: Any) -> None:
        anna, bo = two.by_coder.values()
        two.import_transcripts(anna, 0, True)
        bo.code(bo.document("samtal2"), 0, 3, "k.rum")
        self.refused(anna, content)

    def test_a_codebook_that_someone_else_changed_stays(self, two: Session, content: Any) -> None:
        anna, bo = two.by_coder.values()
        two.load_codebook(anna, 0)
        two.load_codebook(bo, 1)
        self.refused(anna, content)
        bo.undo()
        anna.undo()

    def test_an_update_whose_new_answer_someone_else_coded_stays(self, two: Session, content: Any) -> None:
        anna, bo = two.by_coder.values()
        two.update(anna, 0)
        bo.code(bo.document("6", "q1"), 0, 4, "k.rum")
        self.refused(anna, content)

    def test_a_completion_by_someone_else_holds_the_codebook(self, two: Session, content: Any) -> None:
        anna, bo = two.by_coder.values()
        two.load_codebook(anna, 2)
        bo.complete(bo.document("4", "q2"), "contentless")
        self.refused(anna, content)

    def test_a_coding_in_a_round_that_was_closed_since_stays(self, two: Session, content: Any) -> None:
        from themecode.usecases.coding import code
        from themecode.usecases.rounds import close_round, ensure_round

        anna, bo = two.by_coder.values()
        with anna.act("new") as entry:
            ensure_round(anna, entry, "rel")
        code(bo, bo.document("1", "q1"), 0, 2, "k.rum", round="rel")
        close_round(anna, "rel")
        self.refused(bo, content, "its round is closed")
        anna.undo()
        bo.undo()

    def test_an_update_can_be_taken_back_although_its_old_answers_were_coded_in_a_round_closed_since(
        self, two: Session, content: Any
    ) -> None:
        from themecode.usecases.rounds import close_round

        anna, bo = two.by_coder.values()
        two.import_codings(bo, 1, True)
        close_round(bo, "rel")
        before = content(anna.path)
        two.update(anna, 1)
        assert content(anna.path) != before
        anna.undo()
        assert content(anna.path) == before

    def test_one_undoes_only_what_one_did(self, two: Session, content: Any) -> None:
        anna, bo = two.by_coder.values()
        anna.code(anna.document("1", "q1"), 0, 2, "k.rum")
        self.refused(bo, content, "Bo has done nothing")

    def test_a_coder_whose_first_codings_someone_else_imported_keeps_the_later_ones(self, two: Session) -> None:
        anna, bo = two.by_coder.values()
        two.import_codings(anna, 0, True)
        bo.code(bo.document("1", "q2"), 0, 4, "k.rum")
        coder = bo.known_coder("Bo")
        anna.undo()
        assert bo.known_coder("Bo") == coder
        assert len(own_codings(bo, bo.document("1", "q2"))) == 1

    def test_a_coder_comes_back_with_what_is_redone(self, two: Session) -> None:
        anna, bo = two.by_coder.values()
        two.import_codings(anna, 0, True)
        bo.code(bo.document("1", "q2"), 0, 4, "k.rum")
        coder = bo.known_coder("Bo")
        bo.undo()
        anna.undo()
        assert bo.coder_id("Bo") is None
        bo.redo()
        assert bo.known_coder("Bo") == coder

    def test_a_misspelt_coder_goes_with_the_import_that_brought_them(self, two: Session) -> None:
        anna, _ = two.by_coder.values()
        two.import_codings(anna, 0, True)
        assert anna.coder_id("Cesar") is not None
        anna.undo()
        assert anna.coder_id("Cesar") is None


def test_undo_works_after_closing_and_opening_again(small: Any, content: Any) -> None:
    before = content(small.path)
    for place in (("1", "q1"), ("2", "q1"), ("samtal", None)):
        with Study.open(small.path, coder="Anna") as study:
            study.code(study.document(*place), 0, 4, "k.rum")
    done = content(small.path)
    for _ in range(3):
        with Study.open(small.path, coder="Anna") as study:
            study.undo()
    assert content(small.path) == before
    for _ in range(3):
        with Study.open(small.path, coder="Anna") as study:
            study.redo()
    assert content(small.path) == done


def test_there_is_nothing_to_redo_after_something_new(small: Any) -> None:
    with Study.open(small.path, coder="Anna") as study:
        study.code(study.document("1", "q1"), 0, 2, "k.rum")
        study.undo()
        study.code(study.document("1", "q1"), 0, 2, "k.tid")
        with pytest.raises(RefusedError, match="nothing to do again"):
            study.redo()


def test_undo_never_takes_back_the_study_itself(small: Any) -> None:
    with Study.open(small.path, coder="Lena") as study:
        for _ in range(3):
            study.undo()
        with pytest.raises(RefusedError, match="nothing that can be undone"):
            study.undo()
        assert study.title == "s"


def test_a_bulk_import_is_one_step(demo: Path, write: Any) -> None:
    rows = "".join(f"FC{number:03},q23,,,,framgang.personal,Cilla\n" for number in range(1, 60) if number != 4)
    path = write("codings.csv", "case,question,document,start,end,code,coder\n" + rows)
    with Study.open(demo, coder="Cilla") as study:
        known = {answer for (answer,) in study.connection.execute("SELECT count(*) FROM codings WHERE deleted = 0")}
        try:
            import_codings(study, path)
        except ThemecodeError as error:
            wrong = {fault.where.split("row ")[1] for fault in error.faults}
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            path.write_text("".join(line for n, line in enumerate(lines, 1) if str(n) not in wrong), encoding="utf-8")
            import_codings(study, path)
        assert study.undo().startswith("Cilla läste in ")
        assert {n for (n,) in study.connection.execute("SELECT count(*) FROM codings WHERE deleted = 0")} == known


def test_the_history_never_quotes_the_text(small: Any) -> None:
    with Study.open(small.path, coder="Anna") as study:
        study.code(study.document("1", "q1"), 3, 10, "k.rum")
        study.complete(study.document("1", "q1"))
        study.undo()
        said = " ".join(row[0] for row in study.connection.execute("SELECT summary FROM history"))
    assert "behöver" not in said
    assert "k.rum" in said


def test_every_change_leaves_a_row_of_who_when_and_what_stood_before(small: Any) -> None:
    with Study.open(small.path, coder="Anna") as study:
        made = study.code(study.document("1", "q1"), 3, 10, "k.rum")
        study.remove(made.id)
        rows = study.connection.execute(
            "SELECT h.coder, h.action, c.uuid, c.before FROM changes c JOIN history h ON h.id = c.history_id "
            "WHERE c.table_name = 'codings' AND c.row_id = ? ORDER BY h.id",
            (made.id,),
        ).fetchall()
    assert rows == [("Anna", "code", made.uuid, None), ("Anna", "remove", made.uuid, '{"deleted":0}')]
