"""What stands around an answer that is read: others of the same wording, and codes it had before its text changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from themecode.core.sameness import normal_form
from themecode.core.states import Completion
from themecode.tui.screens.searching import SearchingScreen
from themecode.tui.view.answer_queue import AnswerQueue
from themecode.usecases import answer_table, bulk, set_aside
from themecode.usecases.bulk import Bulk
from themecode.usecases.set_aside import Offered


class LikeAnswersScreen(SearchingScreen):
    """One answer, with offers to do for like answers what was done for this one."""

    queue: AnswerQueue
    """The answers that one goes through."""
    _like: Mapping[str, list[int]] = {}
    """Ids of the answers that several cases gave, by what they say; empty until they are found."""
    like: Sequence[int] = ()
    """Ids of the untouched answers that say the same as the one shown."""
    aside: Sequence[Offered] = ()
    """Codings that the answer had before its text was changed."""

    def find_like(self) -> None:
        """Have like answers found."""
        question = self.question
        assert question is not None
        self.read(lambda study: answer_table.like_answers(study, question), self._take_like, what="like")

    def look_around(self) -> None:
        """Find what there is around the answer shown."""
        self.like, self.aside = (), ()
        if self.document is None:
            return
        known = self._like.get(normal_form(self.document.text), [])
        candidates = [id for id in known if id != self.document.id and self.queue.is_unread(id)]
        if candidates:
            self.like = bulk.like_unread(self.study, self.document, candidates)
        if self.state in (None, Completion.SKIPPED):
            self.aside = set_aside.offered(self.study, self.document)

    def show_state(self) -> None:
        """Say where the answer stands; each screen in its own way."""

    def around(self) -> list[str]:
        """Return what there is around the answer shown, in words."""
        said = []
        if self.like:
            said.append(self.words("one like offered" if len(self.like) == 1 else "like offered", n=len(self.like)))
        if any(each.place is not None for each in self.aside):
            codes = [
                self.labelled(each) if each.place is not None else self.words("aside lost", code=self.labelled(each))
                for each in self.aside
            ]
            said.append(self.words("aside offered", codes=", ".join(dict.fromkeys(codes))))
        return said

    def labelled(self, each: Offered) -> str:
        """Return what the code of an earlier coding is called."""
        row = self.by_id.get(each.aside.code_id)
        return row.label.in_language(self.words.language) if row else each.code

    def action_give_same(self) -> None:
        """Give the like answers the codes and the state of this one."""
        document, ids = self.document, list(self.like)
        if document is None or not ids:
            self.notify(self.words("like none"), timeout=3)
        elif not self.codings and self.state in (None, Completion.SKIPPED):
            self.notify(self.words("code first"), timeout=5)
        else:
            self.write(
                lambda study: bulk.give_same(study, document, ids), lambda done: self._given([document.id, *ids], done)
            )

    def action_take_over(self) -> None:
        """Put the codes on the answer that it had before its text was changed."""
        document = self.document
        if document is None or all(each.place is None for each in self.aside):
            self.notify(self.words("aside none"), timeout=3)
        else:
            self.write(lambda study: set_aside.take_over(study, document), self._taken_over)

    # -- inside -------------------------------------------------------------------------------

    def _take_like(self, found: dict[str, list[int]]) -> None:
        self._like = found
        self.look_around()
        self.show_state()

    def _given(self, ids: list[int], done: Bulk) -> None:
        self.notify(self.words("like given", n=done.done), timeout=5)
        self.queue.take(bulk.states_of(self.study, ids))
        self.read_codings()
        self.read_counts()

    def _taken_over(self, number: int) -> None:
        self.notify(self.words("aside taken", n=number), timeout=5)
        self.read_codings()
        self.read_counts()
