"""The process that makes suggestions for the screens: ``python -m themecode.tui.suggestion_process``.

It is apart from the screens so that loading scikit-learn, learning and a sentence model never hold a key up, and so
that a crash takes no screen along. It reads the study on a connection of its own and writes nothing but vectors.
It goes when the screens close its standard input, or are gone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import sys
import threading
from collections import defaultdict
from collections.abc import Hashable
from typing import BinaryIO

from themecode.core.documents import Span
from themecode.core.errors import ThemecodeError
from themecode.core.states import Completion
from themecode.suggest.meaning import NO_MODEL, model_name
from themecode.suggest.rankings import LAST, Outcomes, sum_up
from themecode.suggest.suggester import Suggester
from themecode.tui.suggestion_talk import (
    Answer,
    Begin,
    Explain,
    Explained,
    Failed,
    FindLike,
    FoundLike,
    Order,
    Place,
    Progress,
    Rank,
    Ranked,
    Ready,
    Reread,
    Subject,
)
from themecode.usecases import looking, suggesting
from themecode.usecases.study import Study
from themecode.usecases.suggesting import Decisions

SOON_S = 0.1
"""How long nobody must have asked anything before all decisions are read again: a ranking asked for goes first."""

IDLE_S = 0.7
"""The same, before the mix and the strengths are fitted again."""

LIKE = 12
"""Like texts that are shown at most."""

LOOKED_AT = 200
"""Like texts looked at, to find those that the coder may still code."""

MANY = 200
"""Documents changed at once from which on learning all afresh is quicker."""

Known = dict[int, frozenset[Hashable]]
"""What has been decided, by document."""


def main() -> int:
    """Answer orders until nobody asks any more; returns the exit code."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)  # the keys go first
    spare = str(max(1, (os.cpu_count() or 2) - 1))
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, spare)
    orders: queue.Queue[Order] = queue.Queue()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not stand among the answers
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    desk = Desk(answers)
    while True:
        desk.take(orders)


def _listen(stream: BinaryIO, orders: queue.Queue[Order]) -> None:
    """Hand on what is asked; when nobody can ask any more, leave at once, whatever is being worked out."""
    while True:
        try:
            orders.put(pickle.load(stream))
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)


