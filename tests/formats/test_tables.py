"""Tables in: whatever program wrote them, the same cells; what is wrong is said with its row."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import openpyxl.utils.datetime
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from themecode.core.errors import InputError
from themecode.formats import spreadsheet
from themecode.formats.tables import Table, read_table

HEADER = ("id", "svar")
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROW = ("1", "Öppna förskolan, åk 1; m.m. 🙂")


def read(folder: Path, content: str | bytes, name: str = "svar.csv") -> Table:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path)


def faults(folder: Path, content: str | bytes, name: str = "svar.csv") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, content, name)
    return [str(fault) for fault in caught.value.faults]


def active(workbook: openpyxl.Workbook) -> Worksheet:
    assert isinstance(workbook.active, Worksheet)
    return workbook.active


def saved(workbook: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def xlsx(*rows: list[object]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        active(workbook).append(row)
    return saved(workbook)


def with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is exactly this XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(["x"]))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, xml if part == "xl/worksheets/sheet1.xml" else old.read(part))
    return file.getvalue()


def with_shared(*strings: str) -> bytes:
    """A workbook with these strings (their XML) below each other, kept apart from the sheet as Excel does."""
    kind, file = "officeDocument/2006/relationships/sharedStrings", io.BytesIO()
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    ends = {
        "[Content_Types].xml": f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part}"/></Types>',
        "xl/_rels/workbook.xml.rels": f'<Relationship Id="shared" Target="sharedStrings.xml" '
        f'Type="http://schemas.openxmlformats.org/{kind}"/></Relationships>',
    }
    rows = "".join(f'<row><c t="s"><v>{place}</v></c></row>' for place in range(len(strings)))
    with zipfile.ZipFile(io.BytesIO(sheet_data(rows))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text, end = old.read(name).decode(), ends.get(name)
            new.writestr(name, text[: text.rindex("</")] + end if end else text)
        items = "".join(f"<si>{string}</si>" for string in strings)
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SPACE}">{items}</sst>')
    return file.getvalue()


def sheet_data(rows: str) -> bytes:
    return with_sheet(f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>')


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    text = f'id{delimiter}svar\n1{delimiter}"{ROW[1]}"\n'
    table = read(tmp_path, text)
    assert (table.columns, table.rows) == (HEADER, [ROW])


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("id;vad är bra, dåligt, annat?\n1;allt, utom a, b\n2;inget\n", ("id", "vad är bra, dåligt, annat?")),
        ("id;längd, cm\n1;170,5\n2;181,0\n", ("id", "längd, cm")),
        ('id,svar\n1,"a; b"\n2,c; d; e\n', ("id", "svar")),
        ("svar\nbra, men dyrt\nvet; ej\n", ("svar",)),
        ("id;svar\n", ("id", "svar")),
        ("sep=;\r\na,b;c\r\n1;2\r\n", ("a,b", "c")),
        ("sep=|\na;b|c;d\n1|2\n", ("a;b", "c;d")),
    ],
)
def test_prose_and_decimals_do_not_mislead_about_the_delimiter(
    tmp_path: Path, text: str, columns: tuple[str, ...]
) -> None:
    assert read(tmp_path, text).columns == columns


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = line_end.join(["id;svar", '1;"Två rader:', "här åäö"]) + '"' + line_end
    assert read(tmp_path, text.encode(encoding)).rows == [("1", "Två rader:\nhär åäö")]


def test_quoted_line_breaks_delimiters_and_doubled_quotes_survive(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,svar\n1,"Hon sa ""nej"",\noch gick"\n')
    assert table.rows == [("1", 'Hon sa "nej",\noch gick')]


def test_cells_are_normalised_and_keep_their_spaces(tmp_path: Path) -> None:
    table = read(tmp_path, " i\u0308d ,svar\n 1 ,A\u030a\n")
    assert (table.columns, table.rows) == (("ïd", "svar"), [(" 1 ", "Å")])


def test_an_answer_may_be_very_long(tmp_path: Path) -> None:
    answer = "ord " * 100_000
    assert read(tmp_path, f'id,svar\n1,"{answer}"\n').rows[0][1] == answer


def test_empty_rows_and_columns_at_the_end_do_not_count(tmp_path: Path) -> None:
    assert read(tmp_path, "id;svar;;\n1;ja;;\n2;nej\n;;;\n\n").rows == [("1", "ja"), ("2", "nej")]
    table = read(tmp_path, xlsx(["id", "svar", None], [1, "ja", None], [2, "nej"], [None], ["", ""]), "svar.xlsx")
    assert (table.columns, table.rows) == (HEADER, [("1", "ja"), ("2", "nej")])


def test_an_empty_column_between_others_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "id;;svar\n1;;ja\n").columns == HEADER
    assert read(tmp_path, xlsx(["id", None, "svar"], [1, None, "ja"]), "a.xlsx").rows == [("1", "ja")]


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "id,svar\n").rows == []
    assert read(tmp_path, xlsx(["id", "svar"]), "a.xlsx").rows == []


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    table = read(tmp_path, '\nid,svar\n\n1,"två\nrader"\n2,b\n')
    assert [table.row_number(index) for index in range(2)] == [4, 5]
    assert table.where(1, "svar") == "svar.csv, row 5, column svar"
    table = read(tmp_path, sheet_data(
        '<row r="3"><c r="B3" t="str"><v>id</v></c></row><row r="7"><c r="B7"><v>1</v></c></row>'
    ), "a.xlsx")  # fmt: skip
    assert [table.row_number(index) for index, row in enumerate(table.rows) if any(row)] == [7]


def test_every_row_of_another_length_is_listed(tmp_path: Path) -> None:
    found = faults(tmp_path, "a;b\n1;2;3\n1;2\n1\n")
    assert [fault.split(";")[0] for fault in found] == [
        "the row has 3 cells, the header has 2, svar.csv, row 2",
        "the row has 1 cell, the header has 2, svar.csv, row 4",
    ]
    assert "the row has 3 cells, the header has 2, a.xlsx, row 2" in faults(
        tmp_path, xlsx(["a", "b"], [1, 2, 3]), "a.xlsx"
    )[0]  # fmt: skip
    assert "empty the cells beyond it" in faults(tmp_path, xlsx(["a", "b"], [1, 2, 3]), "a.xlsx")[0]


def test_a_title_above_the_column_names_is_said_to_be_one(tmp_path: Path) -> None:
    fault = (
        "a title stands where the column names should be, svar.csv, row 1; remove what stands above the column names"
    )
    assert faults(tmp_path, "Enkät 2026;;\n\nid;svar;region\n1;a;b\n") == [fault]


def test_a_table_in_disorder_does_not_drown_the_reader(tmp_path: Path) -> None:
    found = faults(tmp_path, "a;b\n" + "1;2;3\n" * 1000)
    assert len(found) == 51
    assert found[-1].startswith("950 more rows")


def test_double_and_missing_headers_are_listed(tmp_path: Path) -> None:
    found = faults(tmp_path, "a,b,,a, b\n1,2,3,4,5\n")
    assert len(found) == 3
    assert "row 1, column 3" in found[0]
    assert "'a'" in found[1]
    assert "'b'" in found[2]


@pytest.mark.parametrize("text", ['a,b\n1,"aldrig stängd\n2,x\n', 'a,b\n1,"Bra" sa hon\n'])
def test_quotation_marks_in_odd_places_are_refused_not_guessed(tmp_path: Path, text: str) -> None:
    assert "row 2" in faults(tmp_path, text)[0]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"), (b"\xef\xbb\xbf\r\n\r\n", "a.csv"), (b";;\n;;\n", "a.csv"), (b"a,b\n", "a.pdf"),
        (b"", "a.xlsx"), (b"id,svar\n", "a.xlsx"), (b"\xd0\xcf\x11\xe0old", "a.xlsx"), (b"PK\x03\x04rubbish", "a.xlsx"),
        (xlsx(["a"]), "a.csv"), (xlsx(), "a.xlsx"), (xlsx(["a"])[:-200], "a.xlsx"), (b"\x00\x01\x02" * 50, "a.csv"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, content: bytes, name: str) -> None:
    assert name in faults(tmp_path, content, name)[0]


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "ingen.csv", tmp_path, tmp_path / "ingen" / "a.xlsx"):
        with pytest.raises(InputError, match=path.name):
            read_table(path)


def test_spreadsheet_values_become_the_text_they_mean(tmp_path: Path) -> None:
    values: list[object] = [
        3.0, 2.5, -4, True, False, date(2024, 3, 1), datetime(2024, 3, 1, 10, 30), time(8, 15), timedelta(hours=30),
        None, 1e20, "007", "#N/A", "rad\nrad",
    ]  # fmt: skip
    columns = [f"k{index}" for index in range(len(values))]
    assert read(tmp_path, xlsx(list(columns), values), "a.xlsx").rows == [
        ("3", "2.5", "-4", "TRUE", "FALSE", "2024-03-01", "2024-03-01T10:30:00", "08:15:00", "30:00:00",
         "", "1e+20", "007", "#N/A", "rad\nrad")
    ]  # fmt: skip


def test_days_counted_from_1904_come_out_right(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.MAC_EPOCH
    active(workbook).append(["dag"])
    active(workbook).append([date(2024, 3, 1)])
    assert read(tmp_path, saved(workbook), "a.xlsx").rows == [("2024-03-01",)]


def test_formulas_count_as_what_they_came_to(tmp_path: Path) -> None:
    table = read(tmp_path, sheet_data(
        '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>'
        '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>""</f><v></v></c></row>'
    ), "a.xlsx")  # fmt: skip
    assert table.rows == [("2", "")]


def test_a_date_that_does_not_exist_is_refused_with_its_cell(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    active(workbook).append(["dag"])
    active(workbook).append([20240301])
    active(workbook)["A2"].number_format = "yyyy-mm-dd"
    assert "Cell A2" in faults(tmp_path, saved(workbook), "a.xlsx")[0]


def test_rich_shared_and_escaped_strings_are_read_whole(tmp_path: Path) -> None:
    table = read(tmp_path, sheet_data(
        '<row><c t="inlineStr"><is><t>a</t></is></c></row><row><c t="inlineStr"><is><r><t>fet</t></r>'
        "<r><t xml:space='preserve'> text_x000D_\nrad</t></r><rPh sb='0' eb='1'><t>uttal</t></rPh></is></c></row>"
    ), "a.xlsx")  # fmt: skip
    assert table.rows == [("fet text\nrad",)]
    table = read(tmp_path, with_shared(
        "<t>svar</t>", "<r><t>fet</t></r><r><t xml:space='preserve'> text_x000D_\nrad </t></r>", "<t>åäö 🙂</t>"
    ), "a.xlsx")  # fmt: skip
    assert table.rows == [("fet text\nrad ",), ("åäö 🙂",)]


def test_the_first_sheet_with_content_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.create_chartsheet("diagram", 0).add_chart(BarChart())
    workbook.create_sheet("svar").append(["id"])
    workbook.create_sheet("annat").append(["x"])
    assert read(tmp_path, saved(workbook), "a.xlsx").columns == ("id",)


def test_the_size_a_sheet_declares_is_not_believed(tmp_path: Path) -> None:
    xml = (
        f'<x:worksheet xmlns:x="{SPACE}"><x:dimension ref="A1"/><x:sheetData>'
        '<x:row><x:c t="str"><x:v>a</x:v></x:c></x:row>'
        "<x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert read(tmp_path, with_sheet(xml), "a.xlsx").rows == [("1",)]


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_UNPACKED", 1_000_000)
    assert "too large" in faults(tmp_path, with_sheet(" " * 2_000_000), "a.xlsx")[0]


def test_far_off_cells_do_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_CELLS", 100_000)
    rows = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 20))
    assert "too large" in faults(tmp_path, sheet_data(rows), "a.xlsx")[0]
    last = f'<row r="1"><c><v>1</v></c></row><row r="{spreadsheet.MOST_ROWS}"><c><v>1</v></c></row>'
    assert "too large" in faults(tmp_path, sheet_data(last), "a.xlsx")[0]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="9999999999"><c><v>1</v></c></row>', '<row r="x"/>', "<row>",
        '<row><c r="ÅÄÖ1"><v>1</v></c></row>', '<row><c r="ZZZZ1"><v>1</v></c></row>',
        '<row><c t="s"><v>7</v></c></row>', "<row><c><v>ett</v></c></row>",
    ],
)  # fmt: skip
def test_a_damaged_sheet_is_no_workbook(tmp_path: Path, rows: str) -> None:
    assert "no workbook" in faults(tmp_path, sheet_data(rows), "a.xlsx")[0]


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert "no workbook" in faults(tmp_path, with_sheet(bomb), "a.xlsx")[0]
