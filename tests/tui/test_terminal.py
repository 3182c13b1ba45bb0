"""Through a real terminal: what a person types is what stands in the export."""

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

from themecode import Study
from themecode.cli.main import main

_spec = importlib.util.spec_from_file_location("terminal", Path(__file__).with_name("terminal.py"))
assert _spec is not None
assert _spec.loader is not None
terminal = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(terminal)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

TRICKY = (
    "Moderator: Hur går det?\n\n"
    "P1 (BVC): Åh 👩‍👩‍👧 ja, vi fa\u0308r ga\u030a på café. Tiden räcker inte till. Men vi försöker ändå!\n"
)


def themecode(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "themecode", *arguments]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.db"
    (tmp_path / "intervju.txt").write_text(TRICKY, encoding="utf-8")
    (tmp_path / "tid.yaml").write_text(
        "codebook: tid\ncodes:\n  - {key: tid.luft, label: luft i schemat}\n", encoding="utf-8"
    )
    assert main(["new", str(path), "--coder", "Anna"]) == 0
    assert main(["codebook", "load", str(path), str(tmp_path / "tid.yaml"), "--coder", "Anna"]) == 0
    assert main(["import", "transcripts", str(path), str(tmp_path / "intervju.txt"), "--coder", "Anna"]) == 0
    return path


def exported(study: Path) -> list[dict[str, str]]:
    file = study.with_suffix(".csv")
    assert main(["export", "codings", str(study), "-o", str(file)]) == 0
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


def test_a_sentence_coded_in_the_terminal_is_exported_with_its_span_and_quote(study: Path) -> None:
    screen = terminal.Terminal(themecode("open", str(study), "--coder", "Anna"))
    try:
        screen.wait("intervju")
        screen.type("\r")
        screen.wait("försöker ändå")
        # the cursor begins on the participant's first sentence; the next one is meant
        screen.type("\x1b[B")
        screen.type("\r")
        screen.wait("Sök kod")
        screen.type("luft")
        screen.wait("tid.luft")
        screen.type("\r")
        screen.wait("1 kodning ")
        screen.type("q")
        screen.wait("Intervjuer")
        screen.type("q")
        assert screen.ended() == 0
    finally:
        screen.close()
    (row,) = exported(study)
    with Study.open(study, read_only=True) as opened:
        text = opened.document("intervju").text
    assert row["code"] == "tid.luft"
    assert row["quote"] == "Tiden räcker inte till."
    assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    assert row["coder"] == "Anna"


def test_a_coder_new_to_the_study_is_asked_to_confirm(study: Path) -> None:
    screen = terminal.Terminal(themecode("open", str(study), "--coder", "Åsa"))
    try:
        screen.wait("Åsa är ny i studien")
        screen.type("\r")
        screen.wait("kodar: Åsa")
        screen.type("q")
        assert screen.ended() == 0
    finally:
        screen.close()
    with Study.open(study, read_only=True) as opened:
        assert opened.coder_id("Åsa") is not None


def test_a_click_and_a_drag_select_what_is_under_the_mouse(study: Path) -> None:
    screen = terminal.Terminal(themecode("open", str(study), "--coder", "Anna"))
    try:
        screen.wait("intervju")
        screen.type("\r")
        screen.wait("försöker ändå")
        # The emulator counts an emoji's cells otherwise, so the place is taken from a line without one.
        row, line = next((number, line) for number, line in enumerate(screen.lines) if "Hur går" in line)
        first, last = line.index("går"), line.index("går") + 2
        screen.type(f"\x1b[<0;{first + 1};{row + 1}M\x1b[<32;{last + 1};{row + 1}M\x1b[<0;{last + 1};{row + 1}m")
        screen.type("\r")
        screen.wait("Sök kod")
        screen.type("\r")
        screen.wait("1 kodning ")
        screen.type("qq")
        assert screen.ended() == 0
    finally:
        screen.close()
    (coding,) = exported(study)
    assert coding["quote"] == "går"


def test_the_demo_leads_from_an_empty_folder_to_a_coding_an_undo_and_a_file_of_counts(tmp_path: Path) -> None:
    screen = terminal.Terminal(themecode("demo"), cwd=str(tmp_path), columns=80, rows=24)
    try:
        screen.wait("Vem kodar?", seconds=40)
        screen.type("\r")  # the first coder of the list
        screen.wait("87 av 87")
        screen.wait("Tryck enter för att öppna")
        screen.type("\r")
        screen.wait("0 kodningar")
        screen.type("\x1b[B\r")
        screen.wait("Sök kod")
        screen.type("\r")
        screen.wait("1 kodning ")
        screen.wait("Tryck u")
        screen.type("u")
        screen.wait("Ångrat:")
        screen.wait("0 kodningar")
        screen.type("U")
        screen.wait("1 kodning ")
        screen.wait("Tryck d")
        screen.type("d")
        screen.wait("1 kodning · klar")
        screen.wait("Tryck r")
        screen.type("r")
        screen.wait("3 kodade av en")
        screen.wait("tid och samverkan")
        screen.type("e")
        screen.wait("antal-intervjuer.xlsx")
        screen.type("\r")
        screen.wait("Skrev")
        screen.type("q")
        screen.wait("1 kodning · klar")
        screen.type("q")
        screen.wait("Frågor")
        screen.type("q")
        assert screen.ended() == 0
    finally:
        screen.close()
    assert {"demo.db", "antal-intervjuer.xlsx"} <= {path.name for path in tmp_path.iterdir()}


def test_what_is_typed_at_once_from_the_first_question_on_is_done_step_by_step(tmp_path: Path) -> None:
    screen = terminal.Terminal(themecode("demo"), cwd=str(tmp_path), columns=80, rows=24)
    try:
        screen.wait("Vem kodar?", seconds=40)
        # Who codes, the interview, its next sentence, the list of codes, a code by its name; back, and out.
        screen.type("\r\r\x1b[B\rluft\rqq")
        assert screen.ended(seconds=40) == 0
    finally:
        screen.close()
    coded = [each for each in exported(tmp_path / "demo.db") if each["document"] == "personal-04"]
    assert [each["code"] for each in coded] == ["pers.tid.luft"]
    assert coded[0]["quote"].startswith("Det var en tandklinik förut")
