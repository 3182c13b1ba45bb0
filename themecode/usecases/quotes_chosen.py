"""The quotes a report prints: which are chosen, in what form, and what should be known of them first.

`usecases.quotes` marks passages while one reads; here marked passages are chosen for print and edited, each form held
to its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.core.quoting import QuoteKind, departure, is_verbatim
from themecode.storage.queries import quotes_chosen as queries
from themecode.storage.queries.documents import Document
from themecode.storage.queries.quotes_chosen import QuoteRow
from themecode.usecases.report_settings import report_settings
from themecode.usecases.study import Study
from themecode.usecases.working_round import apart_rounds

__all__ = ["QuoteRow", "QuoteWarning", "add_quote", "choose_quote", "edit_quote", "find_quote", "quotes", "warnings"]

MOST_FROM_ONE = 3
"""Quotes from which it matters that more than half of them come from one document."""
FEW_IN_ROLE = 3
"""Speakers of a role below which its name may point out a person."""


@dataclass(frozen=True)
class QuoteWarning:
    """What the one who publishes should know of the chosen quotes."""

    kind: str
    """``one document``, ``small role`` or ``not in source``."""
    subject: str
    """The document, the role, or the quote's number."""
    number: int
    """Quotes from the document, speakers of the role; 0 else."""
    of: int = 0
    """All chosen quotes, for ``one document``."""


def quotes(study: Study, *, chosen_only: bool = False) -> list[QuoteRow]:
    """Return the passages marked as quotes by anyone, by code; excluded cases are left out.

    So is what others marked in an open round in which coders are not to see each other's work.
    """
    rounds = [row.id for row in apart_rounds(study)]
    hidden = queries.marked_apart(study.connection, study.coder, rounds) if rounds else set()
    return [row for row in queries.quotes(study.connection) if (row.chosen or not chosen_only) and row.id not in hidden]


def find_quote(study: Study, number: int) -> QuoteRow:
    """Return a marked passage by its number. Raises NotFoundError where there is none."""
    for row in queries.quotes(study.connection, quote_id=number):
        return row
    raise NotFoundError("there is no such quote", str(number), "list them: themecode quote list STUDY")


def add_quote(study: Study, document: Document, passage: str, code: str) -> QuoteRow:
    """Choose a passage of a document to be printed under a code; one that is marked already is chosen.

    Raises InputError where the passage is empty, not in the document, or stands in it more than once, NotFoundError
    for an unknown code.
    """
    span = _place_of(passage, document)
    code_id = study.find_code(code).id
    for row in quotes(study):
        if row.document_id == document.id and row.span == span and row.code_id in (code_id, None):
            choose_quote(study, row.id, code=code)
            return find_quote(study, row.id)
    with study.act("choose quote") as entry:
        made = entry.insert(
            "quotes",
            {
                "document_id": document.id,
                "start": span.start,
                "end": span.end,
                "code_id": code_id,
                "coder_id": study.ensure_coder(entry),
                "chosen": 1,
                "created": entry.moment,
                "changed": entry.moment,
            },
        )
        entry.describe(study.say("choose quote", document=document.title))
    return find_quote(study, made)


def choose_quote(study: Study, number: int, *, chosen: bool = True, code: str | None = None) -> None:
    """Take a marked passage into the report, or out of it; with ``code`` it illustrates that code.

    Raises NotFoundError for an unknown quote or code, RefusedError for a passage that has no code to stand under.
    """
    row = find_quote(study, number)
    code_id = row.code_id if code is None else study.find_code(code).id
    if chosen and code_id is None:
        raise RefusedError(
            "the quote has no code to stand under", f"quote {number}", "name one: quote choose STUDY NUMBER --code KEY"
        )
    if (row.chosen, row.code_id) == (chosen, code_id):
        return
    action = "choose quote" if chosen else "leave quote"
    with study.act(action) as entry:
        entry.update("quotes", row.id, {"chosen": int(chosen), "code_id": code_id, "changed": entry.moment})
        entry.describe(study.say(action, document=row.place))


