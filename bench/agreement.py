"""Measures agreement: 100,000 units x 3 coders x 12 codes beside the krippendorff package, and long transcripts.

Run as ``python -m bench.agreement [--only NAME]``; needs the extra ``test`` for the package. Budget: alpha in at most
half the package's time in the same run, both from what a caller has in hand: rows of labels here, a matrix of numbers
there. The two values are compared first: a difference ends it. Each case runs in a process of its own, so that its
peak memory is its own; the peak of a process that only imports NumPy stands beside it.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

RUNS = 5
UNITS, CODERS, CODES = 100_000, 3, 12
LENGTH, PASSAGES = 10_000_000, 20_000
MISSING = 0.1


def rows() -> list[list[str | None]]:
    """Return units x coders of labels; coders agree in about four of five."""
    draw = random.Random(1)
    labels = [f"kod.{number}" for number in range(CODES)]
    found = []
    for _ in range(UNITS):
        true = draw.choice(labels)
        given = [true if draw.random() < 0.8 else draw.choice(labels) for _ in range(CODERS)]
        found.append([None if draw.random() < MISSING else value for value in given])
    return found


def passages(overlapping: bool, coders: int = CODERS) -> dict[str, list[tuple[int, int, str]]]:
    """Return coder -> passages; those of one coder overlap, with different codes, only where asked."""
    draw = random.Random(2)
    step = LENGTH // PASSAGES
    found = {}
    for coder in range(coders):
        reach = step * 3 if overlapping else step
        starts = [place * step + draw.randrange(step // 4) for place in range(PASSAGES)]
        found[f"coder {coder}"] = [
            (start, min(start + draw.randrange(20, reach * 3 // 4), LENGTH), f"kod.{draw.randrange(CODES)}")
            for start in starts
        ]
    return found


def timed(work: Callable[[], object]) -> float:
    """Return the median seconds of some runs."""
    seconds = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return median(seconds)


def alpha() -> None:
    import krippendorff
    import numpy as np

    from themecode.analysis.agreement import UnitMatrix, krippendorff_alpha

    given = rows()
    matrix = UnitMatrix.of(given)
    numbers = {value: float(number) for number, value in enumerate(sorted({v for row in given for v in row if v}))}
    theirs_data = np.array([[np.nan if value is None else numbers[value] for value in row] for row in given]).T

    def theirs() -> float:
        return float(krippendorff.alpha(reliability_data=theirs_data, level_of_measurement="nominal"))

    ours = krippendorff_alpha(matrix).value
    if ours is None or abs(ours - theirs()) > 1e-12:
        sys.exit(f"alpha is {ours} here and {theirs()} there")
    here, there = timed(lambda: krippendorff_alpha(matrix)), timed(theirs)
    print(f"alpha, {UNITS:,} units: {here:.3f} s, krippendorff {there:.3f} s, ratio {here / there:.2f} (budget 0.50)")


def only_ours() -> None:
    from themecode.analysis.agreement import UnitMatrix, krippendorff_alpha

    matrix = UnitMatrix.of(rows())
    print(f"alpha alone: {timed(lambda: krippendorff_alpha(matrix)):.3f} s")


def only_theirs() -> None:
    import krippendorff
    import numpy as np

    data = np.array([[np.nan if value is None else float(value[4:]) for value in row] for row in rows()]).T
    print(f"krippendorff alone: {timed(lambda: krippendorff.alpha(data, level_of_measurement='nominal')):.3f} s")


def interval() -> None:
    from themecode.analysis.agreement import UnitMatrix, confidence_interval, krippendorff_alpha

    found = krippendorff_alpha(UnitMatrix.of(rows()))
    print(f"interval by formula: {timed(lambda: confidence_interval(found)):.3f} s")
    print(f"2,000 replicates over units: {timed(lambda: confidence_interval(found, 'bootstrap')):.3f} s")


def per_code() -> None:
    from themecode.analysis.agreement import UnitMatrix, per_code

    matrix = UnitMatrix.of(rows())
    print(f"{CODES} codes on their own: {timed(lambda: per_code(matrix)):.3f} s")


def sets() -> None:
    from themecode.analysis.agreement import UnitMatrix, krippendorff_alpha

    draw = random.Random(3)
    given = [[frozenset(value for value in row if value and draw.random() < 0.7) for _ in row] for row in rows()]
    matrix = UnitMatrix.of(given)
    print(f"alpha with MASI: {timed(lambda: krippendorff_alpha(matrix, distance='masi')):.3f} s")


def spans() -> None:
    from themecode.analysis.agreement import SpanSet, span_agreement

    document = SpanSet(passages(overlapping=True), LENGTH)
    what = f"{LENGTH:,} characters, {CODERS} x {PASSAGES:,} overlapping passages"
    print(f"{what}: alpha with MASI {timed(lambda: span_agreement(document, distance='masi')):.3f} s")
    print(f"one code: {timed(lambda: span_agreement(document, code='kod.3')):.3f} s")


def unitizing() -> None:
    from themecode.analysis.agreement import SpanSet, unitizing_alpha

    document = SpanSet(passages(overlapping=False), LENGTH)
    print(f"{LENGTH:,} characters, {CODERS} x {PASSAGES:,} passages: {timed(lambda: unitizing_alpha(document)):.3f} s")
    shorter = SpanSet(
        {
            coder: [(start // 100, max(end // 100, start // 100 + 1), code) for start, end, code in spans]
            for coder, spans in document.spans.items()
        },
        LENGTH // 100,
    )
    print(f"the same in a text of {LENGTH // 100:,}: {timed(lambda: unitizing_alpha(shorter)):.3f} s")


def numpy_alone() -> None:
    import numpy

    print(f"numpy {numpy.__version__}, nothing else")


CASES = {
    case.__name__: case
    for case in (numpy_alone, alpha, only_ours, only_theirs, interval, per_code, sets, spans, unitizing)
}


def main() -> None:
    """Run every case in a process of its own, or the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=CASES)
    chosen = parser.parse_args().only
    if chosen:
        CASES[chosen]()
        print(f"    peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)
        return
    for name in CASES:
        subprocess.run([sys.executable, "-m", "bench.agreement", "--only", name], check=True)


if __name__ == "__main__":
    main()
