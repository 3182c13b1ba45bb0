from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis import count_categories
from themecode.core.errors import InputError, NotFoundError, RefusedError, ThemecodeError
from themecode.usecases.checking import check
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
from themecode.usecases.coding import code as put
from themecode.usecases.history import history
from themecode.usecases.rounds import close_round, ensure_round

Content = Callable[[Path], Any]


@pytest.fixture
def anna(small: Any) -> Iterator[Study]:
    with Study.open(small.path, coder="Anna") as study:
        yield study


@pytest.fixture
def bo(small: Any) -> Iterator[Study]:
    with Study.open(small.path, coder="Bo") as study:
        yield study


def tree(study: Study, codebook: str = "k") -> list[tuple[str, str | None]]:
    """Return (key, key of its parent) of each code of a codebook, in order."""
    book = study.codebook(codebook).id
    rows = study.connection.execute(
        "SELECT c.key, p.key, c.id, c.parent_id FROM codes c LEFT JOIN codes p ON p.id = c.parent_id "
        "WHERE c.codebook_id = ? AND c.deleted = 0 ORDER BY c.position",
        (book,),
    ).fetchall()

    def below(parent: int | None) -> list[tuple[str, str | None]]:
        return [pair for row in rows if row[3] == parent for pair in [(row[0], row[1]), *below(row[2])]]

    return below(None)


def keys(study: Study) -> list[str]:
    return [key for key, _ in tree(study)]


def version(study: Study) -> int:
    return study.codebook("k").version


def last(study: Study) -> str:
    return history(study)[0].summary


def on(study: Study, code: str) -> int:
    """Return how many live codings a code has."""
    (number,) = study.connection.execute(
        "SELECT count(*) FROM codings WHERE deleted = 0 AND code_id = ?", (study.find_code(code).id,)
    ).fetchone()
    return int(number)


# -- adding, renaming, texts ---------------------------------------------------------------------


def test_a_new_code_stands_last_among_its_siblings_or_where_one_says(anna: Study) -> None:
    assert add_code(anna, "Råd till nya", parent="k.tid").key == "k.tid.råd_till_nya"
    add_code(anna, {"sv": "först", "en": "first"}, key="k.forst", position=0)
    add_code(anna, "mitt i", parent="k.tid", position=1, kind="theme")
    assert tree(anna) == [
        *[("k.forst", None), ("k.tid", None), ("k.tid.luft", "k.tid"), ("k.tid.mitt_i", "k.tid")],
        *[("k.tid.moten", "k.tid"), ("k.tid.råd_till_nya", "k.tid"), ("k.rum", None), ("k.rad", None)],
    ]
    assert anna.find_code("k.forst").text("label", "en") == "first"


def test_each_change_makes_a_version_and_only_a_new_meaning_makes_a_code_new(anna: Study) -> None:
    add_code(anna, "Ny", key="k.ny")
    assert (version(anna), anna.find_code("k.ny").since) == (2, 2)
    for change in (
        lambda: rename_code(anna, "k.ny", "k.nyare"),
        lambda: relabel(anna, "k.nyare", "Nyare"),
        lambda: move_code(anna, "k.nyare", parent="k.tid"),
        lambda: change_kind(anna, "k.nyare", "theme"),
        lambda: redefine(anna, "k.nyare", examples=["Ett exempel."]),
        lambda: redefine(anna, "k.rum", definition="Rum, hus", revisit=False),
        lambda: retire_code(anna, "k.nyare"),
        lambda: unretire_code(anna, "k.nyare"),
    ):
        before = version(anna)
        change()
        assert version(anna) == before + 1
    assert anna.find_code("k.nyare").since == 2
    assert anna.find_code("k.rum").since == 1
    assert redefine(anna, "k.rum", exclude="Skolan").since == version(anna) == 11


def test_a_translation_is_no_new_meaning_and_a_first_definition_is_one(anna: Study) -> None:
    assert redefine(anna, "k.rum", definition={"sv": "Hus och rum"}).since == 2
    assert redefine(anna, "k.rum", definition={"en": "Houses and rooms"}).since == 2
    assert redefine(anna, "k.rum", definition={"sv": "Bara hus"}).since == 4
    assert redefine(anna, "k.rum", definition="").since == 5