def edit_quote(study: Study, number: int, text: str, kind: QuoteKind | str | None = None) -> QuoteRow:
    """Give a quote the form it is printed in; an empty text prints the passage again as it stands.

    Without ``kind`` it is verbatim where the text stands in the passage letter by letter, else edited.

    Raises NotFoundError for an unknown quote, InputError for a kind that the source does not bear out: a verbatim
    quote stands in the passage, an edited one has its words in order, with cuts and insertions marked.
    """
    row = find_quote(study, number)
    text = " ".join(unicodedata.normalize("NFC", text).split())  # as all texts of a study are
    if kind is None:
        kind = QuoteKind.VERBATIM if not text or is_verbatim(text, row.passage) else QuoteKind.EDITED
    kind = _kind(kind)
    check(text or row.passage, row.passage, kind, f"quote {number}")
    if (row.kind, row.edited) == (kind, text or None):
        return row
    with study.act("edit quote") as entry:
        entry.update("quotes", row.id, {"kind": kind, "edited": text or None, "changed": entry.moment})
        entry.describe(study.say("edit quote", document=row.place))
    return find_quote(study, number)


def check(text: str, passage: str, kind: QuoteKind, where: str) -> None:
    """Hold a quote to its source. Raises InputError where the source does not bear its kind out."""
    if kind is QuoteKind.VERBATIM and not is_verbatim(text, passage):
        raise InputError(
            "a verbatim quote stands in its passage letter by letter", where, "correct it, or make it --kind edited"
        )
    if kind is not QuoteKind.EDITED:
        return
    found = departure(text, passage)
    if found is None:
        return
    if found.elsewhere:
        raise InputError(
            f"the passage does not go on with {found.word!r} there",
            where,
            "mark what is cut with …, and keep the order",
        )
    raise InputError(
        f"{found.word!r} does not stand in the passage",
        where,
        "put what is not the speaker's own in [square brackets], or make it --kind paraphrase",
    )


def warnings(study: Study, chosen: Sequence[QuoteRow]) -> list[QuoteWarning]:
    """Return what should be known of quotes before they are published.

    One interview supplies most of them; a role as it is printed has few people in the interviews quoted; a quote no
    longer agrees with its source, as after the text was corrected.
    """
    found = []
    spoken = [row for row in chosen if row.document]
    by_document = Counter(row.place for row in spoken)
    for place, number in by_document.most_common(1):
        if len(spoken) >= MOST_FROM_ONE and 2 * number > len(spoken):
            found.append(QuoteWarning("one document", place, number, len(spoken)))
    printed = report_settings(study).roles
    people: Counter[str] = Counter()
    for role, number in queries.speakers_by_role(study.connection, sorted({row.document_id for row in spoken})).items():
        people[printed.get(role, role)] += number
    for role in sorted({printed.get(row.role, row.role) for row in spoken if row.role}):
        if people[role] < FEW_IN_ROLE:
            found.append(QuoteWarning("small role", role, people[role]))
    for row in chosen:
        try:
            check(row.text, row.passage, _kind(row.kind), "")
        except InputError:
            found.append(QuoteWarning("not in source", str(row.id), 0))
    return found


def _kind(kind: QuoteKind | str) -> QuoteKind:
    try:
        return QuoteKind(kind)
    except ValueError:
        raise InputError(f"unknown kind {kind!r}", fix=f"choose one of: {', '.join(QuoteKind)}") from None


def _place_of(passage: str, document: Document) -> Span:
    """Find a passage in a document; it may be broken into other lines than the document has."""
    words = unicodedata.normalize("NFC", passage).split()
    if not words:
        raise InputError("a quote needs a passage", document.title, "write the words as they stand in the text")
    places = list(re.finditer(r"\s+".join(map(re.escape, words)), document.text))
    if not places:
        fix = "write the words as they stand there"
        raise InputError("the passage does not stand in the text", document.title, fix)
    if len(places) > 1:
        raise InputError(
            f"the passage stands {len(places)} times in the text", document.title, "take a few more words with it"
        )
    return Span(*places[0].span())
