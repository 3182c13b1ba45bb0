"""Comparing what coders gave the same texts, and deciding where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from themecode.tui.actions import bindings
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.comparison_page import ComparisonPage
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.screens.reason import ReasonScreen
from themecode.tui.view.comparing import next_undecided
from themecode.usecases import comparing, deciding, looking, reasons, rounds
from themecode.usecases.comparing import Comparison, RoundRow, Subject, Unit
from themecode.usecases.study import Study

ALL, YES = "all", "yes"


class Pane(VerticalScroll, inherit_bindings=False):
    """A text that scrolls up and down, and leaves the keys left and right to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class CompareScreen(StudyScreen):
    """One difference after another: the text, each coder's codes, and what these codes say of themselves."""

    NAME = "compare"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("compare"),
        *(Binding(digit, f"side({digit})", show=False) for digit in "123456789"),
    ]

    def __init__(self, round: RoundRow, subject: Subject) -> None:
        """Take what is compared."""
        super().__init__()
        self.round = round
        self.subject = subject
        self.compared: Comparison | None = None
        """``None`` until it is read."""
        self.queue: list[Unit] = []
        """The differences gone through: all, or those of two codes."""
        self.place = 0
        self.only: tuple[int, int | None] | None = None
        """The two codes whose confusion is looked at."""
        self._decisions = 0
        """Made on this screen so far: what was read before the last one is out of date."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        yield Static("", id="compare-place", markup=False)
        with Horizontal():
            with Vertical(id="compare-left"):
                with Pane(id="compare-text"):
                    yield Static(self.words("comparing"), id="compare-shown", markup=False)
                with Pane(id="compare-sides"):
                    yield Static("", id="compare-given", markup=False)
            with Pane(id="compare-codes"):
                yield Static("", id="compare-definitions", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Have the differences worked out."""
        super().on_mount()
        self.query_one("#compare-text").focus()

    def on_screen_resume(self) -> None:
        """Begin; what is done on the screens above is shown when it is written."""
        if self.compared is None:
            self.reload()

    def reload(self) -> None:
        """Have the differences worked out again."""
        name, subject, decisions = self.round.name, self.subject, self._decisions

        def compare(study: Study) -> Comparison:
            compared = comparing.compare(study, name, subject)
            compared.agreed, compared.differences  # noqa: B018  worked out here, not in the thread of the screens
            return compared

        self.read(compare, lambda compared: self._take(compared, decisions))

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        if self.compared is not None:
            self._show()

    # -- going on -----------------------------------------------------------------------------

    def action_next(self) -> None:
        """Go to the next difference that is not decided."""
        found = next_undecided(self.queue, self.place)
        if found is None:
            self.notify(self.words("all decided"), timeout=3)
        else:
            self._go(found)

    def action_forward(self) -> None:
        """Go to the next difference."""
        self._go(self.place + 1)

    def action_backward(self) -> None:
        """Go to the difference before."""
        self._go(self.place - 1)

    def action_back(self) -> None:
        """Show all differences again, or go back to the list."""
        if self.only is not None:
            self._narrow(None)
        else:
            self.dismiss()

    # -- deciding -----------------------------------------------------------------------------

    def action_side(self, number: int | None = None) -> None:
        """Take the side of a coder, by their number."""
        unit = self._unit()
        if unit is None or number is None:
            return
        if number > len(unit.sides):
            self.notify(self.words("no side", number=number), timeout=3)
        else:
            self._decide(unit, f"{deciding.SIDE}{unit.sides[number - 1].coder}")

    def action_both(self) -> None:
        """Take all that anyone gave it."""
        if unit := self._unit():
            self._decide(unit, deciding.BOTH)

    def action_none(self) -> None:
        """Say that no code fits."""
        if unit := self._unit():
            self._decide(unit, deciding.OTHER)

    def action_other(self) -> None:
        """Choose another code, or several."""
        unit, compared = self._unit(), self.compared
        if unit is None or compared is None:
            return
        codes = [row for row in compared.codes.values() if row.codable and not row.retired]

        def chosen(one: Chosen | None) -> None:
            if one is not None:
                self._decide(unit, deciding.OTHER, (*one.also, one.text))

        self.app.push_screen(PaletteScreen(codes, self.words, (), may_create=False, several=True), chosen)

    def action_fill(self) -> None:
        """Make consensus of all that all agree on, after showing how much that is."""
        if self.compared is None:
            return
        number = sum(not unit.decided for unit in self.compared.agreed)
        if not number:
            self.notify(self.words("nothing to fill"), timeout=3)
            return
        name, subject = self.round.name, self.subject

        def fill(answer: str | None) -> None:
            if answer == YES:
                self.write(lambda study: deciding.fill_agreed(study, name, subject), self._filled)

        options = [(YES, self.words("yes")), ("no", self.words("no"))]
        self.app.push_screen(ChooseScreen(self.words("fill?", n=number), options), fill)

    # -- tables -------------------------------------------------------------------------------

    def action_confusion(self) -> None:
        """Show which codes are confused, and go to the places of one pair."""
        if self.compared is None or not self.compared.differences:
            self.notify(self.words("no differences"), timeout=3)
            return
        confused = self.compared.confusion()
        everything = self.words("all differences", n=len(self.compared.differences))

        def chosen(which: str | None) -> None:
            if which is not None:
                one = None if which == ALL else confused[int(which)]
                self._narrow(None if one is None else (one.first, one.second))

        options = [(ALL, everything), *self._page().pairs(confused)]
        self.app.push_screen(ChooseScreen(self.words("confusion"), options), chosen)

    def action_reasons(self) -> None:
        """Put a reason that recurs into the codebook."""
        if self.compared is None:
            return
        found = reasons.repeated_reasons(self.study, self.compared)
        if not found:
            self.notify(self.words("no reasons"), timeout=3)
            return
        options = [(str(place), f"{each.number:>3}  {each.text}") for place, each in enumerate(found)]
        self.app.push_screen(
            ChooseScreen(self.words("which reason"), options),
            lambda which: self._into_codebook(found[int(which)]) if which is not None else None,
        )

    # -- inside -------------------------------------------------------------------------------

    def _take(self, compared: Comparison, decisions: int) -> None:
        if decisions != self._decisions:
            self.reload()
            return
        first = self.compared is None
        if first and self.round.closed and not self.study.read_only:
            name = self.round.name
            self.write(lambda study: rounds.note_seen(study, name))
        kept = unit.place if (unit := self._unit()) else None
        self.compared = compared
        self._fill_queue()
        places = [unit.place for unit in self.queue]
        self.place = places.index(kept) if kept in places else 0
        if first and (undecided := next_undecided(self.queue, -1)) is not None:
            self.place = undecided
        self._show()

    def _fill_queue(self) -> None:
        assert self.compared is not None
        self.queue = list(self.compared.differences)
        if self.only is not None:
            pairs = {(each.first, each.second): each.units for each in self.compared.confusion()}
            self.queue = list(pairs.get(self.only, ()))

    def _narrow(self, pair: tuple[int, int | None] | None) -> None:
        """Show the differences of two codes, from the first; or all again, from where one was."""
        here = unit.place if pair is None and (unit := self._unit()) else None
        self.only = pair
        self._fill_queue()
        places = [unit.place for unit in self.queue]
        self.place = places.index(here) if here in places else 0
        self._show()

    def _unit(self) -> Unit | None:
        return self.queue[self.place] if self.place < len(self.queue) else None

    def _go(self, place: int) -> None:
        if self.queue:
            self.place = max(0, min(place, len(self.queue) - 1))
            self._show()

    def _decide(self, unit: Unit, taken: str, codes: Sequence[str] = ()) -> None:
        name, subject, compared = self.round.name, self.subject, self.compared
        assert compared is not None

        def decide(reason: str | None) -> None:
            if reason is not None:
                self.write(
                    lambda study: deciding.decide(study, name, subject, unit, taken, codes=codes, reason=reason),
                    lambda _: self._decided(unit),
                )

        self.app.push_screen(ReasonScreen(self.words("why decided"), reasons.given_reasons(compared)), decide)

    def _decided(self, unit: Unit) -> None:
        """Read the document again, all of whose units may have changed, and go on."""
        self._decisions += 1
        if self.compared is None:
            return
        there = comparing.compare(self.study, self.round.name, self.subject, document_ids=[unit.document_id])
        fresh = {each.place: each for each in there.units}
        self.compared = replace(self.compared, units=tuple(fresh.get(each.place, each) for each in self.compared.units))
        self.queue = [fresh.get(each.place, each) for each in self.queue]
        self._show()
        self.action_next()

    def _filled(self, filled: deciding.Filled) -> None:
        self.notify(self.words("filled", n=filled.units), timeout=3)
        self.reload()

    def _into_codebook(self, reason: reasons.Reason) -> None:
        compared = self.compared
        assert compared is not None
        label = {row.key: row.label.in_language(self.words.language) for row in compared.codes.values()}
        options = [(f"include:{key}", self.words("include in", code=label[key])) for key in reason.taken]
        options += [(f"exclude:{key}", self.words("exclude from", code=label[key])) for key in reason.dropped]

        def write(where: str | None) -> None:
            if where is not None:
                part, _, key = where.partition(":")
                self.write(
                    lambda study: reasons.add_criterion(study, key, part, reason.text),
                    lambda _: self._added(label[key]),
                )

        self.app.push_screen(ChooseScreen(self.words("into which"), options), write)

    def _added(self, label: str) -> None:
        self.notify(self.words("added to code", code=label), timeout=3, markup=False)
        self.reload()

    def _page(self) -> ComparisonPage:
        assert self.compared is not None
        return ComparisonPage(self.compared, self.words)

    def _show(self) -> None:
        page, unit = self._page(), self._unit()
        decided = sum(each.decided for each in self.queue)
        far = self.words("decided of", decided=decided, all=len(self.queue))
        self.status(f"{self.words('compare', round=self.round.name)} · {page.subject()}", f"{far} ")
        parts: dict[str, Content] = dict.fromkeys(
            ("#compare-place", "#compare-shown", "#compare-given", "#compare-definitions"), Content("")
        )
        if unit is None:
            parts["#compare-shown"] = Content(self.words("no differences"))
        elif (document := looking.document(self.study, unit.document_id)) is not None:
            place = f"{self.place + 1}/{len(self.queue)} · {page.place(unit)}"
            if self.only is not None:
                pair = next(c for c in page.compared.confusion() if (c.first, c.second) == self.only)
                place += " · " + self.words("shown only", pair=page.pair(pair))
            parts["#compare-place"] = Content(place)
            parts["#compare-shown"] = page.text(unit, looking.segmented(self.study, document))
            width = self.query_one("#compare-sides").size.width
            parts["#compare-given"] = page.sides(unit, document.text, width)
            parts["#compare-definitions"] = page.definitions(unit)
        for id, content in parts.items():
            self.query_one(id, Static).update(content)
        for pane in self.query(Pane):
            pane.scroll_home(animate=False)