def test_a_change_to_what_is_so_already_leaves_no_history(anna: Study) -> None:
    before = len(history(anna))
    rename_code(anna, "k.rum", "k.rum")
    relabel(anna, "k.rad", "råd och stöd")
    redefine(anna, "k.rum")
    move_code(anna, "k.rad")
    change_kind(anna, "k.tid", "category")
    unretire_code(anna, "k.tid")
    assert len(history(anna)) == before
    assert version(anna) == 1


def test_a_label_is_given_in_all_languages_or_in_those_named(anna: Study) -> None:
    assert relabel(anna, "k.rum", {"sv": "  lokaler   och rum"}).label.texts == {
        "sv": "lokaler och rum",
        "en": "premises",
    }
    assert relabel(anna, "k.rum", "rum").label.texts == {"": "rum"}
    with pytest.raises(InputError, match="needs a name"):
        relabel(anna, "k.rum", " ")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda study: add_code(study, " "), InputError),
        (lambda study: add_code(study, "x", kind="tanke"), InputError),
        (lambda study: add_code(study, "x", parent="k.finns_inte"), NotFoundError),
        (lambda study: add_code(study, "x", key="k.rum"), RefusedError),
        (lambda study: rename_code(study, "k.rum", "k.rad"), RefusedError),
        (lambda study: rename_code(study, "k.rum", "två ord"), InputError),
        (lambda study: rename_code(study, "borta", "k.ny"), NotFoundError),
        (lambda study: move_code(study, "k.tid", parent="k.tid.luft"), RefusedError),
        (lambda study: move_code(study, "k.tid", parent="k.tid"), RefusedError),
        (lambda study: move_code(study, "k.tid", codebook="borta"), NotFoundError),
        (lambda study: change_kind(study, "k.tid", "Tema"), InputError),
        (lambda study: merge_codes(study, "k.tid", "k.tid"), InputError),
        (lambda study: split_code(study, "k.tid", "ny"), InputError),
        (lambda study: split_code(study, "k.tid", "ny", codings=[1], search="tid"), InputError),
        (lambda study: split_code(study, "k.tid", "ny", codings=[999]), NotFoundError),
        (lambda study: split_code(study, "k.tid", "ny", search="finns inte"), RefusedError),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    anna: Study, content: Content, change: Callable[[Study], object], error: type[ThemecodeError]
) -> None:
    before = content(anna.path)
    with pytest.raises(error) as raised:
        change(anna)
    assert raised.value.faults[0].fix
    assert content(anna.path) == before


# -- moving --------------------------------------------------------------------------------------


def test_a_code_moves_with_all_below_it_and_few_others_are_touched(anna: Study) -> None:
    move_code(anna, "k.tid", parent="k.rum")
    assert tree(anna) == [
        *[("k.rum", None), ("k.tid", "k.rum"), ("k.tid.luft", "k.tid"), ("k.tid.moten", "k.tid"), ("k.rad", None)]
    ]
    move_code(anna, "k.rad", position=0)
    assert keys(anna)[:2] == ["k.rad", "k.rum"]
    (touched,) = anna.connection.execute(
        "SELECT count(*) FROM changes WHERE table_name = 'codes' AND history_id = (SELECT max(id) FROM history)"
    ).fetchone()
    assert touched == 1


def test_a_code_that_moves_to_another_codebook_counts_as_before(anna: Study, content: Content) -> None:
    answers = [anna.document(case, "q1") for case in ("1", "2")]
    for document in answers:
        put(anna, document, 0, 4, "k.rum")
        anna.complete(document)
    with anna.act("new") as entry:
        entry.insert("codebooks", {"key": "annan", "position": 9})
    add_code(anna, "En annan", key="a.annan", codebook="annan")
    before = content(anna.path)
    move_code(anna, "k.rum", codebook="annan")
    counts = count_categories(anna, question="q1", codebook="annan")
    assert {item.code: item.count for item in counts.categories} == {"a.annan": 0, "k.rum": 2}
    assert dict.fromkeys(("a.annan", "k.rum"), 2) == {each.code: each.documents for each in counts.revisit}
    anna.undo()
    assert content(anna.path) == before
    merge_codes(anna, "k.rum", "a.annan")
    assert count_categories(anna, question="q1", codebook="annan").categories[0].count == 2
    assert check(anna) == []


# -- merging -------------------------------------------------------------------------------------


