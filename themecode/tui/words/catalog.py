"""The words of the interface in other languages: gettext catalogues, in ``themecode/locale``.

In the code they stand in English. `docs/make_catalog.py` gathers them, with the context that tells equal words apart.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

DOMAIN = "themecode"
LOCALE = Path(__file__).parents[2] / "locale"


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, languages=[language], fallback=True)


def translated(text: str, language: str, context: str) -> str:
    """Return an English text of the interface in a language; as it is where there is no translation."""
    return _catalog(language).pgettext(context, text)