class Desk:
    """Answers orders one after another, on one study and one `Suggester` at a time."""

    def __init__(self, answers: BinaryIO) -> None:
        """Take where answers are written."""
        self._answers = answers
        self._study: Study | None = None
        self._suggester: Suggester | None = None
        self._begun: Begin | None = None
        self._known: Known = {}
        self._codes: tuple[suggesting.CodeRow, ...] = ()
        self._outcomes: Outcomes = sum_up(())
        self._looked_for: set[int] = set()
        """Documents that were not there when the subject was learnt, and for which it was learnt anew."""
        self._last: Place | None = None
        self._outdated = False
        """Whether anything may have been decided anywhere since the decisions were read."""

    def take(self, orders: queue.Queue[Order]) -> None:
        """Wait for the next order and answer it; where nobody asks, use the time to get better."""
        due = self._suggester is not None and self._suggester.due
        wait = SOON_S if self._outdated else IDLE_S if due else None
        try:
            try:
                self.answer(orders.get(timeout=wait))
            except queue.Empty:
                self._use_the_time()
        except ThemecodeError as error:
            self._say(Failed(str(error.faults[0])))

    def _use_the_time(self) -> None:
        """Read all decisions again, or else fit the mix and the strengths; the place looked at is ranked anew."""
        if self._outdated:
            self._outdated = False
            self._reread_all()
        elif self._suggester is not None:
            self._suggester.improve()
        if self._last is not None:
            self._rank(self._last)

    def answer(self, order: Order) -> None:
        """Answer an order. Raises ThemecodeError for what a person can do something about."""
        match order:
            case Begin():
                self._begin(order)
            case Rank(place):
                self._rank(place)
            case Explain(place, code):
                self._explain(place, code)
            case FindLike(place):
                self._find_like(place)
            case Reread(document_id) if document_id is not None:
                self._reread(document_id)
            case Reread():
                self._outdated = True

    # -- learning -----------------------------------------------------------------------------

    def _begin(self, order: Begin) -> None:
        if self._study is not None:
            self._study.close()
        self._study = self._suggester = self._last = None
        self._outdated = False
        self._begun = order
        self._looked_for.clear()
        self._study = _open(order.subject, order.characters_only)
        self._learn()

    def _learn(self) -> None:
        study, order = self._study, self._begun
        assert study is not None
        assert order is not None
        subject = order.subject
        self._suggester = suggester = Suggester.start(
            study,
            subject.question,
            subject.codebook,
            model=NO_MODEL if order.characters_only else None,
            progress=lambda done, all: self._say(Progress(done, all)),
        )
        self._codes = suggesting.codes(study, suggester.scope)
        self._known = _by_document(suggesting.decisions(study, suggester.scope))
        self._read_outcomes()
        self._say(Ready(tuple(suggester.notes)))

    def _reread_all(self) -> None:
        study, suggester = self._study, self._suggester
        if study is None or suggester is None:
            return
        scope = suggesting.with_coder(study, suggester.scope)
        fresh = _by_document(suggesting.decisions(study, scope))
        known, nothing = self._known, frozenset[Hashable]()
        changed = [id for id in known.keys() | fresh.keys() if known.get(id, nothing) != fresh.get(id, nothing)]
        if len(changed) > MANY or suggesting.codes(study, scope) != self._codes:
            self._learn()
            return
        for id in sorted(changed):
            self._reread(id)

    def _reread(self, document_id: int) -> None:
        study, suggester = self._study, self._suggester
        if study is None or suggester is None:
            return
        scope = suggesting.with_coder(study, suggester.scope)
        fresh = _by_document(suggesting.decisions(study, scope, document_id)).get(document_id, frozenset())
        if fresh != self._known.get(document_id, frozenset()):
            self._known[document_id] = fresh
            if (document := looking.document(study, document_id)) is not None:
                suggester.reread(study, document)
        self._read_outcomes()

    def _read_outcomes(self) -> None:
        assert self._study is not None
        assert self._suggester is not None
        scope = suggesting.with_coder(self._study, self._suggester.scope)
        self._outcomes = sum_up(suggesting.outcomes(self._study, scope, LAST))

    # -- answering ----------------------------------------------------------------------------

    def _rank(self, place: Place) -> None:
        study = self._study
        if study is None or self._suggester is None:
            return
        self._last = place
        document = looking.document(study, place.document_id)
        if (
            document is not None
            and not self._suggester.units.of_document(document.id)
            and document.id not in self._looked_for
        ):
            self._looked_for.add(document.id)
            self._learn()  # it may have come into the study since
        suggester = self._suggester
        units = suggester.units.at(place.document_id, place.span) if document is not None else []
        if document is None or not units:
            self._say(Ranked(place, None, place.span, self._outcomes))
            return
        rows = suggester.units.rows
        about = Span(rows[units[0]].start, rows[units[-1]].end)
        self._say(Ranked(place, suggester.rank(document, place.span), about, self._outcomes))

    def _explain(self, place: Place, code: str) -> None:
        document = self._document(place)
        if document is not None and self._suggester is not None:
            self._say(Explained(place, self._suggester.why(document, place.span, code)))

    def _find_like(self, place: Place) -> None:
        study, suggester, document = self._study, self._suggester, self._document(place)
        if study is None or suggester is None or document is None:
            return
        if suggester.scope.question is None:
            free = {id for id, _ in looking.contents(study).transcripts}
        else:
            queue = looking.answer_queue(study, suggester.scope.question)
            free = {each.document_id for each in queue if each.state in (None, Completion.SKIPPED)}
        found = suggester.like(document, place.span, limit=LOOKED_AT)
        texts = [each for each in found if each.document_id in free]
        self._say(FoundLike(place, tuple(texts[:LIKE])))

    def _document(self, place: Place) -> looking.Document | None:
        return looking.document(self._study, place.document_id) if self._study is not None else None

    def _say(self, answer: Answer) -> None:
        pickle.dump(answer, self._answers)
        self._answers.flush()


def _open(subject: Subject, characters_only: bool) -> Study:
    """Open the study for reading; for writing where a sentence model has vectors to keep."""
    study = Study.open(subject.path, coder=subject.coder, read_only=True, round=subject.round)
    if characters_only or subject.read_only or model_name(study, None) is None:
        return study
    study.close()
    return Study.open(subject.path, coder=subject.coder, round=subject.round)


def _by_document(decisions: Decisions) -> Known:
    found: defaultdict[int, set[Hashable]] = defaultdict(set)
    for kind, rows in (("code", decisions.labels), ("rejection", decisions.rejections), ("state", decisions.states)):
        for row in rows:
            found[row.document_id].add((kind, row))
    return {id: frozenset(rows) for id, rows in found.items()}


if __name__ == "__main__":
    sys.exit(main())
