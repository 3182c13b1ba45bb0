"""Which model is meant, and the vectors it gives; without one, or where it fails, characters alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from themecode.core.errors import ThemecodeError
from themecode.suggest.texts import code_texts
from themecode.suggest.units import code_text
from themecode.usecases import suggesting
from themecode.usecases.study import Study
from themecode.usecases.suggesting import Material

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

VARIABLE = "THEMECODE_MODEL"
"""The environment variable that names a model."""

NO_MODEL = "none"
"""In place of a model's name: characters alone, whatever the study or THEMECODE_MODEL says."""


def languages_of(material: Material) -> list[str]:
    """Return the languages of the texts; the code's own texts in these are compared."""
    return sorted({text.language for text in material.texts}) or ["sv"]


def meaning_of(
    study: Study,
    material: Material,
    model: str | None,
    notes: list[str],
    progress: Callable[[int, int], None] | None,
) -> Floats | None:
    """Return the vectors of all texts of codes and units by the chosen model; ``None``, with a note, without one."""
    languages = languages_of(material)
    texts = [text for _, _, text in code_texts([code_text(row, languages) for row in material.codes])]
    texts += [row.text for row in material.texts]
    return meaning_of_texts(study, texts, model, notes, progress)


def model_name(study: Study, model: str | None) -> str | None:
    """Return which model is meant: the one named, else the study's, else THEMECODE_MODEL, else none."""
    found = model or suggesting.chosen_model(study) or os.environ.get(VARIABLE) or None
    return None if found == NO_MODEL else found


def meaning_of_texts(
    study: Study,
    texts: Sequence[str],
    model: str | None,
    notes: list[str],
    progress: Callable[[int, int], None] | None,
) -> Floats | None:
    """Return the vectors of texts by the chosen model; ``None``, with a note that says why, where it cannot be used."""
    name = model_name(study, model)
    if name is None:
        return None
    from themecode.suggest.models import find_model
    from themecode.suggest.vectors import embed

    try:
        found = find_model(name)
        kept = suggesting.models_of_vectors(study)
        if kept and found.fingerprint not in kept:
            notes.append(f"the study keeps vectors of another model; those of {name} are worked out now")
        return embed(study, found, texts, progress)
    except ThemecodeError as error:
        notes.append(f"{error.faults[0]}; until then suggestions go by characters alone")
        return None
