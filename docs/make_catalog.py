"""Gathers the words of the screens into ``themecode/locale/sv``, keeping their translations, and compiles them.

Run as ``python docs/make_catalog.py`` after words have changed; then translate what is new in the .po file (any editor,
or one for catalogues) and run it again. A test fails where something is missing or stale.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from themecode.tui.actions import ACTIONS, DIGITS
from themecode.tui.actions.action import HELP, KEY
from themecode.tui.actions.groups import HEADING, HEADINGS, OTHERS
from themecode.tui.tour import STEPS, TOUR
from themecode.tui.words import WORDS
from themecode.tui.words.catalog import DOMAIN, LOCALE

FOLDER = LOCALE / "sv" / "LC_MESSAGES"
_LEFT_OUT = ("-Date:", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team")
"""Lines of the head that say when and by whom, and would differ each time."""
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the time of making, so that the files differ only where words do."""
PO, MO = FOLDER / f"{DOMAIN}.po", FOLDER / f"{DOMAIN}.mo"


def messages() -> Iterator[tuple[str, str]]:
    """Yield (context, English text) of everything that is translated."""
    yield from WORDS.items()
    for action in (*ACTIONS, DIGITS):
        yield KEY.format(action.name), action.short
        yield HELP.format(action.name), action.long
    for heading, _ in (*HEADINGS, (OTHERS, "")):
        yield HEADING, heading
    for step in STEPS:
        yield TOUR, step.words


def gathered() -> Catalog:
    """Return the catalogue with today's messages and the translations there are."""
    known = read_po(io.BytesIO(PO.read_bytes()), locale="sv") if PO.exists() else Catalog(locale="sv")
    made = Catalog(
        locale="sv", project=DOMAIN, charset="utf-8", fuzzy=False, header_comment="# The words of the screens."
    )
    made.creation_date = made.revision_date = _DAY
    for context, text in sorted(set(messages())):
        there = known.get(text, context=context)
        made.add(text, there.string if there else "", context=context)
    return made


def po_bytes(catalog: Catalog) -> bytes:
    """Return a catalogue as a .po file."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, omit_header=False)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not any(name in line for name in _LEFT_OUT)).encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """Return a catalogue compiled, without dates, so that it is the same whenever it is made."""
    file = io.BytesIO()
    again = read_po(io.BytesIO(po_bytes(catalog)), locale="sv")
    again.creation_date = again.revision_date = _DAY
    write_mo(file, again)
    return file.getvalue()


def main() -> None:
    """Write the catalogue."""
    catalog = gathered()
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalog))
    MO.write_bytes(mo_bytes(catalog))
    missing = [message.id for message in catalog if message.id and not message.string]
    print(f"{len(catalog)} messages, {len(missing)} without a translation")
    for text in missing:
        print(f"  {text}")


if __name__ == "__main__":
    main()