def test_codings_of_one_span_coder_and_round_become_one_and_the_others_keep_their_place(anna: Study, bo: Study) -> None:
    first, second = anna.document("1", "q1"), anna.document("2", "q1")
    for code in ("k.rum", "k.rad"):
        anna.code(first, 0, 3, code)
    anna.code(first, 4, 8, "k.rum")
    anna.code(second, 0, 3, "k.rad")
    bo.code(first, 0, 3, "k.rum")
    assert merge_codes(anna, "k.rum", "k.rad").codings == 3
    rows = anna.connection.execute(
        'SELECT document_id, start, "end", coder_id FROM codings WHERE deleted = 0 AND code_id = ? ORDER BY id',
        (anna.find_code("k.rad").id,),
    ).fetchall()
    mine, his = anna.known_coder("Anna"), anna.known_coder("Bo")
    assert sorted(rows) == sorted(
        [(first.id, 0, 3, mine), (first.id, 4, 8, mine), (second.id, 0, 3, mine), (first.id, 0, 3, his)]
    )
    assert last(anna) == "Anna slog ihop k.rum med k.rad, 3 kodningar"
    with pytest.raises(NotFoundError):
        anna.find_code("k.rum")
    assert check(anna) == []


def test_a_merge_keeps_the_memos_and_condensations_of_both(anna: Study, content: Content) -> None:
    document = anna.document("1", "q1")
    kept, gone = anna.code(document, 0, 3, "k.rad"), anna.code(document, 0, 3, "k.rum")
    with anna.act("memo") as entry:
        entry.update("codings", kept.id, {"condensation": "en"})
        entry.update("codings", gone.id, {"condensation": "två"})
        coder = anna.known_coder("Anna")
        memo: dict[str, Any] = {"coder_id": coder, "text": "varför", "created": "x", "changed": "x"}
        entry.insert("memos", {**memo, "target": "coding", "coding_id": gone.id})
        entry.insert("memos", {**memo, "target": "code", "code_id": anna.find_code("k.rum").id})
        entry.describe("x")
    before = content(anna.path)
    merge_codes(anna, "k.rum", "k.rad")
    rows = anna.connection.execute("SELECT coding_id, code_id FROM memos WHERE deleted = 0 ORDER BY id").fetchall()
    assert rows == [(kept.id, None), (None, anna.find_code("k.rad").id)]
    (text,) = anna.connection.execute("SELECT condensation FROM codings WHERE id = ?", (kept.id,)).fetchone()
    assert text == "en\ntvå"
    assert check(anna) == []
    anna.undo()
    assert content(anna.path) == before


def test_what_stood_below_the_source_stands_below_the_target(anna: Study) -> None:
    merge_codes(anna, "k.tid", "k.rum")
    assert tree(anna) == [("k.rum", None), ("k.tid.luft", "k.rum"), ("k.tid.moten", "k.rum"), ("k.rad", None)]


def test_a_code_merged_into_one_below_it_gives_it_its_place(anna: Study) -> None:
    merge_codes(anna, "k.tid", "k.tid.moten")
    assert tree(anna) == [("k.tid.moten", None), ("k.tid.luft", "k.tid.moten"), ("k.rum", None), ("k.rad", None)]


def test_closed_rounds_are_merged_too_and_the_history_says_how_much_of_them(anna: Study, content: Content) -> None:
    with anna.act("new") as entry:
        ensure_round(anna, entry, "rel")
        entry.describe("x")
    put(anna, anna.document("1", "q1"), 0, 3, "k.rum", round="rel")
    put(anna, anna.document("2", "q1"), 0, 3, "k.rum")
    close_round(anna, "rel")
    before = content(anna.path)
    assert merge_codes(anna, "k.rum", "k.rad").frozen == 1
    assert last(anna) == "Anna slog ihop k.rum med k.rad, 2 kodningar, varav 1 i stängda omgångar"
    after = content(anna.path)
    anna.undo()
    assert content(anna.path) == before
    anna.redo()
    assert content(anna.path) == after


