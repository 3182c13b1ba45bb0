import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.formats.codebook_file import read_codebook
from themecode.usecases.codebook_changes import add_code, merge_codes
from themecode.usecases.codebooks import Plan, load_codebook, save_codebook
from themecode.usecases.history import history

Content = Callable[[Path], Any]
Write = Callable[[str, str], Path]
Run = Callable[..., Any]

CHANGED = """codebook: k
name: {sv: Teman, en: Themes}
codes:
  - {key: k.rad, label: stöd, definition: Råd och stöd}
  - key: k.tid
    kind: theme
    label: {sv: tid, en: time}
    codes:
      - {key: k.ny, label: ny}
      - {key: k.tid.rum, label: {sv: lokaler, en: premises}, was: [k.rum, k.tid.luft]}
"""


@pytest.fixture
def anna(small: Any) -> Iterator[Study]:
    with Study.open(small.path, coder="Anna") as study:
        for case, code in (("1", "k.rum"), ("2", "k.rum"), ("2", "k.tid.luft"), ("5", "k.rad")):
            study.code(study.document(case, "q1"), 0, 4, code)
        yield study


def lines(plan: Plan) -> list[str]:
    return [str(step) for step in plan.steps]


def keys(study: Study, path: Path) -> list[str]:
    save_codebook(study, "k", path)
    return [code.key for code in read_codebook(path).walk()]


def test_a_plan_names_each_step_with_the_codings_it_touches(anna: Study, write: Write) -> None:
    plan = load_codebook(anna, write("ny.yaml", CHANGED), dry_run=True)
    assert lines(plan) == [
        "rename k.rum -> k.tid.rum (2 codings)",
        "move k.rad -> first under k (1 coding)",
        "add k.ny",
        "move k.rum -> under k.tid (2 codings)",
        "relabel k.rad (1 coding)",
        "redefine k.rad (1 coding)",
        "kind k.tid -> theme",
        "merge k.tid.luft -> k.tid.rum (1 coding)",
    ]
    assert plan.not_in_file == ("k.tid.moten",)


def test_what_is_loaded_is_what_was_planned_in_one_entry_that_can_be_undone(
    anna: Study, write: Write, content: Content, tmp_path: Path
) -> None:
    path = write("ny.yaml", CHANGED)
    before, entries = content(anna.path), len(history(anna))
    planned = load_codebook(anna, path, dry_run=True)
    assert content(anna.path) == before
    assert load_codebook(anna, path) == planned
    assert len(history(anna)) == entries + 1
    assert history(anna)[0].summary == (
        "Anna läste in kodboken k: 1 nya, 3 ändrade och 1 sammanslagna koder, 1 kodning"
    )
    assert keys(anna, tmp_path / "ut.yaml") == ["k.rad", "k.tid", "k.ny", "k.tid.rum", "k.tid.moten"]
    assert anna.codebook("k").version == 2
    since = {key: anna.find_code(key).since for key in ("k.rad", "k.ny", "k.tid", "k.tid.rum")}
    assert since == {"k.rad": 2, "k.ny": 2, "k.tid": 1, "k.tid.rum": 1}
    after = content(anna.path)
    anna.undo()
    assert content(anna.path) == before
    anna.redo()
    assert content(anna.path) == after


def test_loading_a_file_again_changes_nothing_and_leaves_no_history(
    anna: Study, small: Any, write: Write, content: Content
) -> None:
    for path in (small.book, write("ny.yaml", CHANGED)):
        load_codebook(anna, path)
        before, entries = content(anna.path), history(anna)
        assert load_codebook(anna, path).steps == ()
        assert (content(anna.path), history(anna)) == (before, entries)


def test_one_old_key_is_a_merging_where_the_new_key_is_there_too(anna: Study, write: Write) -> None:
    path = write("ny.yaml", "codebook: k\ncodes: [{key: k.rad, label: råd och stöd, was: [k.rum]}]\n")
    assert "merge k.rum -> k.rad (2 codings)" in lines(load_codebook(anna, path))
    assert load_codebook(anna, path).steps == ()


def test_codes_can_change_keys_and_change_back(anna: Study, content: Content, tmp_path: Path) -> None:
    path = tmp_path / "ut.yaml"
    save_codebook(anna, "k", path)
    text = path.read_text(encoding="utf-8")
    text = text.replace("k.rum", "x").replace("k.rad", "k.rum").replace("key: x", "key: k.rad")
    path.write_text(text, encoding="utf-8")
    before = content(anna.path)
    assert lines(load_codebook(anna, path)) == ["rename k.rum -> k.rad (2 codings)", "rename k.rad -> k.rum (1 coding)"]
    after = content(anna.path)
    anna.undo()
    assert content(anna.path) == before
    anna.redo()
    assert content(anna.path) == after


def test_only_what_must_move_is_said_to_move(anna: Study, small: Any) -> None:
    text = small.book.read_text(encoding="utf-8")
    line = "  - {key: k.rad, label: råd och stöd}\n"
    small.book.write_text(text.replace(line, "").replace("codes:\n", f"codes:\n{line}", 1), encoding="utf-8")
    assert lines(load_codebook(anna, small.book)) == ["move k.rad -> first under k (1 coding)"]
    assert load_codebook(anna, small.book).steps == ()


