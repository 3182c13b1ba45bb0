"""Measures suggestions: how good after 0, 1, 5, 10 and 20 coded examples per code, and how fast and how large.

Run as ``python -m bench.suggest [FILE.csv] [--codebook FILE.yaml] [--model MODEL] [--language sv] [--seeds 3]``. The
csv has the columns ``text`` and ``codes`` (several with ``|`` between); without a codebook the names of the codes are
all that is known of them. Without a csv, material is made: topics with invented words, which answers share only in
part, so its quality figures show that the measuring works and promise nothing.

Budget (DESIGN.md section 8): accepting a suggestion and ranking the next within 50 ms at 3,600 coded answers.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np

from themecode import Study
from themecode.core.errors import InputError
from themecode.formats.codebook_file import read_codebook
from themecode.suggest import figures
from themecode.suggest.learner import Label, Learner
from themecode.suggest.mixing import choose_mix
from themecode.suggest.models import find_model
from themecode.suggest.texts import CodeText, Vectors, code_texts
from themecode.suggest.vectors import Encoder

SHOTS = (0, 1, 5, 10, 20)
TEST = 600
SIZES = (200, 3600)
BUDGET_MS = 50


@dataclass(frozen=True)
class Material:
    """Texts with their codes, by number, and what the codebook says of each code."""

    texts: list[str]
    codes: list[frozenset[int]]
    book: list[CodeText]
    language: str


def read_material(path: Path, codebook: Path | None, language: str) -> Material:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["text"], [code for code in row["codes"].split("|") if code]) for row in csv.DictReader(file)]
    keys = sorted({code for _, codes in rows for code in codes})
    book = {key: CodeText(key, ((language, key.replace("_", " ").replace(".", " ")),)) for key in keys}
    for code in read_codebook(codebook).walk() if codebook else ():
        if code.key in book:
            parts = (code.label, code.definition, code.include)
            text = ". ".join(filter(None, (part.in_language(language) for part in parts)))
            examples = tuple((language, each) for named, each in code.examples if named in ("", language))
            phrases = tuple((language, part.strip()) for part in code.include.in_language(language).split(","))
            book[code.key] = CodeText(code.key, ((language, text),), phrases, examples)
    number = {key: place for place, key in enumerate(keys)}
    return Material(
        [text for text, _ in rows],
        [frozenset(number[code] for code in codes) for _, codes in rows],
        [book[key] for key in keys],
        language,
    )


def make_material(texts: int, codes: int = 20, seed: int = 1) -> Material:
    """Make answers of invented words: a topic has 40, its definition names 12, an answer uses 3 with endings."""
    chance = random.Random(seed)

    def word() -> str:
        parts = chance.choice((2, 2, 3))
        return "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiouyåäö") for _ in range(parts))

    filler = [word() for _ in range(150)]
    topics = [[word() for _ in range(40)] for _ in range(codes)]
    book = [CodeText(f"k{place}", (("sv", " ".join(topic[:12])),)) for place, topic in enumerate(topics)]
    found, right = [], []
    for _ in range(texts):
        chosen = chance.sample(range(codes), chance.choice((1, 1, 1, 2)))
        words = [chance.choice(topics[code]) + chance.choice(("", "n", "rna", "het")) for code in chosen for _ in "abc"]
        words += chance.sample(filler, 5)
        chance.shuffle(words)
        found.append(" ".join(words))
        right.append(frozenset(chosen))
    return Material(found, right, book, "sv")


def vectors_of(material: Material, model: str | None) -> Vectors:
    meaning = None
    if model is not None:
        texts = [text for _, _, text in code_texts(material.book)] + material.texts
        with Encoder(find_model(model)) as encoder:
            batches = [encoder.vectors(texts[start : start + 128]) for start in range(0, len(texts), 128)]
        meaning = np.concatenate(batches).astype(np.float32)
    return Vectors.of(material.book, [(material.language, text) for text in material.texts], meaning)


def few_shot(material: Material, vectors: Vectors, seeds: int) -> None:
    print(f"{len(material.texts)} texts, {len(material.book)} codes; top-1 / top-3 / MRR, the mean of {seeds} seeds")
    for shots in SHOTS:
        results, mixes = [], set()
        for seed in range(seeds):
            order = [unit for unit in range(len(material.texts)) if material.codes[unit]]
            random.Random(seed).shuffle(order)
            test, pool = order[: min(TEST, len(order) // 3)], order[min(TEST, len(order) // 3) :]
            labels: dict[int, Label] = {}
            have = [0] * len(material.book)
            for unit in pool:
                if any(have[code] < shots for code in material.codes[unit]):
                    labels[unit] = Label(material.codes[unit], done=True)
                    for code in material.codes[unit]:
                        have[code] += 1
            mix, _ = choose_mix(vectors, labels)
            learner = Learner(vectors, labels, mix)
            mixes.add(mix.dense)
            scores = np.stack([learner.scores(unit)[0][:-1] for unit in test])
            results.append(figures.quality(figures.ranks(scores, [material.codes[unit] for unit in test])))
        first, three, mrr = (np.mean([getattr(each, name) for each in results]) for name in ("top1", "top3", "mrr"))
        shown = f", meaning weighs {'/'.join(map(str, sorted(mixes)))}" if vectors.meaning is not None else ""
        print(f"  {shots:>2} examples per code: {100 * first:.0f} % / {100 * three:.0f} % / {mrr:.2f}{shown}")


def speed(size: int, model: str | None) -> None:
    """Accept a suggestion and rank the next, through a study on disk, as the screens do."""
    from themecode.core.documents import Span
    from themecode.suggest.suggester import Suggester
    from themecode.usecases import suggestion_decisions

    material = make_material(size + 60, 30, seed=7)
    with tempfile.TemporaryDirectory() as folder:
        path = _study(Path(folder), material, size)
        with Study.open(path, coder="Anna") as study:
            began = time.perf_counter()
            suggester = Suggester.start(study, "q", model=model)
            start = time.perf_counter() - began
            documents = [study.document(f"c{place}", "q") for place in range(size, size + 60)]
            learn, write = [], []
            for document, following in pairwise(documents):
                code = f"k.k{min(material.codes[int(document.case[1:])])}"
                began = time.perf_counter()
                choice = suggester.choice(document, None, code, shown=True)
                suggestion_decisions.accept(study, document, 0, len(document.text), code, choice)
                write.append(1000 * (time.perf_counter() - began))
                began = time.perf_counter()
                suggester.accept(document, Span(0, len(document.text)), code, choice)
                suggester.rank(following)
                learn.append(1000 * (time.perf_counter() - began))
    print(
        f"{size} coded: start {start:.1f} s; learn and rank the next {median(learn):.1f} ms "
        f"(worst {max(learn):.0f}); place and write to disk {median(write):.1f} ms; "
        f"{'within' if median(learn) + median(write) <= BUDGET_MS else 'OVER'} {BUDGET_MS} ms together"
    )


def _study(folder: Path, material: Material, coded: int) -> Path:
    from themecode.formats.mapping_file import read_mapping
    from themecode.usecases.codebooks import load_codebook
    from themecode.usecases.import_codings import import_codings
    from themecode.usecases.import_survey import import_survey

    book = folder / "k.yaml"
    lines = [
        f"  - {{key: k.{code.key}, label: {code.key}, definition: {code.definitions[0][1]}}}" for code in material.book
    ]
    book.write_text("\n".join(["codebook: k", "codes:", *lines]), encoding="utf-8")
    survey, mapping, codings = folder / "s.csv", folder / "m.yaml", folder / "g.csv"
    survey.write_text("\n".join(["id,q", *(f"c{n},{text}" for n, text in enumerate(material.texts))]), encoding="utf-8")
    mapping.write_text("case: id\nquestions:\n  - {key: q, columns: [q], codebook: k}\n", encoding="utf-8")
    rows = [f"c{unit},q,,,,k.k{code},Anna" for unit in range(coded) for code in sorted(material.codes[unit])]
    codings.write_text("\n".join(["case,question,document,start,end,code,coder", *rows]), encoding="utf-8")
    with Study.create(folder / "s.db", coder="Anna") as study:
        load_codebook(study, book)
        import_survey(study, survey, mapping=read_mapping(mapping))
        import_codings(study, codings)
    return folder / "s.db"


def embedding(model: str) -> None:
    texts = make_material(3600).texts
    began = time.perf_counter()
    with Encoder(find_model(model)) as encoder:
        loaded = time.perf_counter() - began
        began = time.perf_counter()
        for start in range(0, len(texts), 128):
            encoder.vectors(texts[start : start + 128])
        took = time.perf_counter() - began
    print(f"embedding 3,600 answers: {took:.1f} s ({3600 / took:.0f} a second), after {loaded:.1f} s of loading")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("csv", nargs="?", type=Path)
    parser.add_argument("--codebook", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--language", default="sv")
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args(arguments)
    if given.csv is None and given.codebook is not None:
        raise InputError("a codebook is of no use without a csv", fix="name the csv first")
    material = read_material(given.csv, given.codebook, given.language) if given.csv else make_material(3000)
    few_shot(material, vectors_of(material, given.model), given.seeds)
    for size in SIZES:
        speed(size, given.model)
    if given.model:
        embedding(given.model)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"peak memory: {own} MB" + (f", the model's process {children} MB" if given.model else ""))


if __name__ == "__main__":
    main()
