"""Names of coders, and who acts when nobody says."""

from __future__ import annotations

import getpass
import os
import unicodedata
from collections.abc import Iterable

CONSENSUS = "consensus"
"""The reserved coder whose codings are what a team agreed on."""

PRODUCTION = "production"
"""The name of the round every study begins with."""


def tidy_name(name: str) -> str:
    """Return a name in NFC with single spaces and none at its ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def folded(name: str) -> str:
    """Return what two spellings of one name share: no case, no spaces."""
    return "".join(unicodedata.normalize("NFC", name).casefold().split())


def similar_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that differs from ``name`` only by case or spaces, if there is one."""
    return next((other for other in known if other != name and folded(other) == folded(name)), None)


def default_coder() -> str:
    """Return who acts unless told otherwise: THEMECODE_CODER, else the login name."""
    chosen = tidy_name(os.environ.get("THEMECODE_CODER", ""))
    if chosen:
        return chosen
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no login name, as in some containers
        return "coder"
