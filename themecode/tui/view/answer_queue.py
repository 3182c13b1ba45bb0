"""The answers one goes through: which one stands where, and which are read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from themecode.core.states import Completion

_UNREAD = (None, Completion.SKIPPED)


class AnswerQueue:
    """The document ids of answers in the order they are read in, with the coder's state of each.

    Asking is quick in a long queue too: the next unread answer is usually near, and how many are read is kept.
    """

    def __init__(self, states: Iterable[tuple[int, str | None]] = ()) -> None:
        """Take (document id, state) in order; a state of ``None`` is unread."""
        self._states = dict(states)
        self._ids = list(self._states)
        self._places = {id: place for place, id in enumerate(self._ids)}
        self._awaited: dict[int, str | None] = {}
        self.read = sum(state not in _UNREAD for state in self._states.values())
        """How many are read."""

    def __len__(self) -> int:
        """Return how many answers there are."""
        return len(self._ids)

    def __getitem__(self, place: int) -> int:
        """Return the document id at a place."""
        return self._ids[place]

    def among(self, ids: Sequence[int]) -> AnswerQueue:
        """Return a queue of those of some ids that are in this one, in their order."""
        return AnswerQueue((id, self._states[id]) for id in ids if id in self._states)

    def place_of(self, document_id: int) -> int | None:
        """Return where an answer stands, ``None`` where it is not in the queue."""
        return self._places.get(document_id)

    def state(self, document_id: int) -> str | None:
        """Return the state of an answer."""
        return self._states.get(document_id)

    def is_unread(self, document_id: int) -> bool:
        """Tell whether an answer is in the queue and unread."""
        return document_id in self._states and self._states[document_id] in _UNREAD

    def put(self, document_id: int, state: str | None) -> None:
        """Take note of the state of an answer."""
        if document_id in self._states:
            self.read += (state not in _UNREAD) - (self._states[document_id] not in _UNREAD)
            self._states[document_id] = state

    def awaiting(self, document_id: int, state: str | None) -> None:
        """Take note of a state that is being written: until `written`, what the file says of it is old."""
        self._awaited[document_id] = state
        self.put(document_id, state)

    def written(self, document_id: int) -> None:
        """Take note that what was awaited is on disk, or was refused."""
        self._awaited.pop(document_id, None)

    def take(self, states: Mapping[int, str | None]) -> None:
        """Take over what the file says of answers."""
        for document_id, state in states.items():
            self.put(document_id, self._awaited.get(document_id, state))

    def next_unread(self, after: int, again: Container[int] = ()) -> int | None:
        """Return the place of the next unread answer, looking on from the start at the end; skipped ones last.

        Where there is none, the next of those to be read ``again``; ``after`` = -1 begins with the first.
        """
        for wanted in (None, Completion.SKIPPED):
            for place in self._from(after):
                if self._states[self._ids[place]] == wanted:
                    return place
            if self.read == len(self._ids):
                break
        return next((place for place in self._from(after) if self._ids[place] in again), None)

    def _from(self, after: int) -> Iterable[int]:
        yield from range(after + 1, len(self._ids))
        yield from range(max(0, after))
