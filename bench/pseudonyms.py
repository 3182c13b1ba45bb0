"""Prints how many planted names and numbers are found in invented interviews, and what else is; and how long it takes.

Run as ``python -m bench.pseudonyms``. `tests/text/names_planted.py` says which interviews were at hand while the rules
were written and which were not.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from tests.text.names_planted import HELD_OUT, TUNED, Corpus, score
from themecode.text.identifying import count_kinds
from themecode.text.sentences import split_sentences
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.pseudonymising import propose
from themecode.usecases.replacing_names import replace_names
from themecode.usecases.study import Study

WORDS = 120_000


def print_scores(name: str, corpus: Corpus) -> None:
    """Print recall and false alarms, with the user's list of names and without."""
    for with_list in (True, False):
        found = score(corpus, with_list=with_list)
        print(
            f"{name:9} {'with' if with_list else 'without'} a list: {found.found} of {found.planted} found "
            f"({found.recall:.1%}), {found.sure} without doubt; false alarms {len(found.alarms)}, "
            f"in doubt {len(found.doubts)}"
        )
        if found.missed:
            print(f"          missed: {', '.join(found.missed)}")
        if found.alarms:
            print(f"          false alarms: {', '.join(found.alarms)}")


def measure() -> None:
    """Print how long a long interview takes: warning, looking, replacing."""
    draw = random.Random(1)
    lines = [line for each in (*TUNED.interviews, *HELD_OUT.interviews) for line in each.text.splitlines()]
    text, words = [], 0
    while words < WORDS:
        text.append(draw.choice(lines))
        words += len(text[-1].split())
    whole = "\n".join(text)
    began = time.perf_counter()
    split_sentences(whole, "sv")
    segmented = time.perf_counter()
    count_kinds(whole)
    warned = time.perf_counter()
    print(f"{words} words: sentences {segmented - began:.2f} s, warning at import {warned - segmented:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lång.txt"
        path.write_text(whole, encoding="utf-8")
        with Study.create(Path(folder) / "s.db", coder="Lo") as study:
            import_transcripts(study, [path])
            began = time.perf_counter()
            proposal = propose(study)
            proposed = time.perf_counter()
            done = replace_names(study, proposal, proposal.chosen(unsure=True), Path(folder) / "s.key", "fyra ord")
            replaced = time.perf_counter()
    print(f"looking {proposed - began:.2f} s, replacing {done.places} places {replaced - proposed:.2f} s")


if __name__ == "__main__":
    print_scores("tuned", TUNED)
    print_scores("held out", HELD_OUT)
    measure()
