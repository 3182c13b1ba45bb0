"""Prints how long a report takes to be checked, against writing it, for ever more categories.

Run as ``python -m bench.verify``. The ratio should stay as it is where there are twice as many: a check that looks at
all that stands before each number shows here first.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.report.conftest import make_study
from themecode.analysis.counts import count_everything
from themecode.formats.read_report import read_report
from themecode.report.files import write_report
from themecode.report.verify import verify
from themecode.report.verify_facts import topics
from themecode.usecases.study import Study

CASES = 60


def measure(categories: int, folder: Path) -> None:
    """Print the figures for a question with so many categories."""
    labels = [f"kategori nummer {place} om ämne {place % 37}" for place in range(categories)]
    path = make_study(
        folder / f"{categories}.db", labels, {place: 1 + place % 40 for place in range(categories)}, cases=CASES
    )
    for style in ("list", "bullets", "table"):
        with Study.open(path, read_only=True) as study:
            report = folder / f"{categories}-{style}.md"
            began = time.perf_counter()
            write_report(report, count_everything(study, provisional=True), style, "sv")
            written = time.perf_counter()
            found = verify(read_report(report), topics(study))
            checked = time.perf_counter()
        print(
            f"{categories:5} categories, {style:5}: written {written - began:.2f} s, {found.checked} numbers checked "
            f"{checked - written:.2f} s, {(checked - written) / (written - began):.1f} x"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for number in (250, 500, 1000, 2000, 4000):
            measure(number, Path(name))
