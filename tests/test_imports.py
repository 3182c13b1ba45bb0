"""What is loaded when, and that the lines of the design work as written."""

from __future__ import annotations

import os
import pkgutil
import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

import themecode

LOWER_FLOORS = ("core", "storage", "text", "formats", "usecases")
HEAVY = ("textual", "rich", "spacy", "sklearn", "torch", "numpy", "sentence_transformers")


def modules_of(*floors: str) -> list[str]:
    root = Path(themecode.__file__).parent
    return [
        module.name
        for floor in floors
        for module in pkgutil.walk_packages([str(root / floor)], prefix=f"themecode.{floor}.")
    ]


def loaded_by(imports: str, forbidden: tuple[str, ...]) -> list[str]:
    program = (
        f"import sys\n{imports}\n"
        f"forbidden = {forbidden!r}\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} & set(forbidden)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_importing_themecode_loads_no_screens_and_no_machine_learning() -> None:
    assert loaded_by("import themecode", (*HEAVY, "openpyxl", "docx", "sqlite_utils", "ruamel", "click")) == []


def test_every_module_up_to_the_use_cases_loads_no_screens_and_no_machine_learning() -> None:
    imports = "\n".join(f"import {name}" for name in modules_of(*LOWER_FLOORS))
    assert imports.count("\n") > 40
    assert loaded_by(imports, HEAVY) == []


@pytest.mark.parametrize("floor", LOWER_FLOORS)
def test_each_lower_floor_can_be_imported_on_its_own(floor: str) -> None:
    assert loaded_by(f"import themecode.{floor}", HEAVY) == []


def test_the_screens_load_no_machine_learning_and_no_office_files() -> None:
    forbidden = ("sklearn", "spacy", "torch", "openpyxl", "docx", "sqlite_utils", "numpy", "ruamel")
    assert loaded_by("import themecode.tui.app", forbidden) == []


def test_counting_and_reporting_load_no_screens() -> None:
    assert loaded_by("import themecode.cli.counting", ("textual", "rich", "spacy", "sklearn", "torch")) == []


def test_a_plain_install_pulls_no_torch() -> None:
    plain = [line for line in requires("themecode") or [] if "extra ==" not in line]
    names = {re.split(r"[^\w.-]", line)[0].lower() for line in plain}
    assert "click" in names
    assert names.isdisjoint({"torch", "sentence-transformers", "transformers", "tensorflow"})


def test_the_study_lines_of_the_design_work_as_written(demo: Path) -> None:
    program = """
from themecode import Study
from themecode.analysis import count_categories
with Study.open("demo.db", coder="Anna") as study:
    document = study.document("personal-03")          # a transcript by name, an answer by (case, question)
    study.code(document, 120, 164, "tid.luft")
    print(count_categories(study, question="q23"))    # a question by key or number
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=demo.parent,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert done.stdout.startswith("samverkan/samarbete (97), samlokalisering (92), personalen (79)")
    with themecode.Study.open(demo, coder="Anna") as study:
        document = study.document("personal-03")
        coder = study.known_coder("Anna")
        there = study.connection.execute(
            'SELECT 1 FROM codings WHERE document_id = ? AND start = 120 AND "end" = 164 AND coder_id = ?',
            (document.id, coder),
        ).fetchall()
    assert len(there) == 1
