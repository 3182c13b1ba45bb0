"""What stands around a word, and tells whether it is a name there: ``Will`` and ``will``, ``i Berg``, ``Mark:``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from themecode.text import known_names as known

_MONTHS = frozenset(("may", "june", "april", "august"))
_BEFORE_MONTHS = frozenset(("in", "since", "last", "next", "by", "until", "from", "of", "i", "sedan", "till", "förra"))
_LABEL_AFTER = re.compile(r"[\w .-]{0,30}(?:\([^()\n]{1,60}\))?[ \t]*[*_]{0,3}:")


def reads_as_name(
    name: str, text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], at: int, *, person: bool
) -> bool:
    """Tell by what stands around a capitalised word that is also a word whether it is a name there.

    ``name`` is the word without its ending; ``tokens`` are the words of the text, ``words`` the same case-folded,
    and ``at`` the place of the word among them. ``person`` says that it would be a person's name.
    """
    token = tokens[at]
    if token[0].isupper() and len(token[0]) > 1:
        return False
    following = words[at + 1] if at + 1 < len(tokens) else ""
    beside = text[token.end() : tokens[at + 1].start()] if following else ""
    if not opens_sentence(text, token.start()):
        if at and words[at - 1] in known.BEFORE_PLACES and text[tokens[at - 1].end() : token.start()] == " ":
            return False
        if name in _MONTHS and at and words[at - 1] in _BEFORE_MONTHS:
            return False
        return not (name in known.NO_NAMES and not person)
    if opens_line(text, token.start()) and _LABEL_AFTER.match(text, token.end()) and beside.strip(" ()*_") in ("", ":"):
        return True
    if name in _MONTHS or name in ("vår", "dag", "will", "mark", "can"):
        return False
    if following in known.SPEAKING and beside == " ":
        return True
    after = tokens[at + 1][0] if following else ""
    if after[:1].isupper() and beside == " " and following not in known.NO_NAMES:
        return True
    last = tokens[at + 2][0] if at + 2 < len(tokens) else ""
    return following in ("och", "and") and last[:1].isupper() and words[at + 2] not in known.NO_NAMES


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether a word stands first in its sentence, or after a colon."""
    close = text[max(0, start - 8) : start].rstrip(" \t\u00a0([*•")
    before = close.rstrip("\"'”“»«‘’–—-\t ")
    return not before.strip() or before[-1] in ".!?…:\n" or close[-1] in '"”“»«‘'


def opens_line(text: str, start: int) -> bool:
    """Tell whether a word stands first in its line, marks and time stamps aside."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not re.sub(r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?|[*_\s–-]", "", line)
