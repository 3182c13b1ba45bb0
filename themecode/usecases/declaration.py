"""What people say about their survey and method that no file of answers says: population, period, frame, approach."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from themecode.core.errors import InputError
from themecode.storage.queries.study import set_setting, setting
from themecode.usecases.study import Study

KEY = "declaration"
"""Where it is kept in the study."""

NUMBERS = ("population", "over_coverage")
"""How many the survey was about, and how many of these did not belong to it and are not in the study."""
CHOICES = {"design": ("total", "sample"), "rate": ("population", "eligible")}
"""Everybody or a sample; whether the response rate is of the population or of it without over-coverage."""
TEXTS = (
    *("introduction", "object", "questions", "period", "collection", "nonresponse", "frame", "measurement"),
    *("processing", "groups", "comparability", "availability", "approach", "sampling", "ethics"),
)
"""A text each, in one's own words; each stands in its place of the declaration or the method paragraph."""
ITEM = re.compile(r"(coreq\.(?:[1-9]|[12]\d|3[0-2])|srqr\.(?:[1-9]|1\d|2[01]))")
"""An item of a checklist can be answered by its number, too: ``coreq.17``."""


def declared_words(study: Study) -> dict[str, Any]:
    """Return what was said: numbers, choices and texts by name."""
    kept = setting(study.connection, KEY)
    return dict(json.loads(kept)) if kept else {}


def declare(study: Study, said: Mapping[str, str]) -> dict[str, Any]:
    """Say something about the survey or the method; an empty text takes it away. Returns all that is said then.

    Raises InputError for a name that there is not, or a value that it cannot have; nothing is kept then.
    """
    changes: dict[str, Any] = {}
    for name, value in said.items():
        text = " ".join(value.split())
        if name in NUMBERS:
            changes[name] = _number(name, text)
        elif name in CHOICES:
            if text and text not in CHOICES[name]:
                raise InputError(f"{name} cannot be {text!r}", fix=f"choose one of: {', '.join(CHOICES[name])}")
            changes[name] = text or None
        elif name in TEXTS or ITEM.fullmatch(name):
            changes[name] = text or None
        else:
            known = ", ".join([*NUMBERS, *CHOICES, *TEXTS])
            raise InputError(f"there is nothing called {name!r} to say", fix=f"there are: {known}, coreq.N, srqr.N")
    kept = {name: value for name, value in {**declared_words(study), **changes}.items() if value is not None}
    with study.act("report settings"):  # not content, so it leaves no history
        set_setting(study.connection, KEY, json.dumps(kept, ensure_ascii=False))
    return kept


def _number(name: str, text: str) -> int | None:
    plain = text.replace(" ", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        raise InputError(f"{name} cannot be {text!r}", fix="give a whole number")
    return int(plain)
