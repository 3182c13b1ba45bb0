"""Counts as the report prints them: lists, bullets, tables, notes, and files."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis import count_categories
from themecode.analysis.counts import Category, CategoryCounts
from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.core.states import AnswerState
from themecode.report.grid import markdown_table, plain_table, width
from themecode.report.lists import bullets, enumeration, running_list
from themecode.report.notes import all_notes
from themecode.report.numbers import grouped, percent
from themecode.report.overview import count_table
from themecode.report.render import render, whole_report
from themecode.storage.queries.codes import CodebookRow
from themecode.storage.queries.documents import QuestionRow

QUESTION = QuestionRow(1, "q1", "1", "open", Localized.of("Vad behövs?"))
BOOK = CodebookRow(1, "u", "k", 1, Localized({"sv": "Teman", "en": "Themes"}))


def category(label: str, count: int, answered: int = 8, code: str = "") -> Category:
    return Category(code or label, None, Localized.of(label), count, count / answered if answered else None)


def counts(*items: Category, answered: int = 8, cases: int = 10, unread: int = 0, undecided: int = 0) -> CategoryCounts:
    states = dict.fromkeys(AnswerState, 0)
    states[AnswerState.CODED] = answered - unread - undecided
    states[AnswerState.UNREAD], states[AnswerState.UNDECIDED] = unread, undecided
    states[AnswerState.EMPTY] = cases - answered
    return CategoryCounts(
        question=QUESTION,
        codebook=BOOK,
        basis="cases",
        coder="result",
        cases=cases,
        asked=cases,
        put_to=cases,
        answered=answered,
        answered_not_asked=0,
        states=states,
        documents={
            "consensus": 0,
            "single": answered - unread - undecided,
            "undecided": undecided,
            "unread": unread,
        },
        categories=items,
        base=answered,
    )


class TestNumbers:
    @given(numerator=st.integers(0, 10**6), more=st.integers(0, 10**6))
    def test_percent_is_rounded_half_up_and_never_misses_a_half(self, numerator: int, more: int) -> None:
        base = numerator + more or 1
        exact = Decimal(100 * numerator) / Decimal(base)
        expected = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        if (200 * numerator) % (2 * base) == base:  # a half, which Decimal may not hold exactly
            expected = Decimal(100 * numerator // base + 1)
        assert percent(numerator, base) == int(expected)

    @pytest.mark.parametrize(
        ("numerator", "base", "expected"),
        [(1, 8, 13), (1, 200, 1), (5, 1000, 1), (97, 193, 50), (92, 193, 48), (0, 5, 0), (5, 5, 100), (29, 200, 15)],
    )
    def test_halves_go_up(self, numerator: int, base: int, expected: int) -> None:
        assert percent(numerator, base) == expected

    def test_thousands_are_set_apart_by_a_space_that_does_not_break_or_a_comma(self) -> None:
        assert grouped(1_234_567, "sv") == "1\u00a0234\u00a0567"
        assert grouped(1_234_567, "en") == "1,234,567"
        assert grouped(999, "sv") == "999"


class TestLists:
    def test_commas_and_a_last_och_or_and_without_a_comma_before_it(self) -> None:
        items = [category("tid", 5), category("rum", 3), category("stöd", 2)]
        assert running_list(items, "sv") == "tid (5), rum (3) och stöd (2)"
        assert running_list(items, "en") == "tid (5), rum (3) and stöd (2)"

    def test_two_are_joined_by_och_alone_one_stands_alone_and_none_is_nothing(self) -> None:
        assert running_list([category("tid", 5), category("rum", 3)], "sv") == "tid (5) och rum (3)"
        assert running_list([category("tid", 5)], "sv") == "tid (5)"
        assert running_list([], "sv") == ""
        assert bullets([], "sv") == ""

    def test_a_list_is_a_fragment_without_a_final_period(self) -> None:
        assert not running_list([category("tid", 5)], "sv").endswith(".")

    def test_the_count_is_a_bare_integer_directly_after_the_phrase(self) -> None:
        assert running_list([category("tid", 1234)], "sv") == "tid (1234)"

    def test_bullets_have_no_mark_at_their_ends_but_a_period_after_the_last(self) -> None:
        items = [category("tid", 5), category("rum", 3)]
        assert bullets(items, "sv") == "• tid (5)\n• rum (3)."
        assert bullets(items[:1], "sv") == "• tid (5)."

    def test_a_label_of_several_lines_stays_on_one(self) -> None:
        assert running_list([category("tid\n  för möten ", 5)], "sv") == "tid för möten (5)"

    @given(labels=st.lists(st.text("abcåäö", min_size=1), max_size=30))
    def test_every_item_stands_once_and_in_order(self, labels: list[str]) -> None:
        assert re.split(", | och ", enumeration(labels, "sv")) == (labels or [""])


class TestStyles:
    ITEMS = (category("tid (och möten)", 5), category("a|b <c> *d* [e](f) `g` h_i \\", 3), category("inget", 0))

    def test_lists_and_bullets_leave_out_what_nobody_said_and_tables_keep_it(self) -> None:
        assert "inget" not in render(counts(*self.ITEMS), "list", "sv").body
        assert "inget" not in render(counts(*self.ITEMS), "bullets", "sv").body
        assert re.search(r"^inget +0 +0$", render(counts(*self.ITEMS), "table", "sv").body, re.MULTILINE)

    def test_a_label_with_parentheses_keeps_them_and_its_count_comes_last(self) -> None:
        assert render(counts(*self.ITEMS[:1]), "list", "sv").body == "tid (och möten) (5)"

    def test_plain_text_leaves_every_mark_as_it_is(self) -> None:
        for style in ("list", "bullets", "table"):
            assert "a|b <c> *d* [e](f) `g` h_i \\" in render(counts(*self.ITEMS), style, "sv").body

    @pytest.mark.parametrize("style", ["list", "bullets", "table"])
    def test_markdown_escapes_what_it_would_read_as_its_own(self, style: str) -> None:
        body = render(counts(*self.ITEMS), style, "sv", markup="markdown").body
        assert "a\\|b \\<c\\> \\*d\\* \\[e\\](f) \\`g\\` h\\_i \\\\" in body

    def test_a_markdown_table_has_as_many_cells_in_every_row(self) -> None:
        rows = render(counts(*self.ITEMS), "table", "sv", markup="markdown").body.splitlines()
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in rows if row.startswith("|")}
        assert cells == {4}

    def test_a_label_of_several_lines_does_not_break_a_table(self) -> None:
        for markup in ("text", "markdown"):
            body = render(counts(category("tid\nför möten", 5)), "table", "sv", markup=markup).body
            assert "tid för möten" in body
        assert "tid för möten" in count_table(counts(category("tid\nför möten", 5)), "sv")

    def test_a_heading_in_markdown_cannot_be_broken_by_a_wording(self) -> None:
        one = counts(*self.ITEMS)
        question = QuestionRow(1, "q1", "1", "open", Localized.of("Vad <b>är</b> *bra*?\nOch mer"))
        odd = CategoryCounts(**{**vars(one), "question": question})
        report = whole_report([render(odd, "list", "sv", markup="markdown")], "markdown")
        assert report.splitlines()[0] == "## Fråga 1. Vad \\<b\\>är\\</b\\> \\*bra\\*? Och mer – Teman"

    def test_a_table_has_a_caption_without_a_period_its_base_as_total_and_a_blank_percent(self) -> None:
        body = render(counts(category("tid", 5), category("rum", 1)), "table", "sv", table_number=3).body
        lines = body.splitlines()
        assert lines[0] == "Tabell 3. Teman, antal och andel"
        assert "Andel (procent)" in " ".join(lines[2:4]) or ("Andel" in body and "(procent)" in body)
        assert re.search(r"^tid +5 +63$", body, re.MULTILINE)
        assert re.search(r"^rum +1 +13$", body, re.MULTILINE)
        assert re.search(r"^Total +8$", body, re.MULTILINE)
        assert "Andelen är av de 8 svarande som har svarat" in body
        assert "%" not in body
        english = render(counts(category("tid", 5)), "table", "en").body
        assert english.startswith("Table 1. Themes, number and share\n")

    def test_percent_cells_are_never_forced_to_sum_to_100(self) -> None:
        items = [category(name, 1, 3) for name in ("a", "b", "c")]
        body = render(counts(*items, answered=3), "table", "sv").body
        assert len(re.findall(r"^[abc] +1 +33$", body, re.MULTILINE)) == 3

    @pytest.mark.parametrize("style", ["list", "bullets", "table"])
    @pytest.mark.parametrize("language", ["sv", "en"])
    def test_nobody_answered(self, style: str, language: str) -> None:
        empty = counts(category("tid", 0, 0), answered=0)
        body = render(empty, style, language).body
        assert ("Inga kategorier" in body or "No category" in body) == (style != "table")
        assert count_table(empty, language)
        assert re.search(r"\b0\b", " ".join(all_notes(empty, language)))

    @pytest.mark.parametrize("style", ["list", "bullets", "table"])
    def test_one_respondent(self, style: str) -> None:
        body = render(counts(category("tid", 1, 1), answered=1, cases=1), style, "sv").body
        assert re.search(r"tid \(1\)|tid +1 +100", body)

    @pytest.mark.parametrize("style", ["list", "bullets", "table"])
    def test_two_thousand_categories(self, style: str) -> None:
        items = [category(f"tema {number}", 2_001 - number, 3_000) for number in range(1, 2_001)]
        body = render(counts(*items, answered=3_000, cases=3_000), style, "sv").body
        assert body.count("tema ") == 2_000
        assert body.index("tema 1 ") < body.index("tema 1999 ") < body.index("tema 2000 ")

    @pytest.mark.parametrize("style", ["list", "bullets", "table"])
    def test_unread_answers_are_told_of_before_the_counts(self, style: str) -> None:
        part = counts(category("tid", 2), unread=1203, answered=1210, cases=1300, undecided=2)
        assert render(part, style, "sv").body.startswith(
            "PRELIMINÄR: 1\u00a0203 dokument är olästa och 2 väntar på konsensus."
        )
        assert render(part, style, "en", markup="markdown").body.startswith("**PRELIMINARY: 1,203 documents")
        assert "PRELIMINÄR" not in render(counts(category("tid", 2)), style, "sv").body

    def test_every_number_says_what_it_counts(self) -> None:
        notes = all_notes(counts(category("tid", 2)), "sv")
        assert notes[0] == "8 av 10 svarande har svarat."
        assert "Svarsstatus: kodade 8, tomma 2." in notes
        assert "Kodningen: 8 kodade av en." in notes

    def test_an_unknown_style_names_those_there_are(self) -> None:
        with pytest.raises(InputError, match="list, bullets, table"):
            render(counts(), "roman", "sv")

    def test_a_level_beyond_the_tree_has_no_categories(self) -> None:
        assert render(counts(category("tid", 2)), "list", "sv", level=7).body == "Inga kategorier förekommer."


class TestGrid:
    def test_columns_stay_aligned_under_wide_and_combining_letters(self) -> None:
        table = plain_table(["Kategori", "Antal"], [["日本", "1"], ["e\u0301a", "10"], ["å", "100"]])
        assert len({width(line) for line in table.splitlines()}) == 1

    def test_a_markdown_table_aligns_numbers_to_the_right(self) -> None:
        assert markdown_table(["a", "b", "c"], [["x", "1", "2"]]).splitlines()[1] == "| :--- | ---: | ---: |"


class TestTheCommand:
    @pytest.fixture
    def coded(self, small: Any, write: Callable[[str, str], Path]) -> Path:
        from themecode.usecases.import_codings import import_codings

        rows = "1,q1,,0,2,k.tid.luft,Anna\n1,q1,,3,9,k.tid.moten,Anna\n2,q1,,,,k.rum,Anna\n4,q1,,,,,Anna\n"
        rows += "5,q1,,,,k.rad,Anna\n"
        path = write("c.csv", "case,question,document,start,end,code,coder\n" + rows)
        with Study.open(small.path, coder="Anna") as study:
            import_codings(study, path)
        return Path(small.path)

    def test_the_line_of_one_question_stands_alone_on_stdout(self, run: Any, coded: Path) -> None:
        ran = run("report", coded, "--question", "1")
        assert (ran.code, ran.out) == (0, "tid (1), lokaler (1) och råd och stöd (1)\n")
        assert ran.err.startswith("Fråga 1. Vad behövs? – Teman\n")

    def test_another_level_and_language(self, run: Any, coded: Path) -> None:
        ran = run("report", coded, "--question", "1", "--level", "2", "--language", "en")
        assert ran.out == "slack (1) and meetings (1)\n"
        ran = run("report", coded, "--question", "1", "--language", "en", "--style", "bullets")
        assert "• time (1)\n• premises (1)\n• råd och stöd (1)." in ran.out

    def test_several_questions_each_have_their_heading_and_notes(self, run: Any, coded: Path) -> None:
        out = run("report", coded, "--question", "1", "--question", "2").out
        assert out.index("Fråga 1. Vad behövs? – Teman") < out.index("Fråga 2. Något mer? – Teman")
        assert "PRELIMINÄR" in out

    @pytest.mark.parametrize("style", ["list", "bullets", "table"])
    def test_a_file_is_written_by_its_suffix_and_replaces_what_was_there(
        self, run: Any, coded: Path, tmp_path: Path, style: str
    ) -> None:
        for suffix in ("txt", "md", "MD"):
            path = tmp_path / f"rapport.{suffix}"
            path.write_text("gammalt")
            ran = run("report", coded, "--style", style, "-o", path)
            assert (ran.code, ran.out) == (0, f"wrote {path}\n")
            text = path.read_text(encoding="utf-8")
            assert "gammalt" not in text
            assert text.startswith("## Fråga 1." if suffix.lower() == "md" else "Fråga 1.")
            assert text.endswith("\n")
            assert not text.endswith("\n\n")
            assert "råd och stöd" in text

    def test_another_suffix_is_refused_and_the_file_kept(self, run: Any, coded: Path, tmp_path: Path) -> None:
        path = tmp_path / "rapport.odt"
        path.write_text("gammalt")
        assert run("report", coded, "-o", path).code == 2
        assert path.read_text() == "gammalt"

    def test_an_empty_study_has_nothing_to_report(self, run: Any, tmp_path: Path) -> None:
        run("new", tmp_path / "s.db")
        ran = run("report", tmp_path / "s.db", "-o", tmp_path / "r.md")
        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert not (tmp_path / "r.md").exists()
        ran = run("count", tmp_path / "s.db")
        assert (ran.code, ran.out) == (0, "")
        assert "nothing to count yet" in ran.err
        assert run("count", tmp_path / "s.db", "--json").out == "[]\n"

    def test_the_overview_shows_the_tree_and_groups_side_by_side(self, run: Any, coded: Path) -> None:
        out = run("count", coded, "--question", "1", "--by", "region").out
        assert re.search(r"^tid +1 +25 +1 +0 +0$", out, re.MULTILINE)
        assert re.search(r"^  luft i schemat +1 +25 +1 +0 +0$", out, re.MULTILINE)
        assert re.search(r"^n +4 +2 +1 +1$", out, re.MULTILINE)
        assert "saknas" in out

    def test_the_table_of_the_demo_has_the_shares_of_those_who_answered(self, demo_study: Study) -> None:
        body = render(count_categories(demo_study, question="23"), "table", "sv").body
        assert re.search(r"^samverkan/samarbete +97 +50$", body, re.MULTILINE)
        assert re.search(r"^samlokalisering +92 +48$", body, re.MULTILINE)
        assert re.search(r"^Total +193$", body, re.MULTILINE)
        assert "193 familjecentraler" in body