def test_a_code_of_the_same_uuid_moves_from_the_other_codebook(anna: Study, write: Write) -> None:
    uuid = anna.find_code("k.rum").uuid
    path = write(
        "b.yaml", f"codebook: b\ncodes: [{{key: b.rum, label: {{sv: lokaler, en: premises}}, uuid: {uuid}}}]\n"
    )
    assert lines(load_codebook(anna, path)) == [
        "new codebook b",
        "rename k.rum -> b.rum (2 codings)",
        "move k.rum -> under b (2 codings)",
    ]
    assert anna.find_code("b.rum").codebook_id == anna.codebook("b").id


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("codebook: b\ncodes: [{key: k.rum}]", "the key 'k.rum' is taken by another code of the study"),
        ("codebook: k\ncodes: [{key: a, was: [k.rum]}, {key: k.rum}]", "'a' was 'k.rum', but that is 'k.rum' in the"),
        ("codebook: k\ncodes: [{key: a, was: [k.rum]}, {key: b, was: [k.rum]}]", "'b' was 'k.rum', but that is 'a'"),
    ],
)
def test_a_file_that_the_study_cannot_follow_is_refused_whole(
    anna: Study, write: Write, content: Content, text: str, fault: str
) -> None:
    before = content(anna.path)
    with pytest.raises(InputError, match=fault):
        load_codebook(anna, write("fel.yaml", text))
    assert content(anna.path) == before


def test_a_definition_changed_in_wording_only_makes_no_code_new(anna: Study, write: Write) -> None:
    load_codebook(anna, write("ny.yaml", CHANGED), revisit=False)
    assert {anna.find_code(key).since for key in ("k.rad", "k.ny")} == {1, 2}


def test_a_codebook_saved_from_one_study_plans_what_another_lacks(anna: Study, tmp_path: Path) -> None:
    add_code(anna, "Ny", key="k.ny", parent="k.tid", position=0)
    merge_codes(anna, "k.tid.luft", "k.tid.moten")
    path = tmp_path / "k.yaml"
    save_codebook(anna, "k", path)
    assert load_codebook(anna, path).steps == ()
    with Study.create(tmp_path / "annan.db", coder="Bo") as other:
        load_codebook(other, path)
        assert load_codebook(other, path).steps == ()
        assert keys(other, tmp_path / "ut.yaml") == ["k.tid", "k.ny", "k.tid.moten", "k.rum", "k.rad"]


# -- commands ------------------------------------------------------------------------------------


def test_diff_prints_the_plan_and_its_json_has_the_same_steps(
    anna: Study, run: Run, write: Write, content: Content
) -> None:
    path, before = write("ny.yaml", CHANGED), content(anna.path)
    shown = run("codebook", "diff", anna.path, path)
    assert shown.code == 0
    assert "  merge k.tid.luft -> k.tid.rum (1 coding)" in shown.out.splitlines()
    assert "left as they are: k.tid.moten" in shown.out
    data = json.loads(run("codebook", "diff", anna.path, path, "--json").out)
    assert {"action": "merge", "code": "k.tid.luft", "to": "k.tid.rum", "codings": 1} in data["steps"]
    assert [len(data["steps"]), data["codebook"], data["not_in_file"]] == [8, "k", ["k.tid.moten"]]
    dry = run("codebook", "load", anna.path, path, "--dry-run")
    assert dry.out == shown.out
    assert content(anna.path) == before
    assert run("codebook", "load", anna.path, path).out == shown.out.replace("would load", "loaded")


# -- any two codebooks ---------------------------------------------------------------------------


@st.composite
def books(draw: st.DrawFn) -> str:
    """Write a codebook of some of eight keys, as a tree in any order."""
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1))
    below: dict[str | None, list[str]] = {}
    for place, name in enumerate(names):
        below.setdefault(draw(st.sampled_from([None, *names[:place]])), []).append(name)

    def code(name: str) -> dict[str, object]:
        definition = draw(st.sampled_from(("", "ett", "två")))
        made: dict[str, object] = {"key": f"t.{name}", "label": name, "definition": definition}
        made["retired"] = draw(st.booleans())
        return {**made, "codes": [code(child) for child in below.get(name, ())]}

    return json.dumps({"codebook": "t", "codes": [code(name) for name in below.get(None, ())]})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=st.lists(books(), min_size=1, max_size=4))
def test_after_loading_the_study_has_the_codes_of_the_file_in_its_order(
    versions: list[str], small_original: Any, content: Content
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(small_original.path, Path(folder) / "s.db"))
        file, out = Path(folder) / "t.yaml", Path(folder) / "ut.yaml"
        with Study.open(path, coder="Anna") as study:
            states = [content(path)]
            for text in versions:
                file.write_text(text, encoding="utf-8")
                plan = load_codebook(study, file)
                assert load_codebook(study, file).steps == ()
                if plan.steps:
                    states.append(content(path))
                save_codebook(study, "t", out)
                assert flat(out, leave=plan.not_in_file) == flat(file)
            for expected in reversed(states[:-1]):
                study.undo()
                assert content(path) == expected


def flat(path: Path, leave: tuple[str, ...] = ()) -> list[tuple[str, Localized, Localized, bool, list[str]]]:
    return [
        (
            code.key,
            code.label,
            code.definition,
            code.retired,
            [each.key for each in code.codes if each.key not in leave],
        )
        for code in read_codebook(path).walk()
        if code.key not in leave
    ]
