"""The boxes of a question where several answers may be ticked: what a table writes for a tick, and for none."""

from __future__ import annotations

import re

NOT_TICKED = frozenset(
    ("nej", "no", "0", "n", "false", "falskt", "ej vald", "inte vald", "ej ikryssad", "not selected", "unchecked", "-")
)
"""What a table says where a box was not ticked, besides nothing."""

_PARTS = re.compile(r"[;|\n]")


def is_not_ticked(text: str) -> bool:
    """Tell whether a cell says in words that its box was not ticked; an empty one does not."""
    return text.strip().casefold() in NOT_TICKED


def is_ticked(text: str) -> bool:
    """Tell whether a cell says that its box was ticked."""
    return bool(text.strip()) and not is_not_ticked(text)


def ticked_parts(text: str) -> list[str]:
    """Return the answers in a cell that holds all that were ticked, with ``;`` or ``|`` or line breaks between."""
    return list(dict.fromkeys(filter(None, map(str.strip, _PARTS.split(text)))))
