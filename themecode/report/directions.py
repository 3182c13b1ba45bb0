"""Words that run from right to left, in a text that does not."""

from __future__ import annotations

import re

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"

RIGHT_TO_LEFT = re.compile(f"[{_RTL}](?:[^A-Za-z\u00c0-\u024f()]*[{_RTL}])?")
"""A stretch of words in a script that runs from right to left."""

LEFT_TO_RIGHT = "\u200e"
"""After such words, so that the count behind them stays behind them."""
