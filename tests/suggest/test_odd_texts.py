"""Whatever people write, every code of every text has a strength between 0 and 1, in an order that does not change."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from themecode import Study
from themecode.formats.mapping_file import read_mapping
from themecode.suggest.suggester import Suggester
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.import_survey import import_survey

Make = Callable[[Sequence[str], Sequence[str]], Study]

EMPTY = ("", "   ", "-", "!!!", "🕐", "\u0301", "och", "det är", "\u200b", '"')
LONG = ("mer tid " * 30_000, "a" * 300_000, "mer pengar")


@pytest.fixture
def made(tmp_path: Path) -> Make:
    def make(answers: Sequence[str], labels: Sequence[str]) -> Study:
        """A study of answers c0, c1 ... and codes b.k0, b.k1 ... of which only the label is known."""
        codes = "".join(f'  - {{key: b.k{place}, label: "{label}"}}\n' for place, label in enumerate(labels))
        (tmp_path / "b.yaml").write_text(f"codebook: b\ncodes:\n{codes}", encoding="utf-8")
        with (tmp_path / "s.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "q"), *((f"c{place}", text) for place, text in enumerate(answers))])
        mapping = "case: id\nquestions:\n  - {key: q, columns: [q], codebook: b}\n"
        (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
        study = Study.create(tmp_path / "s.db", coder="Åsa")
        load_codebook(study, tmp_path / "b.yaml")
        import_survey(study, tmp_path / "s.csv", mapping=read_mapping(tmp_path / "m.yaml"))
        return study

    return make


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("answers", "labels", "coded"),
    [
        (["mer tid tack"] * 30, ["tid", "pengar"], {place: f"b.k{place % 2}" for place in range(20)}),
        (["mer tid"], ["tid", "pengar"], {0: "b.k1"}),
        (["mer tid", "budget"] * 3, ["tid"], {0: "b.k0"}),
        ([*EMPTY, "mer tid"], ["tid", "och", "-"], {len(EMPTY): "b.k0"}),
        (LONG, ["tid", "pengar"], {0: "b.k0"}),
        ([f"ord{place} mer tid" for place in range(40)], [f"ord{place}" for place in range(500)], {3: "b.k3"}),
        (["mer tid", "budget"] * 3, ["tid"] * 6, {0: "b.k3"}),
    ],
    ids=["all the same", "one answer", "one code", "nothing said", "very long", "500 codes", "codes all the same"],
)
def test_strengths_are_between_0_and_1_and_a_restart_ranks_as_before(
    made: Make, answers: Sequence[str], labels: Sequence[str], coded: dict[int, str]
) -> None:
    with made(answers, labels) as study:
        suggester = Suggester.start(study, "q")
        for place, code in coded.items():
            document = study.document(f"c{place}", "q")
            study.code(document, 0, len(document.text), code)
            suggester.accept(document, None, code)
        suggester.improve()
        again = Suggester.start(study, "q")
        assert len(suggester.units) > 0
        for unit in range(len(suggester.units)):
            codes = suggester.rank_unit(unit).codes
            assert len(codes) == len(labels)
            assert all(0 <= each.strength <= 1 for each in codes)  # NaN is neither
            strengths = {each.code: each.strength for each in again.rank_unit(unit).codes}
            assert all(abs(each.strength - strengths[each.code]) < 1e-3 for each in codes)


def test_codes_that_nothing_tells_apart_stand_in_codebook_order(made: Make) -> None:
    with made(["mer tid", "budget", "något annat"], ["tid"] * 5) as study:
        suggester = Suggester.start(study, "q")
        for unit in range(len(suggester.units)):
            assert [each.code for each in suggester.rank_unit(unit).codes] == [f"b.k{place}" for place in range(5)]