def test_a_merge_counts_each_case_once_and_leaves_completions_alone(demo: Path) -> None:
    with Study.open(demo, coder="Eva") as study:
        before = count_categories(study, question="23")
        done = study.connection.execute("SELECT * FROM completions ORDER BY id").fetchall()
        (both,) = study.connection.execute(
            "SELECT count(DISTINCT g.id) FROM codings g JOIN codes c ON c.id = g.code_id "
            "WHERE g.deleted = 0 AND c.key IN ('framgang.samverkan', 'framgang.personal')"
        ).fetchone()
        source, target = before.categories[0].code, before.categories[1].code
        merge_codes(study, source, target)
        after = count_categories(study, question="23")
        merged = next(item.count for item in after.categories if item.code == target)
        counts = Counter({item.code: item.count for item in before.categories})
        assert counts[target] <= merged <= counts[source] + counts[target]
        assert {item.code: item.count for item in after.categories if item.code != target} == {
            code: number for code, number in counts.items() if code not in (source, target)
        }
        assert (after.answered, after.states) == (before.answered, before.states)
        assert study.connection.execute("SELECT * FROM completions ORDER BY id").fetchall() == done
        assert both >= merged


def test_a_code_is_not_merged_into_one_that_cannot_be_used(anna: Study) -> None:
    retire_code(anna, "k.rad")
    with pytest.raises(RefusedError, match="retired"):
        merge_codes(anna, "k.rum", "k.rad")


def test_undoing_a_merge_after_someone_coded_on_gives_each_code_its_own_back(anna: Study, bo: Study) -> None:
    document = anna.document("1", "q1")
    anna.code(document, 0, 3, "k.rum")
    merge_codes(anna, "k.rum", "k.rad")
    bo.code(document, 0, 3, "k.rad")
    anna.undo()
    assert (on(anna, "k.rum"), on(anna, "k.rad")) == (1, 1)


# -- splitting -----------------------------------------------------------------------------------


def test_a_search_hands_over_the_codings_whose_passage_holds_the_text(anna: Study, bo: Study) -> None:
    for study in (anna, bo):
        for case, end in (("1", 31), ("2", 29), ("5", 14)):
            study.code(study.document(case, "q1"), 0, end, "k.rum")
    done = split_code(anna, "k.rum", {"sv": "små lokaler", "en": "small rooms"}, search="LOKALERNA ÄR")
    assert (done.code.key, done.codings, done.left) == ("k.små_lokaler", 2, 0)
    assert (on(anna, "k.rum"), on(anna, done.code.key)) == (4, 2)
    assert keys(anna).index(done.code.key) == keys(anna).index("k.rum") + 1
    assert done.code.since == version(anna)
    assert last(anna) == "Anna delade k.rum och gav k.små_lokaler 2 kodningar"


def test_codings_are_handed_over_by_id_or_uuid(anna: Study, content: Content) -> None:
    document = anna.document("1", "q1")
    made = [anna.code(document, start, start + 2, "k.tid.luft") for start in (0, 3, 6)]
    before = content(anna.path)
    done = split_code(anna, "k.tid.luft", "ny", codings=[made[0].id, made[1].uuid, made[0].uuid])
    assert done.code.key == "k.tid.ny"
    assert (on(anna, "k.tid.luft"), on(anna, "k.tid.ny")) == (1, 2)
    anna.undo()
    assert content(anna.path) == before


def test_codings_in_a_closed_round_stay_when_a_code_is_split(anna: Study) -> None:
    with anna.act("new") as entry:
        ensure_round(anna, entry, "rel")
    frozen = put(anna, anna.document("1", "q1"), 0, 31, "k.rum", round="rel")
    put(anna, anna.document("1", "q1"), 0, 31, "k.rum")
    close_round(anna, "rel")
    assert split_code(anna, "k.rum", "tid", search="tid").left == 1
    assert last(anna) == "Anna delade k.rum och gav k.tid_2 1 kodning; 1 i stängda omgångar blev kvar"
    with pytest.raises(RefusedError, match="closed"):
        split_code(anna, "k.rum", "annan", codings=[frozen.id])


def test_splitting_and_merging_back_leaves_every_coding(anna: Study) -> None:
    for case, end in (("1", 31), ("2", 29), ("5", 14)):
        anna.code(anna.document(case, "q1"), 0, end, "k.rum")
    made = split_code(anna, "k.rum", "annat", search="r").code.key
    merge_codes(anna, made, "k.rum")
    assert on(anna, "k.rum") == 3


# -- history -------------------------------------------------------------------------------------


def test_the_history_speaks_the_language_of_the_study(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s.db", language="en", coder="Anna") as study:
        add_code(study, "a", key="a")
        add_code(study, "b", key="b")
        merge_codes(study, "a", "b")
        assert last(study) == "Anna merged a into b, 0 codings"
        change_kind(study, "b", "theme")
        assert last(study) == "Anna changed b from code to theme"
