"""A trained model that the user has installed is asked too; a broken one is one sentence, and the rules go on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.text.trained_here import PACKAGE, register
from themecode import Study
from themecode.usecases.import_transcripts import import_transcripts

TEXT = "Moderator: Hej.\nP1: Zorvina är bra på det. Tiden är bra. Karin bor i Mora 🤔.\nP2: Zorvina har det svårt nu.\n"

SCREEN = """
import asyncio, sys
from pathlib import Path
from textual.widgets import OptionList
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.pseudonyms import PseudonymsScreen

async def look():
    app = ThemecodeApp(Path(sys.argv[1]), "Anna")
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.pause(0.5)
        await pilot.press("p")
        for _ in range(600):
            await pilot.pause(0.05)
            if isinstance(app.screen, PseudonymsScreen) and app.screen.proposal:
                break
        listed = app.screen.query_one(OptionList)
        for place in range(listed.option_count):
            print(listed.get_option_at_index(place).prompt)
        for each in app._notifications:
            print("said:", each.message)

asyncio.run(look())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a trained model in it, laid out as pip lays out what a user installs."""
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, Path(__file__).parent.parent / "text" / "trained_here.py", folder], check=True)
    return folder


@pytest.fixture
def study(tmp_path: Path, write: Any) -> Path:
    path = tmp_path / "s.db"
    with Study.create(path, coder="Anna") as opened:
        import_transcripts(opened, [write("samtal.txt", TEXT)])
    return path


def themecode(site: Path, *arguments: object, code: str | None = None) -> Any:
    """Run in a process of its own, where spaCy looks for models anew."""
    program = ["-c", code] if code else ["-m", "themecode"]
    return subprocess.run(
        [sys.executable, *program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(site), "THEMECODE_CODER": "Anna", "THEMECODE_PASSPHRASE": "fyra ord"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_a_trained_model_alone_finds_is_proposed_in_doubt_and_marked(installed: Path, study: Path) -> None:
    ran = themecode(installed, "pseudonymise", study, "--json")
    found = {each["name"]: each for each in json.loads(ran.stdout)}
    assert (found["Zorvina"]["kind"], found["Zorvina"]["sure"], found["Zorvina"]["by_model"]) == ("person", False, True)
    assert [place["text"] for place in found["Zorvina"]["places"]] == ["Zorvina", "Zorvina"]
    assert (found["Karin"]["sure"], found["Karin"]["by_model"]) == (True, False)
    assert "Tiden" not in found
    assert f"the trained model {PACKAGE} was asked too" in ran.stderr
    shown = themecode(installed, "pseudonymise", study, "--yes")
    assert (
        "in doubt, left: person Zorvina -> [person 2], 2 places, in doubt, found by the trained model" in shown.stdout
    )
    with Study.open(study, read_only=True) as opened:
        assert "Zorvina är bra" in opened.document("samtal").text


def test_on_the_screen_it_is_marked_too_and_not_chosen(installed: Path, study: Path) -> None:
    ran = themecode(installed, study, code=SCREEN)
    [line] = [line for line in ran.stdout.splitlines() if "Zorvina" in line]
    assert line.startswith("· person: Zorvina → [person 2]"), ran.stderr
    assert "osäkert, funnet av den tränade modellen" in line


@pytest.mark.slow
def test_without_a_model_nothing_is_said_of_one(study: Path, tmp_path: Path) -> None:
    ran = themecode(tmp_path, "pseudonymise", study, "--dry-run")
    assert ran.stderr == ""
    assert "Zorvina" not in ran.stdout


def broken(site: Path, installed: Path, how: str) -> None:
    shutil.copytree(installed, site)
    package = site / PACKAGE
    if how == "no meta":
        (package / "meta.json").unlink()
    elif how == "half copied":
        (package / f"{PACKAGE}-0.0.1" / "ner" / "model").write_bytes(b"\0")
    elif how == "raises":
        (package / "__init__.py").write_text("raise RuntimeError('fel på raden')\n", encoding="utf-8")
    elif how == "another version":
        for meta in (package / "meta.json", package / f"{PACKAGE}-0.0.1" / "meta.json"):
            kept = json.loads(meta.read_text(encoding="utf-8"))
            meta.write_text(json.dumps({**kept, "spacy_version": ">=2.1.0,<2.2.0"}), encoding="utf-8")
    else:
        shutil.rmtree(package)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["no meta", "half copied", "raises", "another version", "gone"])
def test_a_broken_model_is_one_sentence_and_the_rules_go_on(
    installed: Path, study: Path, tmp_path: Path, how: str
) -> None:
    site = tmp_path / "site"
    broken(site, installed, how)
    ran = themecode(site, "pseudonymise", study, "--yes")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("\n") == 1, ran.stderr
    assert ran.stderr.startswith(f"themecode: the trained model {PACKAGE} ")
    assert ran.stderr.endswith("names are found by lists and rules alone\n")
    assert "replaced: person Karin" in ran.stdout


def test_a_broken_model_is_said_on_the_screen_too(installed: Path, study: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    broken(site, installed, "raises")
    ran = themecode(site, study, code=SCREEN)
    assert f"said: the trained model {PACKAGE} cannot be used" in ran.stdout, ran.stderr
    assert "person: Karin" in ran.stdout


@pytest.mark.slow
def test_a_model_that_works_is_taken_where_another_is_broken(installed: Path, study: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(installed, site)
    register(site, "sv_a_broken_one")
    assert "Zorvina" in themecode(site, "pseudonymise", study, "--dry-run").stdout
