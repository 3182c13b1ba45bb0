"""Checking the tables of a finished report: a changed cell of any of them is found, and none that is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.formats.read_report import Part, TablePart, TextPart, read_report
from themecode.report.verify import verify
from themecode.report.verify_again import Again, made_again
from themecode.report.verify_facts import Topic, topics
from themecode.report.verify_grids import HELD

Run = Callable[..., Any]

FORMATS = (".docx", ".html", ".md", ".txt")
OF_LIBRARIES = {
    "closed, matrix and scale": ("table",),
    "of those who answered": ("table", "--base", "answered"),
    "split by a variable": ("table", "--by", "region"),
    "split, nothing held back": ("table", "--by", "region", "--no-guard"),
    "groups in rows": ("table", "--by", "ortstyp", "--base", "answered", "--no-guard"),
    "categories by a variable": ("table", "--question", "2b", "--by", "region", "--level", "2", "--no-guard"),
    "intervals": ("table", "--question", "timmar", "--bins", "0-10,11-20,21-", "--unit", "timmar"),
    "beside an earlier year": ("table", "--compare", "2019"),
    "code by interview": ("table", "--presence"),
    "the declaration": ("declaration",),
    "to a centre": ("annual", "Norr", "--by", "region"),
    "categories": ("report", "--style", "table"),
}
OF_DEMO = {
    "agreement": ("agree",),
    "agreement of a code's level": ("agree", "--depth", "1", "--scope", "coded"),
    "to one case": ("annual", "FC001", "--organisation"),
    "the declaration": ("declaration",),
}


def unaltered(run: Run, study: Path, made: tuple[str, ...], language: str, file: Path) -> list[Part]:
    command, *arguments = made
    place = arguments[:1] if command == "annual" else []
    ran = run(command, study, *place, *arguments[len(place) :], "--language", language, "-o", file)
    assert ran.code == 0, ran.err
    return read_report(file)


def known(study: Path, parts: Sequence[Part]) -> tuple[list[Topic], Again]:
    with Study.open(study, read_only=True) as opened:
        about = topics(opened)
        return about, made_again(opened, parts, about)


def altered(cell: str) -> Iterator[str]:
    """Yield a cell with one of its numbers changed; an x is taken away, and nothing becomes an x."""
    for number in re.finditer(r"\d+", cell):
        yield f"{cell[: number.start()]}{int(number[0]) + 1}{cell[number.end() :]}"
    if cell == "x":
        yield ""


def each_cell(parts: Sequence[Part]) -> Iterator[tuple[int, int, int, str]]:
    """Yield (part, row, column, cell) of every cell that is no label."""
    for place, part in enumerate(parts):
        if isinstance(part, TablePart):
            for row, cells in enumerate(part.rows[1:], start=1):
                yield from ((place, row, column, cell) for column, cell in enumerate(cells) if column)


def with_cell(table: TablePart, row: int, column: int, cell: str) -> TablePart:
    rows = [list(cells) for cells in table.rows]
    rows[row][column] = cell
    return replace(table, rows=tuple(map(tuple, rows)))


def squeezed(table: TablePart) -> list[list[str]]:
    """Return a table without the bars of a web page, and without spaces, as a head broken into lines may have more."""
    drawn = [place for place, head in enumerate(table.rows[0]) if head in ("Stapel", "Bar")]
    rows = [[cell for place, cell in enumerate(row) if place not in drawn] for row in table.rows]
    return ["\t".join("".join(cell.split()) for cell in row).rstrip().split("\t") for row in rows]


def around(parts: Sequence[Part], place: int) -> list[Part]:
    """Return a table with its caption and the headings above it, so that it is tied to what it was."""
    headings = [part for part in parts[:place] if isinstance(part, TextPart) and part.kind == "heading"]
    before = parts[place - 1] if place else None
    return [*headings[-2:], *([before] if isinstance(before, TextPart) else []), parts[place]]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("what", OF_LIBRARIES)
def test_every_changed_cell_is_found_and_no_other(
    what: str, language: str, run: Run, libraries: Path, tmp_path: Path
) -> None:
    check_every_cell(run, libraries, OF_LIBRARIES[what], language, tmp_path, FORMATS)


@pytest.mark.parametrize("what", OF_DEMO)
def test_every_changed_cell_of_what_the_demo_prints_is_found(what: str, run: Run, demo: Path, tmp_path: Path) -> None:
    formats = (".md", ".txt") if what.startswith("agreement") else (".docx", ".html")
    check_every_cell(run, demo, OF_DEMO[what], "sv", tmp_path, formats)


def check_every_cell(
    run: Run, study: Path, made: tuple[str, ...], language: str, folder: Path, formats: Sequence[str]
) -> None:
    tables: list[list[TablePart]] = []
    for suffix in formats:
        parts = unaltered(run, study, made, language, folder / f"r{suffix}")
        about, again = known(study, parts)
        found = verify(parts, about, again)
        assert found.differences == []
        assert found.unrecognised == []
        tables.append([part for part in parts if isinstance(part, TablePart)])
        if suffix != formats[0]:
            continue
        tried = 0
        for place, row, column, cell in list(each_cell(parts))[:: 1 if language == "sv" else 9]:
            for other in altered(cell):
                changed = [*around(parts, place)[:-1], with_cell(parts[place], row, column, other)]
                assert len(verify(changed, about, again).differences) == 1, f"{cell} -> {other}: {changed[-1]}"
                tried += 1
        assert tried
    if not made[0].startswith("agree"):  # its text tables are narrower
        assert [list(map(squeezed, each)) for each in tables[1:]] == [list(map(squeezed, tables[0]))] * (
            len(tables) - 1
        )


def test_what_is_held_back_is_known_as_such(run: Run, libraries: Path, tmp_path: Path) -> None:
    parts = unaltered(run, libraries, ("table", "--by", "ortstyp"), "sv", tmp_path / "r.md")
    found = verify(parts, *known(libraries, parts))
    marks = [cell for *_, cell in each_cell(parts) if cell in HELD]
    assert found.held == len(marks) > 20
    assert found.differences == []


def test_a_number_put_in_place_of_a_mark_is_checked(run: Run, libraries: Path, tmp_path: Path) -> None:
    parts = unaltered(run, libraries, ("table", "--question", "q2", "--by", "ortstyp"), "sv", tmp_path / "r.md")
    place, row, column, _ = next(each for each in each_cell(parts) if each[3] in HELD)
    changed = [*parts[:place], with_cell(parts[place], row, column, "77"), *parts[place + 1 :]]
    assert [each.printed for each in verify(changed, *known(libraries, parts)).differences] == ["77"]


def test_a_table_without_its_caption_is_known_by_its_rows_and_columns(
    run: Run, libraries: Path, tmp_path: Path
) -> None:
    parts = unaltered(run, libraries, ("table", "--question", "q2", "--by", "region"), "sv", tmp_path / "r.md")
    about, again = known(libraries, parts)
    bare = [part for part in parts if isinstance(part, TablePart)]
    assert verify(bare, about, again).checked > 20


def test_a_row_written_in_by_hand_is_told_and_the_others_are_checked(run: Run, libraries: Path, tmp_path: Path) -> None:
    parts = unaltered(run, libraries, ("table", "--question", "q2", "--by", "region"), "sv", tmp_path / "r.md")
    place = next(at for at, part in enumerate(parts) if isinstance(part, TablePart))
    table = parts[place]
    assert isinstance(table, TablePart)
    more = replace(table, rows=(*table.rows, ("Ja och Nej", *("105" for _ in table.rows[0][1:]))))
    about, again = known(libraries, parts)
    found = verify([*parts[:place], more, *parts[place + 1 :]], about, again)
    assert found.differences == []
    assert ["Ja och Nej" in each.phrase for each in found.unrecognised] == [True]


def test_the_sentences_below_an_earlier_year_are_checked(run: Run, libraries: Path, tmp_path: Path) -> None:
    parts = unaltered(run, libraries, ("table", "--compare", "2019"), "sv", tmp_path / "r.txt")
    about, again = known(libraries, parts)
    tried = 0
    for place, part in enumerate(parts):
        if isinstance(part, TextPart) and "procentenhet" in part.text:
            for other in altered(part.text):
                changed = [*parts[:place], replace(part, text=other), *parts[place + 1 :]]
                found = verify(changed, about, again)
                assert found.differences or found.unrecognised or "2020" in other, other
                tried += 1
    assert tried > 5
