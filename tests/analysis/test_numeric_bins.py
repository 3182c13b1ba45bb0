"""Written numbers in intervals: each answer once, the rest with what is no number."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.numeric_bins import Bin, bin_answers, numbers_in, place_of, read_bins
from themecode.core.errors import InputError, NotFoundError
from themecode.formats.mapping_file import read_mapping
from themecode.usecases.import_survey import import_survey

BINS = (Bin(5, 25), Bin(26, 50), Bin(51, 100))


def test_intervals_come_in_rising_order_however_they_are_written() -> None:
    assert read_bins("51-100, 5–25,26-50") == BINS
    assert read_bins("2008,2009-") == (Bin(2008, 2008), Bin(2009, None))


@pytest.mark.parametrize("wrong", ["", ",", "a-b", "5-25,25-30", "30-20", "5-,7-9", "-5"])
def test_what_is_no_interval_or_overlaps_is_refused(wrong: str) -> None:
    with pytest.raises(InputError):
        read_bins(wrong)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("20", 0),
        ("ca 20 %", 0),
        ("20 procent\u00a0", 0),
        ("20-25%", 0),
        ("från 20 till 25", 0),
        ("25,4", 0),
        ("25,5", 1),  # a half goes up
        ("100", 2),
        ("20 eller 40", None),
        ("0", None),
        ("ingen uttalad procent", None),
        ("vet ej", None),
        ("-20", None),
        ("1 200", None),
        ("covid19", None),
        ("٣٠ procent", 1),
    ],
)
def test_an_answer_goes_where_all_its_numbers_go(text: str, place: int | None) -> None:
    assert place_of(text, BINS) == place


def test_thousands_and_decimals_are_read() -> None:
    assert numbers_in("1 200 barn, 2,5 tjänst och 3.5") == [Decimal(1200), Decimal("2.5"), Decimal("3.5")]
    assert numbers_in("minskat med \u22125") == [Decimal(-5)]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), min_size=1, max_size=6), st.text())
def test_any_text_has_one_place_or_is_in_the_rest(widths: list[tuple[int, int]], text: str) -> None:
    bins, low = [], 0
    for gap, width in widths:
        bins.append(Bin(low + gap, low + gap + width))
        low += gap + width + 1
    place = place_of(text, bins)
    assert place is None or all(bins[place].holds(number) for number in numbers_in(text))


@given(st.lists(st.one_of(st.integers(0, 120).map(str), st.sampled_from(["vet ej", "", "30 eller 60", "å"]))))
def test_every_answer_is_counted_exactly_once(answers: list[str]) -> None:
    places = [place_of(text, BINS) for text in answers if text]
    counted = sum(places.count(place) for place in (0, 1, 2, None))
    assert counted == len([text for text in answers if text])


def test_a_published_like_table_adds_up(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    given = ["5 %"] * 122 + ["26–50"] * 10 + ["ca 80 procent"] * 8 + ["0", "vet ej"] * 10
    rows = "\n".join(f'{number},"{text}"' for number, text in enumerate(given))
    with Study.create(tmp_path / "s.db", coder="Lena") as study:
        mapping = read_mapping(write("m.yaml", 'case: id\nquestions:\n  - {key: q13, number: "13", column: q13}\n'))
        import_survey(study, write("s.csv", f"id,q13\n{rows}\n"), mapping=mapping)
        binned = bin_answers(study, "13", BINS)
        assert (binned.numbers, binned.residual, binned.answered) == ((122, 10, 8), 20, 160)
        assert sum(binned.numbers) + binned.residual == binned.answered
        with pytest.raises(NotFoundError):
            bin_answers(study, "14", BINS)


def test_a_variable_has_intervals_too_and_a_question_of_several_columns_has_none(demo_study: Study) -> None:
    binned = bin_answers(demo_study, "omradestyp", (Bin(1, 2), Bin(3, 5)))
    assert (binned.numbers, binned.residual) == ((67, 132), 0)
    with pytest.raises(InputError):
        bin_answers(demo_study, "q1", BINS)
