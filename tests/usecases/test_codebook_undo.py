"""Codebook changes in any order, taken back and done again; and many codings at once."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.core.errors import ThemecodeError
from themecode.core.order import already_in_order, increasing
from themecode.storage.journal import new_uuid
from themecode.usecases.checking import check
from themecode.usecases.code_texts import CodeTexts
from themecode.usecases.codebook_changes import (
    add_code,
    change_kind,
    merge_codes,
    move_code,
    redefine,
    relabel,
    rename_code,
    retire_code,
    split_code,
    unretire_code,
)
from themecode.usecases.codebook_shaping import (
    add_example,
    group_codes,
    merge_several,
    move_codes,
    recolour,
    shift_code,
    write_code,
)

Content = Callable[[Path], Any]
ANSWERS = (("1", "q1"), ("1", "q2"), ("2", "q1"), ("3", "q2"), ("5", "q1"), ("samtal", None))

pick = st.integers(0, 1_000)
which = st.integers(0, 12)
CHANGES: dict[str, Callable[[Study, str, str, int], object]] = {
    "add": lambda study, one, other, at: add_code(study, f"Ny {at}", parent=one, position=at % 3),
    "rename": lambda study, one, other, at: rename_code(study, one, f"k.å{at % 4}"),
    "relabel": lambda study, one, other, at: relabel(study, one, {("", "sv", "en")[at % 3]: f"Ord {at % 5}"}),
    "redefine": lambda study, one, other, at: redefine(study, one, definition=f"Om {at % 3}", examples=["é 🤔"]),
    "move": lambda study, one, other, at: move_code(study, one, parent=other, position=at % 4),
    "move to the top": lambda study, one, other, at: move_code(study, one, position=at % 4),
    "move out": lambda study, one, other, at: move_code(study, one, codebook="andra"),
    "kind": lambda study, one, other, at: change_kind(study, one, ("code", "category", "theme")[at % 3]),
    "merge": lambda study, one, other, at: merge_codes(study, one, other),
    "split": lambda study, one, other, at: split_code(study, one, f"Del {at % 3}", search=("e", "ok", "ö")[at % 3]),
    "group": lambda study, one, other, at: group_codes(study, [one, other], f"Grupp {at % 4}", kind="theme"),
    "move several": lambda study, one, other, at: move_codes(study, [one, other], codebook=("k", "andra")[at % 2]),
    "merge several": lambda study, one, other, at: merge_several(study, [one, some_code(study, at)], other),
    "shift": lambda study, one, other, at: shift_code(study, one, (-1, 1)[at % 2]),
    "colour": lambda study, one, other, at: recolour(study, one, f"#00000{at % 3}"),
    "example": lambda study, one, other, at: add_example(study, one, f"Åå {at % 3}"),
    "write": lambda study, one, other, at: write_code(study, one, {"sv": CodeTexts("sv", f"Ord {at % 3}", "é 🤔")}),
    "retire": lambda study, one, other, at: retire_code(study, one),
    "unretire": lambda study, one, other, at: unretire_code(study, one),
    "undo": lambda study, one, other, at: study.undo(),
    "redo": lambda study, one, other, at: study.redo(),
}


def code_and_complete(study: Study, one: str, other: str, at: int) -> None:
    document = study.document(*ANSWERS[at % len(ANSWERS)])
    study.code(document, at % 5, 5 + at % 4, one)
    if at % 2:
        study.complete(document)


CHANGES["code"] = CHANGES["code again"] = code_and_complete
step = st.tuples(st.sampled_from(sorted(CHANGES)), st.sampled_from(("Anna", "Bo")), which, which, pick)


def some_code(study: Study, at: int) -> str:
    rows = study.connection.execute("SELECT key FROM codes WHERE deleted = 0 ORDER BY id").fetchall()
    return str(rows[at % len(rows)][0])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=16))
def test_undoing_all_codebook_changes_restores_every_row_and_redoing_them_brings_them_back(
    steps: list[tuple[str, str, int, int, int]], small_original: Any, content: Content
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(shutil.copy(small_original.path, Path(folder) / "s.db"))
        by_coder = {coder: stack.enter_context(Study.open(path, coder=coder)) for coder in ("Anna", "Bo")}
        anna = by_coder["Anna"]
        with anna.act("new") as entry:
            entry.insert("codebooks", {"key": "andra", "position": 9})
        before = content(path)
        for action, coder, one, other, at in steps:
            study, standing = by_coder[coder], content(path)
            total = Counter(row[6] for row in standing["codings"])
            try:
                CHANGES[action](study, some_code(study, one), some_code(study, other), at)
            except ThemecodeError:
                assert content(path) == standing
            if action == "split":
                assert Counter(row[6] for row in content(path)["codings"]) == total
        assert check(anna) == []
        states, undone = [content(path)], []
        while row := anna.connection.execute(
            "SELECT coder FROM history WHERE undone_by IS NULL AND undoes IS NULL AND action <> 'new' "
            "AND coder IN ('Anna', 'Bo') ORDER BY id DESC LIMIT 1"
        ).fetchone():
            by_coder[row[0]].undo()
            undone.append(row[0])
            states.append(content(path))
        assert states[-1] == before
        for coder, expected in zip(reversed(undone), reversed(states[:-1]), strict=True):
            by_coder[coder].redo()
            assert content(path) == expected


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5))))
def test_numbers_come_to_rise_and_those_that_rise_already_stay(numbers: list[int | None]) -> None:
    placed = increasing(numbers)
    assert placed == sorted(set(placed))
    if None not in numbers and numbers == placed:
        assert increasing(numbers) == numbers


@given(st.permutations(range(8)))
def test_what_need_not_move_rises_and_is_as_much_as_can_be(numbers: list[int]) -> None:
    kept = already_in_order(numbers)
    rising = [numbers[index] for index in sorted(kept)]
    assert rising == sorted(rising)
    longest = [1] * len(numbers)
    for index, number in enumerate(numbers):
        longest[index] += max((longest[j] for j in range(index) if numbers[j] < number), default=0)
    assert len(kept) == max(longest)


# -- size ----------------------------------------------------------------------------------------


def fill(study: Study, number: int) -> None:
    """Put ``number`` codings on each of k.rum and k.rad, a tenth of them on the same spans."""
    document = study.document("samtal")
    with study.act("import codings") as entry:
        coder, round_id = study.ensure_coder(entry), study.round_id()
        columns = ("document_id", "start", "end", "code_id", "coder_id", "round_id", "created", "uuid")
        for code, offset in (("k.rum", 0), ("k.rad", number - number // 10)):
            code_id = study.find_code(code).id
            places = ((at // 400 + offset, at % 400 + at // 400 + offset + 1) for at in range(number))
            rows = ((document.id, start, end, code_id, coder, round_id, "x", new_uuid()) for start, end in places)
            entry.insert_many("codings", columns, rows)
        entry.describe("x")


def steps_of(connection: Any, work: Callable[[], object]) -> int:
    """Count the steps that SQLite takes for a piece of work, in hundreds."""
    steps = 0

    def stepped() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.set_progress_handler(stepped, 100)
    try:
        work()
    finally:
        connection.set_progress_handler(None, 0)
    return steps


def test_merging_ten_times_the_codings_takes_about_ten_times_as_many_steps(small: Any, tmp_path: Path) -> None:
    took = {}
    for number in (1_000, 10_000):
        path = Path(shutil.copy(small.path, tmp_path / f"{number}.db"))
        with Study.open(path, coder="Anna") as study:
            fill(study, number)
            merged = steps_of(study.connection, lambda study=study: merge_codes(study, "k.rum", "k.rad"))  # type: ignore[misc]
            undone = steps_of(study.connection, study.undo)
            took[number] = (merged, undone)
            assert merge_codes(study, "k.rum", "k.rad").codings == number
    for few, many in zip(took[1_000], took[10_000], strict=True):
        assert many < 20 * few, "a hundred times were it quadratic"
