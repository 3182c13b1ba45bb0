"""Leaving out values of variables until nobody stands out: every combination that is left has enough cases.

This is k-anonymity by local suppression (Sweeney 2002, *International Journal of Uncertainty, Fuzziness and
Knowledge-Based Systems* 10(5)): values of single records give way, the last variable first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LEFT_OUT = ".."
"""In place of a value that is left out."""

Values = tuple[str | None, ...]
"""One value for each variable; ``None``: it is missing."""


def coarsened(records: Sequence[Values], minimum: int) -> list[Values]:
    """Return the records with values left out, so that each combination has ``minimum`` records or more.

    Where there are fewer records than that in all, everything is left out of them.
    """
    found = list(records)
    for place in reversed(range(len(found[0]) if found else 0)):
        times = Counter(found)
        found = [
            (*record[:place], LEFT_OUT, *record[place + 1 :]) if times[record] < minimum else record for record in found
        ]
    bare: Values = (LEFT_OUT,) * (len(found[0]) if found else 0)
    while 0 < (times := Counter(found))[bare] < minimum and len(times) > 1:
        smallest = min((each for each in times if each != bare), key=lambda each: (times[each], str(each)))
        found = [bare if record == smallest else record for record in found]
    return found
