"""Names found by a trained spaCy pipeline, where the user has installed one beside themecode."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from themecode.text import known_names as known
from themecode.text.name_rules import LETTERS, Guess

_KINDS = {
    **dict.fromkeys(("PER", "PRS", "PERSON"), "person"),
    **dict.fromkeys(("LOC", "GPE"), "place"),
    **dict.fromkeys(("ORG", "FAC"), "centre"),
}
_NO_NEED = ("parser", "lemmatizer", "attribute_ruler", "senter", "morphologizer", "tagger")
"""Parts of a pipeline that find no names."""
_MOST = 5_000
"""Characters given to a model at once: lines are kept whole, and memory stays small."""


@dataclass(frozen=True)
class Model:
    """A trained pipeline that is installed for a language."""

    name: str
    """Of its package: ``sv_core_news_sm``."""
    pipeline: Any = None
    fault: str = ""
    """Why it cannot be asked, as one sentence; empty where it can."""


@cache
def trained_model(language: str) -> Model | None:
    """Return the trained pipeline for a language that finds names, ``None`` where none is installed.

    The first that works; where none does, the first with what is wrong with it. Nothing is downloaded, and only
    packages for the language are imported: spaCy's own list of models imports them all, and fails with any of them.
    """
    from importlib.metadata import entry_points

    code = "sv" if language.casefold().startswith("sv") else "en"
    broken: Model | None = None
    for name in sorted({point.name for point in entry_points(group="spacy_models")}):
        if not name.startswith(f"{code}_"):
            continue
        model = _loaded(name)
        if model is not None and not model.fault:
            return model
        broken = broken or model
    return broken


def trained_guesses(texts: Sequence[str], language: str) -> Iterator[Guess]:
    """Yield the names that the trained pipeline for a language finds, none of them sure."""
    model = trained_model(language)
    if model is None or model.fault:
        return
    for doc in model.pipeline.pipe(part for text in texts for part in _parts(text)):
        for span in doc.ents:
            kind = _KINDS.get(span.label_)
            name = " ".join(span.text.split()).strip(" -–:,;.\"'”»«")
            if kind and re.match(rf"[{LETTERS}]", name) and name.casefold() not in known.NO_NAMES:
                yield Guess.of(kind, name, sure=False, by_model=True)


def _loaded(name: str) -> Model | None:
    """Return a package's pipeline, or what is wrong with it; ``None`` where it finds no names."""
    import spacy
    from spacy.about import __version__
    from spacy.util import get_model_meta, get_package_path

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            meta = get_model_meta(get_package_path(name))
            if not {"ner", "entity_ruler"}.intersection(meta.get("pipeline", ())):
                return None
            pipeline = spacy.load(name, exclude=_NO_NEED)
            list(pipeline("Anna bor i Mora.").ents)  # a model of another version may load, and fail when asked
        except Exception as error:  # whatever a foreign package raises, the rules go on without it
            return Model(name, fault=f"the trained model {name} cannot be used ({_short(error)})")
    if any("[W095]" in str(each.message) for each in said):
        made = meta.get("spacy_version", "another version")
        return Model(name, fault=f"the trained model {name} is made for spaCy {made}, and {__version__} is here")
    return Model(name, pipeline)


def _short(error: Exception) -> str:
    """Return the first line of what an exception says, without its code, and not long."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return re.sub(r"^\[E\d+\]\s*", "", lines[0])[:120].rstrip(" .")


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts that end where lines do, or, in a long line, where words do."""
    at = 0
    while at < len(text):
        end = at + _MOST
        if end < len(text):
            cut = max(text.rfind("\n", at, end), text.rfind(" ", end - 500, end))
            end = cut + 1 if cut > at else end
        yield text[at:end]
        at = end
