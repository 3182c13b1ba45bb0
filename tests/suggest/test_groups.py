"""Groups of like answers, and the drafts made of them."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest

from themecode import Study
from themecode.core.errors import InputError, RefusedError
from themecode.formats.codebook_file import read_codebook, write_codebook
from themecode.formats.mapping_file import read_mapping
from themecode.suggest.groups import _groups, chosen, draft, group
from themecode.usecases.import_survey import import_survey
from themecode.usecases.suggesting import TextRow


def test_every_answer_with_words_is_in_one_group_and_the_same_study_gives_the_same_groups(topics: Path) -> None:
    with Study.open(topics, read_only=True) as study:
        found = group(study, "q", number=4)
        again = group(study, "q", number=4)
    cases = [text.case for each in found for text in each.texts]
    assert sorted(cases) == sorted(f"c{number}" for number in range(20) if number != 18)  # c18 wrote only "-"
    assert [len(each.texts) for each in found] == sorted((len(each.texts) for each in found), reverse=True)
    assert [each.number for each in found] == [1, 2, 3, 4]
    assert found == again


def test_a_draft_is_a_codebook_that_reads_back_with_words_and_no_definitions(demo_study: Study, tmp_path: Path) -> None:
    found = group(demo_study, "q26", number=6)
    assert all(each.words and each.central for each in found)
    book = draft(chosen(found, {1, 3}), "utkast", "sv", examples=True)
    write_codebook(tmp_path / "utkast.yaml", book)
    again = read_codebook(tmp_path / "utkast.yaml")
    assert [code.key for code in again.walk()] == [code.key for code in book.walk()]
    assert len(again.codes) == 2
    assert not any(code.definition for code in again.codes)
    assert again.codes[0].examples[0][1] == found[0].central[0].text.strip()
    assert not any(code.examples for code in draft(found, "utkast", "sv").codes)


def test_groups_that_cannot_be_are_refused(topics: Path, small: object) -> None:
    with Study.open(topics, read_only=True) as study:
        for number in (0, 1, 15, -3):
            with pytest.raises(InputError, match="groups of"):
                group(study, "q", number=number)
        with pytest.raises(InputError, match="no group 9"):
            chosen(group(study, "q", number=3), {2, 9})
    with Study.open(small.path, read_only=True) as study, pytest.raises(RefusedError, match="too few"):  # type: ignore[attr-defined]
        group(study, "q1")


@pytest.mark.filterwarnings("error")
def test_texts_that_are_all_the_same_are_one_group_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("\n".join(["id,q", *(f"c{place},mer tid tack" for place in range(20))]))
    (tmp_path / "m.yaml").write_text("case: id\nquestions: [{key: q, columns: [q]}]\n")
    with Study.create(tmp_path / "s.db", coder="Åsa") as study:
        import_survey(study, tmp_path / "s.csv", mapping=read_mapping(tmp_path / "m.yaml"))
        assert [len(each.texts) for each in group(study, "q")] == [20]


def test_few_texts_that_are_said_many_times_make_no_more_groups_than_there_are_texts() -> None:
    said = [TextRow(n, 0, 8, ("mer tid", "större hus")[n % 2], f"c{n}", "q", "", "sv") for n in range(40)]
    points = np.array([(1, 0), (0, 1)] * 20, np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [len(each.texts) for each in _groups(said, points, 5)] == [20, 20]
