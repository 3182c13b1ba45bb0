"""The parts of the compare screen as styled text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from themecode.core.documents import Segmented
from themecode.core.states import Completion
from themecode.tui.view.comparing import codes_to_define, excerpt, given
from themecode.tui.words import Words
from themecode.usecases.comparing import Comparison, Confused, Unit
from themecode.usecases.deciding import SIDE
from themecode.usecases.looking import CodeRow

PARTS = ("definition", "include", "exclude")


class ComparisonPage:
    """Puts a comparison into words, in the language of the screens."""

    def __init__(self, compared: Comparison, words: Words) -> None:
        self.compared = compared
        self.words = words

    def label(self, code_id: int) -> str:
        """Return what a code is called."""
        return self.compared.codes[code_id].label.in_language(self.words.language)

    def subject(self) -> str:
        """Return what is compared."""
        question = self.compared.question
        if question is None:
            return self.words("transcripts")
        return self.words("question", number=question.number or question.key)

    def place(self, unit: Unit) -> str:
        """Return which text it is, and in what it differs where that is not its codes."""
        words = [unit.title]
        if unit.span is not None:
            words.append(self.words("passage", start=unit.span.start, end=unit.span.end))
        if not unit.disputed:
            words.append(self.words("only states" if unit.span is None else "only places"))
        return " · ".join(words)

    def text(self, unit: Unit, parts: Segmented) -> Content:
        """Return the text, the passage in it marked."""
        shown, place = excerpt(unit, parts)
        content = Content(shown)
        return content if unit.span is None else content.stylize("bold underline", place.start, place.end)

    def sides(self, unit: Unit, text: str, width: int) -> Content:
        """Return each coder's codes under their number, those not shared in bold, and what was decided."""
        lines = []
        order = list(self.compared.codes)
        for number, side in enumerate(unit.sides, 1):
            lines.append(Content.assemble((f"{number} {side.coder}", "bold reverse"), "  ", self._state(side.state)))
            for each in given(unit, side, text, max(10, width - 13), order):
                row = self.compared.codes[each.code_id]
                name = (self.label(each.code_id), "" if each.shared else "bold")
                mark = "= " if each.shared else "≠ "
                lines.append(Content.assemble(f"  {mark}", ("■ ", row.colour or ""), name))
                if each.quote:
                    opening = "”" if self.words.language == "sv" else "“"
                    lines.append(Content.styled(f"      {opening}{each.quote}”", "italic"))
        return Content("\n").join([*lines, *self._decision(unit)])

    def definitions(self, unit: Unit) -> Content:
        """Return what the codes in question say of themselves."""
        lines: list[Content] = []
        for code_id in codes_to_define(self.compared, unit):
            row = self.compared.codes[code_id]
            says = self._says(row)
            lines.append(Content.assemble(("■ ", row.colour or ""), (self.label(code_id), "bold")))
            lines += [*says, Content("")] if says else []
        return Content("\n").join(lines)

    def pairs(self, confused: Sequence[Confused]) -> list[tuple[str, str]]:
        """Return (number in the list, words) of each pair of codes that are confused."""
        return [(str(place), f"{len(each.units):>4}  {self.pair(each)}") for place, each in enumerate(confused)]

    def pair(self, each: Confused) -> str:
        """Return the two codes, or the one and nothing."""
        other = self.words("nothing instead") if each.second is None else self.label(each.second)
        return f"{self.label(each.first)} ↔ {other}"

    def _says(self, row: CodeRow) -> list[Content]:
        lines = []
        for part, mark in zip(PARTS, ("", "+ ", "≠ "), strict=True):
            if text := row.text(part, self.words.language):
                lines.append(Content(f"{mark}{text}"))
        return lines

    def _state(self, state: str) -> str:
        return "" if state == Completion.COMPLETED else self.words(state)

    def _decision(self, unit: Unit) -> list[Content]:
        if unit.decision is None:
            return [Content.styled(self.words("decided elsewhere" if unit.decided else "not decided"), "italic")]
        taken = unit.decision.taken
        if taken.startswith(SIDE):
            named = self.words("taken side", coder=taken.removeprefix(SIDE))
        else:
            named = self.words(f"taken {taken}")
        lines = [Content.styled(self.words("decided by", coder=unit.decision.coder, taken=named), "bold")]
        if unit.decision.reason:
            lines.append(Content(f"  {unit.decision.reason}"))
        return lines
