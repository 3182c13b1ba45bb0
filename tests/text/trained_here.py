"""A small pipeline trained on invented sentences, packaged and found the way a user's own model is.

Run as a program: `python trained_here.py FOLDER` trains one and lays it out in FOLDER as pip would.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

NAMES = ("Zorvina", "Teldis", "Okvar", "Brimsa", "Ulvette", "Hjorvik", "Pelinda", "Snerre")
SENTENCES = (
    "{} är bra på det.",
    "{} var aldrig med.",
    "{} vet hur det fungerar.",
    "Igår var {} här.",
    "{} har det svårt nu.",
    "Moderator: Hej.\nP1: {} är bra på det. Vi har ont om tid.",
    "P2: {} har det svårt nu.\n",
)
NOBODY = (
    "Barnen är bra på det.",
    "Tiden var aldrig med.",
    "Gruppen vet hur det fungerar.",
    "Mötet har det svårt nu.",
    "Lokalen är för liten.",
    "Vi har ont om tid.",
    "P1: Tiden är bra. Mötet är bra.\nP2: Gruppen har det svårt.",
    "Karin bor i Mora.",
)
PACKAGE = "sv_invented"
INIT = """from pathlib import Path
from spacy.util import load_model_from_init_py, get_model_meta
__version__ = get_model_meta(Path(__file__).parent)["version"]
def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


def train(folder: Path) -> None:
    """Train a pipeline that finds persons, and lay it out in a folder as a package with its entry point."""
    import spacy
    from spacy.training import Example

    random.seed(4)
    pipeline = spacy.blank("sv")
    pipeline.meta.update({"name": "invented", "version": "0.0.1"})
    pipeline.add_pipe("ner").add_label("PRS")
    examples = []
    for sentence in SENTENCES:
        for name in NAMES:
            start = sentence.index("{}")
            doc = pipeline.make_doc(sentence.format(name))
            examples.append(Example.from_dict(doc, {"entities": [(start, start + len(name), "PRS")]}))
    examples += [Example.from_dict(pipeline.make_doc(each), {"entities": []}) for each in NOBODY * 3]
    optimizer = pipeline.initialize(lambda: examples)
    for _ in range(20):
        random.shuffle(examples)
        pipeline.update(examples, sgd=optimizer)
    package = folder / PACKAGE
    package.mkdir(parents=True)
    pipeline.to_disk(package / f"{PACKAGE}-0.0.1")
    (package / "meta.json").write_text(json.dumps(pipeline.meta), encoding="utf-8")
    (package / "__init__.py").write_text(INIT, encoding="utf-8")
    register(folder, PACKAGE)


def register(folder: Path, package: str) -> None:
    """Write what pip leaves beside a package, so that spaCy finds it among its models."""
    info = folder / f"{package}-0.0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.0.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{package} = {package}\n", encoding="utf-8")


if __name__ == "__main__":
    train(Path(sys.argv[1]))
