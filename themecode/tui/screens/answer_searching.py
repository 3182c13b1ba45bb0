"""Looking for words, and at one code, over all the answers that one goes through."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.answer_filter import Condition, HasCode, HasText
from themecode.tui.screens.like_answers import LikeAnswersScreen
from themecode.tui.view import hits
from themecode.usecases import answer_table, looking
from themecode.usecases.looking import CodeRow, QuestionRow
from themecode.usecases.study import Study


class AnswerSearchScreen(LikeAnswersScreen):
    """One answer at a time. What is looked for is shown in it; the keys go on to the next answer that holds it."""

    PROMPT = "search answers"
    place: int = 0
    """Which of the answers is shown."""
    holding: Sequence[int] | None = None
    """Places of the answers that hold what is looked for; ``None`` until they are found."""
    highlighted: Sequence[str] = ()
    """What the table was narrowed to that the answer was opened from; shown while nothing else is looked for."""
    """Of the latest search: an earlier one that is answered later is not shown."""

    def leave_for(self, place: int) -> None:
        """Leave this answer and show the one at a place; each screen in its own way."""

    # -- words --------------------------------------------------------------------------------

    def action_find_answers(self) -> None:
        """Look for words in all answers."""
        self.action_search()

    def show_hits(self) -> None:
        """Show what is found in this answer, and have the others found."""
        super().show_hits()
        words = self.line.value
        if self.searching and words.strip():
            self._find_all([HasText(word) for word in words.split()], words if len(words.split()) > 1 else "")

    def show_hits_again(self) -> None:
        """Show in another answer what is looked for."""
        if self.document is None:
            return
        sought = [self.line.value] if self.searching else self.highlighted
        found = sorted(
            {span for each in sought for span in hits.find(self.document.text, each)},
            key=lambda each: (each.start, each.end),
        )
        self.view.set_hits(found)
        if found:
            self.view.show_row_of(found[0].start)

    def to_first_hit(self) -> None:
        """Stay where this answer holds what is looked for, else go to the next that does."""
        if not self.view.hits.spans:
            self.to_next_hit()
        self.show_mode()

    def to_next_hit(self) -> None:
        """Go to the next answer that holds what is looked for."""
        self._go_among(1)

    def to_previous_hit(self) -> None:
        """Go to the answer before that holds what is looked for."""
        self._go_among(-1)

    def search_mode(self) -> str:
        """Say in how many answers it is found, and the keys."""
        if not self.line.value.strip():
            return self.words(self.PROMPT)
        if self.holding is None:
            return self.words("searching answers")
        if not self.holding:
            return self.words("no answers hold")
        number, here = len(self.holding), self._place_among()
        if self.line.has_focus or here is None:
            return self.words("one answer holds" if number == 1 else "answers hold", n=number)
        return self.words("answer holds", query=self.line.value, n=here, all=number)

    # -- one code -----------------------------------------------------------------------------

    def codes_in_use(self) -> list[CodeRow]:
        """Return the codes that the coder has put on any of the answers."""
        used = looking.own_counts(self.study, self.question)
        return [row for _, rows in self.books for row in rows if used.get(row.id)]

    def look_at(self, code_id: int | None) -> None:
        """Show one code's passages only, in all answers; the keys that walk go from answer to answer."""
        self.looked_at = code_id
        self.paint()
        self.show_here()
        if code_id is not None:
            self._find_all([HasCode(frozenset({code_id}))])
        self.show_mode()

    def focus_mode(self, code: str) -> str:
        """Say which code is looked at, in how many answers, and the keys."""
        if self.holding is None:
            return self.words("searching answers")
        key = "one answer with" if len(self.holding) == 1 else "answers with"
        here = self._place_among()
        if here is not None and len(self.holding) > 1:
            key = "answer with"
        return self.words(key, code=code, n=here or len(self.holding), all=len(self.holding))

    def action_next_coding(self) -> None:
        """Go to the next coding; with one code looked at, from the last in an answer to the next answer."""
        if not self._walk_on(1):
            super().action_next_coding()

    def action_previous_coding(self) -> None:
        """Go to the coding before; with one code looked at, from the first in an answer to the answer before."""
        if not self._walk_on(-1):
            super().action_previous_coding()

    def ended(self) -> bool:
        """End what goes on; what goes on below it is shown again."""
        was = super().ended()
        if was:
            self.holding = None
            if self.looked_at is not None and not self.searching:
                self._find_all([HasCode(frozenset({self.looked_at}))])
            self.show_hits_again()
            self.show_mode()
        return was

    # -- inside -------------------------------------------------------------------------------

    def _walk_on(self, way: int) -> bool:
        """Go on to another answer where one code is looked at and this one has no more of it that way."""
        if self.looked_at is None or not self.holding or self.searching:
            return False
        ordered = self.in_order()
        walked = self._place_walked(ordered)
        inside = range(len(ordered))
        if ordered and (walked if walked is not None else -1 if way > 0 else len(ordered)) + way in inside:
            return False
        if len(self.holding) == 1 and ordered:
            return False
        self._go_among(way)
        if ordered := self.in_order():
            self.go_to_coding(ordered[0 if way > 0 else -1])
        return True

    def _go_among(self, way: int) -> None:
        """Go to the next of the answers found, round and round."""
        if not self.holding:
            return
        places = list(self.holding)
        after = [place for place in places if (place - self.place) * way > 0]
        wanted = (after or places)[0 if way > 0 else -1]
        if wanted == self.place:
            self.tell(self.words("only this answer"))
        else:
            self.leave_for(wanted)
        self.show_mode()

    def _place_among(self) -> int | None:
        """Return which of the answers found is shown, from 1."""
        held = self.holding or ()
        return held.index(self.place) + 1 if self.place in held else None

    def _find_all(self, conditions: Sequence[Condition], phrase: str = "") -> None:
        """Have the answers found that meet conditions and hold a phrase."""
        question = self.question
        assert question is not None
        self.holding = None
        self.show_mode()
        self.read(lambda study: _meeting(study, question, conditions, phrase), self._take_found, what="search")

    def _take_found(self, ids: frozenset[int]) -> None:
        self.holding = [place for place in range(len(self.queue)) if self.queue[place] in ids]
        self.show_mode()


def _meeting(study: Study, question: QuestionRow, conditions: Sequence[Condition], phrase: str) -> frozenset[int]:
    ids = answer_table.listed(study, question, conditions)
    if not phrase:
        return frozenset(ids)
    documents = (looking.document(study, id) for id in ids)
    return frozenset(each.id for each in documents if each is not None and hits.find(each.text, phrase))
