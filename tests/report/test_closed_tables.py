"""Tables of closed questions, cross-tables, earlier years and code by interview, against figures counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.closed import ClosedCounts, Figures, Item, Option, Tally, count_closed
from themecode.analysis.counts import count_everything
from themecode.analysis.numeric_bins import Bin, read_bins
from themecode.analysis.presence import presences
from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.formats.mapping_file import read_mapping
from themecode.report.blocks import Block, Chapter, Note, Table, plain, sourced
from themecode.report.closed_tables import TableWish, bin_label, closed_table, number_of
from themecode.report.cross_tables import closed_by, presence_table, small_cells
from themecode.report.numbers import percent
from themecode.report.table_chapter import Tables, closed_chapter, table_chapter, table_data
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.import_survey import import_survey

SV, EN = TableWish("sv"), TableWish("en")


def single(numbers: dict[str, int], asked: int, cases: int = 0, kind: str = "single") -> ClosedCounts:
    question = QuestionRow(1, "q1", "1", kind, Localized.of({"sv": "Har ni lokaler?", "en": "Have you premises?"}))
    answered = sum(numbers.values())
    tally = Tally(answered, numbers)
    return ClosedCounts(
        question,
        cases or asked,
        (Item("q1", Localized.of("q1")),),
        tuple(Option(value, Localized.of(value)) for value in numbers),
        Figures(asked, answered, {"q1": tally}),
        0,
        only_ticks=False,
        backcoded=0,
        case_nouns={"sv": ("central", "centraler")},
    )


def cells(blocks: list[Block] | tuple[Block, ...], place: int = 0) -> list[list[str]]:
    table = [block for block in blocks if isinstance(block, Table)][place]
    rows = [*table.rows, *([table.foot] if table.foot else [])]
    return [[plain(cell) for cell in row] for row in rows]


def told(blocks: list[Block] | tuple[Block, ...]) -> list[str]:
    return [plain(block.runs) for block in blocks if isinstance(block, Note)]


def caption(blocks: list[Block] | tuple[Block, ...], place: int = 0) -> str:
    return plain([block for block in blocks if isinstance(block, Table)][place].caption)


class TestSingle:
    def test_shares_are_half_up_of_all_asked_and_the_total_is_a_hundred(self) -> None:
        blocks = closed_table(single({"Ja": 136, "Nej": 26, "Vet inte": 34}, 196, 199), 7, SV)
        assert caption(blocks) == "Tabell 7. Har ni lokaler? Antal och andel."
        assert cells(blocks) == [
            ["Ja", "136", "69"],
            ["Nej", "26", "13"],
            ["Vet inte", "34", "17"],
            ["Total", "196", "100"],
        ]
        assert told(blocks) == [
            "Andelen är av de 196 centraler som fick frågan, av totalt 199.",
            "Andelarna är avrundade var för sig och summerar därför inte till 100.",
        ]

    def test_who_did_not_answer_is_a_row_so_that_the_table_adds_up(self) -> None:
        blocks = closed_table(single({"Ja": 100, "Nej": 80}, 199), 1, SV)
        assert cells(blocks) == [
            ["Ja", "100", "50"],
            ["Nej", "80", "40"],
            ["Inget svar", "19", "10"],
            ["Total", "199", "100"],
        ]
        assert told(blocks) == [
            "Andelen är av samtliga 199 centraler.",
            "Partiellt bortfall: 19 av 199 centraler svarade inte på frågan.",
        ]

    def test_of_those_who_answered_the_base_is_them(self) -> None:
        blocks = closed_table(single({"Ja": 100, "Nej": 80}, 199), 1, TableWish("en", "answered"))
        assert caption(blocks) == "Table 1. Have you premises? Number and share."
        assert cells(blocks) == [["Ja", "100", "56"], ["Nej", "80", "44"], ["Total", "180", "100"]]
        assert told(blocks)[0] == "Shares are of the 180 respondents that answered."

    def test_falling_order_is_there_for_the_asking(self) -> None:
        blocks = closed_table(single({"Nej": 1, "Ja": 3}, 4), 1, TableWish("sv", order="falling"))
        assert [row[0] for row in cells(blocks)] == ["Ja", "Nej", "Total"]

    def test_one_respondent_is_told_in_the_singular(self) -> None:
        assert told(closed_table(single({"Ja": 1}, 1, 5), 1, SV))[0] == (
            "Andelen är av den enda central som fick frågan, av totalt 5."
        )
        assert told(closed_table(single({"Ja": 1}, 1), 1, EN))[0] == "Shares are of the one respondent there is."

    def test_nobody_asked_is_said_and_no_share_is_printed(self) -> None:
        blocks = closed_table(single({"Ja": 0}, 0, 5), 1, SV)
        assert cells(blocks) == [["Ja", "0", ""], ["Total", "0", ""]]
        assert told(blocks) == ["Ingen fick frågan."]

    @given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(0, 500))
    def test_shares_are_half_up_and_numbers_add_up_whatever_they_are(self, numbers: list[int], silent: int) -> None:
        counts = single({str(place): number for place, number in enumerate(numbers)}, sum(numbers) + silent)
        rows = cells(closed_table(counts, 1, SV))
        base = sum(numbers) + silent

        def plain_number(text: str) -> int:
            return int(text.replace("\u00a0", ""))

        *body, foot = rows
        assert sum(plain_number(row[1]) for row in body) == plain_number(foot[1]) == base
        if base:
            assert all(int(row[2]) == percent(plain_number(row[1]), base) for row in body)
            uneven = sum(int(row[2]) for row in body) != 100
            assert any("summerar" in note for note in told(closed_table(counts, 1, SV))) == uneven

    @given(st.dictionaries(st.text(min_size=1), st.integers(0, 50), min_size=1, max_size=5))
    def test_every_number_finds_its_way_back_to_the_figures(self, numbers: dict[str, int]) -> None:
        counts = single(numbers, sum(numbers.values()) + 1)
        for run in sourced(closed_table(counts, 1, SV)):
            assert run.source is not None
            value, base = number_of(counts, run.source) or (None, None)
            assert (value, base) == (run.source.value, run.source.base)


class TestOtherKinds:
    SURVEY = "id,m1,m2,s,grupp\n1,ja,nej,1,A\n2,ja,,5,A\n3,nej,ja,4,B\n"
    MAPPING = (
        "case: id\nclosed:\n"
        "  - {key: m, number: '2', kind: matrix, columns: [m1, m2], labels: {ja: ja, nej: nej}}\n"
        "  - {key: s, number: '3', kind: scale, column: s, wording: Hur nöjd är du}\n"
        "attributes:\n  - {column: grupp}\n"
    )

    @pytest.fixture
    def study(self, tmp_path: Path, write: Callable[[str, str], Path]) -> Study:
        study = Study.create(tmp_path / "s.db", coder="Lena")
        mapping = read_mapping(write("m.yaml", self.MAPPING))
        import_survey(study, write("s.csv", self.SURVEY), mapping=mapping)
        return study

    def test_a_matrix_has_a_row_per_item_and_no_total(self, study: Study) -> None:
        blocks = closed_table(count_closed(study, "m"), 2, SV)
        assert caption(blocks) == "Tabell 2. Fråga 2, antal och andel"
        table = next(block for block in blocks if isinstance(block, Table))
        assert table.foot is None
        assert table.head == (
            "",
            "ja, antal",
            "ja, andel (procent)",
            "nej, antal",
            "nej, andel (procent)",
            "Antal svar",
        )
        assert cells(blocks) == [["m1", "2", "67", "1", "33", "3"], ["m2", "1", "33", "1", "33", "2"]]
        assert "Partiellt bortfall (antal som inte svarade): m2 1." in told(blocks)

    def test_a_scale_has_its_mean_with_a_decimal_comma(self, study: Study) -> None:
        assert told(closed_table(count_closed(study, "s"), 1, SV))[-2:] == [
            "Medelvärde: 3,3 (av 3 svar).",
            "Andelarna är avrundade var för sig och summerar därför inte till 100.",
        ]
        assert "Mean: 3.3 (of 3 answers)." in told(closed_table(count_closed(study, "s"), 1, EN))

    def test_a_matrix_that_is_split_has_a_table_per_item_numbered_on(self, study: Study) -> None:
        chapter = table_chapter(study, Tables(by="grupp"), "sv")
        names = [plain(block.caption) for block in chapter.blocks if isinstance(block, Table)]
        assert names == [
            "Tabell 1. Fråga 2 m1, efter grupp, antal och andel",
            "Tabell 2. Fråga 2 m2, efter grupp, antal och andel",
            "Tabell 3. Hur nöjd är du, efter grupp, antal och andel",
        ]

    def test_groups_beside_each_other_add_up_to_all(self, study: Study) -> None:
        rows = cells(closed_by(count_closed(study, "m", by="grupp"), 1, SV))
        assert rows[0] == ["ja", "2", "67", "2", "100", "0", "0"]
        assert rows[-1] == ["Total", "3", "100", "2", "100", "1", "100"]
        assert all(int(row[1]) == int(row[3]) + int(row[5]) for row in rows)


class TestDemo:
    def test_the_boxes_of_the_demo_fall_and_are_called_what_the_mapping_says(self, demo_study: Study) -> None:
        blocks = closed_chapter(demo_study, ["1"], "en").blocks
        assert caption(blocks) == "Table 1. Who takes part in the family centre? Number and share."
        assert cells(blocks) == [
            ["child health centre", "199", "100"],
            ["open preschool", "196", "98"],
            ["social services", "182", "91"],
            ["antenatal clinic", "151", "76"],
            ["somebody else", "40", "20"],
            ["Total", "199", ""],
        ]
        assert told(blocks) == ["Shares are of all 199 family centres.", "Several answers were possible."]

    def test_a_reporting_group_splits_open_and_closed_questions_alike(self, demo_study: Study) -> None:
        closed = cells(closed_by(count_closed(demo_study, "5", by="alla_parter"), 1, SV))
        assert closed == [
            ["Ja", "83", "42", "61", "43", "22", "39"],
            ["Nej", "109", "55", "76", "54", "33", "58"],
            ["Vet inte", "7", "4", "5", "4", "2", "4"],
            ["Total", "199", "100", "142", "100", "57", "100"],
        ]
        chapter = table_chapter(demo_study, Tables(questions=("q23",), by="alla_parter"), "sv")
        (counts,) = count_everything(demo_study, question="q23", by="alla_parter")
        rows = cells(chapter.blocks)
        by_code = {item.code: item.count for item in counts.groups[0].categories}
        assert [row[3] for row in rows[:-1]] == [str(by_code[item.code]) for item in counts.level(1)]
        assert rows[-1][1] == "193"
        assert small_cells(chapter.blocks) == small_cells(chapter.blocks, 5)

    def test_many_groups_stand_in_rows(self, demo_study: Study) -> None:
        table = next(
            block
            for block in table_chapter(demo_study, Tables(questions=("5",), by="region"), "sv").blocks
            if isinstance(block, Table)
        )
        assert plain(table.rows[0][0]) == "Alla"
        assert sum(int(plain(row[1])) for row in table.rows[1:]) == 83

    def test_code_by_interview_says_in_how_many_of_those_read(self, demo_study: Study) -> None:
        (found,) = (each for each in presences(demo_study, codebook="intervju_personal") if not each.counts.question)
        rows = cells(presence_table(found, 1, "sv"))
        assert rows[0] == ["tid och samverkan", "x", "x", "2 av 2"]
        assert rows[-1][-1] == "1 av 2"
        assert rows[-1].count("x") == 1

    def test_open_and_closed_questions_are_not_reported_in_one(self, demo_study: Study) -> None:
        with pytest.raises(InputError):
            closed_chapter(demo_study, ["1", "23"], "sv")

    def test_the_data_hold_the_numbers_of_the_table(self, demo_study: Study) -> None:
        (data,) = table_data(demo_study, Tables(questions=("q5_fast",), by="alla_parter"), "sv")
        items = data["items"]
        assert isinstance(items, list)
        assert [(each["value"], each["count"]) for each in items[0]["answers"]] == [
            ("Ja", 83),
            ("Nej", 109),
            ("Vet inte", 7),
        ]
        assert data["by"] == "alla_parter"

    @pytest.mark.parametrize(
        "wrong",
        [
            Tables(base="alla"),
            Tables(order="slump"),
            Tables(bins=(Bin(1, 2),)),
            Tables(questions=("5",), by="region", years=("2008",)),
            Tables(questions=("5",), bins=(Bin(1, 2),), by="region"),
        ],
    )
    def test_wishes_that_do_not_go_together_are_refused(self, demo_study: Study, wrong: Tables) -> None:
        with pytest.raises(InputError):
            table_chapter(demo_study, wrong, "sv")


def test_intervals_are_printed_with_an_en_dash_and_the_rest_last(demo_study: Study) -> None:
    wanted = Tables(
        questions=("omradestyp",), bins=read_bins("1-2,3-4"), unit="typ", residual="övriga", base="answered", first=13
    )
    chapter = table_chapter(demo_study, wanted, "sv")
    assert cells(chapter.blocks) == [
        ["1–2 typ", "67", "34"],
        ["3–4 typ", "131", "66"],
        ["övriga", "1", "1"],
        ["Total", "199", "100"],
    ]
    assert caption(chapter.blocks).startswith("Tabell 13. ")
    assert bin_label(Bin(51, None), "en") == "51 or more"
    assert bin_label(Bin(51, None), "sv", "procent") == "51 procent eller mer"
    assert bin_label(Bin(2008, 2008), "sv") == "2008"


def test_labels_with_marks_and_digits_stay_text(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    values = ["=1+1", "+a", "-b", "@c", "(5) <b>|x|</b>", "e\u0301 å 🧸"]
    rows = "\n".join(f'{number},"{value}"' for number, value in enumerate(values))
    with Study.create(tmp_path / "s.db", coder="Lena") as study:
        mapping = read_mapping(write("m.yaml", "case: id\nclosed:\n  - {key: q, kind: single, column: q}\n"))
        import_survey(study, write("s.csv", f"id,q\n{rows}\n"), mapping=mapping)
        chapter: Chapter = closed_chapter(study, ["q"], "sv")
        assert {row[0] for row in cells(chapter.blocks)} >= {"=1+1", "@c", "(5) <b>|x|</b>"}
        from themecode.report.as_text import as_markdown, as_text

        assert "=1+1" in as_text(chapter)
        assert "\\<b\\>\\|x\\|" in as_markdown(chapter)
