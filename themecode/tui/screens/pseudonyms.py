"""Judging what may identify someone, then replacing all of it in one step."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from themecode.core.errors import ThemecodeError
from themecode.formats.key_file import Key, read_key
from themecode.formats.name_list import Listed, read_names
from themecode.tui.actions import bindings
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.passphrase import PassphraseScreen
from themecode.tui.view.characters import drawable
from themecode.usecases.judging import Answers, answer_of, answers_kept, chosen_by, keep_answers, left_before, left_by
from themecode.usecases.pseudonymising import Finding, Proposal, propose
from themecode.usecases.replacing_names import Replaced, replace_names
from themecode.usecases.study import Study

_PLACES = 6
"""Places shown of the finding under the cursor."""


class PseudonymsScreen(StudyScreen):
    """The findings above, the places of the one under the cursor below."""

    NAME = "pseudonyms"
    BINDINGS = bindings("pseudonyms")
    DEFAULT_CSS = """
    PseudonymsScreen #findings { height: 1fr; border: none; }
    PseudonymsScreen #summary { height: 1; padding: 0 1; }
    PseudonymsScreen #places { height: 9; border-top: solid $panel-lighten-2; padding: 0 1; }
    """

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__()
        self.proposal: Proposal | None = None
        self.chosen: dict[str, str] = {}
        """By a finding's key: what is to stand in its place."""
        self._answers: Answers = {}
        """What was answered here or the last time; of the rest what is sure is chosen."""
        self._key: Key | None = None
        self._passphrase = ""
        self._listed: Sequence[Listed] = ()

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        yield OptionList(id="findings")
        yield Static(self.words("names looking"), id="summary", markup=False)
        yield Static("", id="places", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Ask for the passphrase where there is a key already, then look for names."""
        super().on_mount()
        self.status(self.words("names"))
        self.query_one(OptionList).focus()
        if os.path.lexists(self.key_path):
            question = self.words("names passphrase", file=self.key_path.name)
            self.app.push_screen(PassphraseScreen(question), self._unlock)
        else:
            self.look()

    @property
    def key_path(self) -> Path:
        """Where the key of the study stands."""
        return self.study.path.with_name(f"{self.study.path.name}.key")

    def look(self) -> None:
        """Look for names."""
        self.query_one("#summary", Static).update(self.words("names looking"))
        listed, key = self._listed, self._key

        def find(study: Study) -> tuple[Proposal, Answers]:
            found = propose(study, listed, key)
            return found, {**left_before(found, key), **answers_kept(study)}

        self.read(find, lambda found: self._take(*found), what="names")

    # -- judging ------------------------------------------------------------------------------

    def action_judge(self) -> None:
        """Replace the finding under the cursor, or leave it."""
        if each := self._here():
            if each.key in self.chosen:
                del self.chosen[each.key]
            else:
                self.chosen[each.key] = each.standin
            self._answered([each])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what enter does, for the mouse and the list's own keys."""
        event.stop()
        self.action_judge()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show where the finding is named."""
        event.stop()
        self._show_places()

    def action_other_standin(self) -> None:
        """Give the finding under the cursor another stand-in."""
        if each := self._here():
            question = self.words("names standin", name=each.name)
            value = self.chosen.get(each.key, each.standin)
            self.app.push_screen(AskScreen(question, value), lambda standin: self._take_standin(each, standin))

    def action_all_of_kind(self) -> None:
        """Replace everything of the kind under the cursor."""
        for each in self._of_kind():
            self.chosen.setdefault(each.key, each.standin)
        self._answered(self._of_kind())

    def action_none_of_kind(self) -> None:
        """Leave everything of the kind under the cursor."""
        for each in self._of_kind():
            self.chosen.pop(each.key, None)
        self._answered(self._of_kind())

    def action_names_list(self) -> None:
        """Read a list of names and look again."""
        self.app.push_screen(AskScreen(self.words("names list")), self._take_list)

    def action_leave_names(self) -> None:
        """Go back; what was answered is kept, nothing is replaced."""
        if self._answers:
            self.notify(self.words("names kept"), timeout=6)
        self.app.pop_screen()

    # -- replacing ----------------------------------------------------------------------------

    def action_replace_names(self) -> None:
        """Ask once more, and for a passphrase where there is no key yet; then replace all that is chosen."""
        if self.proposal is None or not self.chosen:
            self.notify(self.words("names nothing"), timeout=4)
            return
        question = self.words("names sure?", n=len(self.chosen))
        options = [("no", self.words("no")), ("yes", self.words("yes"))]
        self.app.push_screen(ChooseScreen(question, options), self._confirmed)

    def _confirmed(self, answer: str | None) -> None:
        if answer != "yes":
            return
        if self._key is not None:
            self._replace()
            return
        question = self.words("names new passphrase", file=self.key_path.name)
        self.app.push_screen(PassphraseScreen(question, again=self.words("names again")), self._take_passphrase)

    def _take_passphrase(self, passphrase: str | None) -> None:
        if passphrase is None:
            return
        if not passphrase:
            self.notify(self.words("names differ"), severity="error", timeout=6)
            return
        self._passphrase = passphrase
        self._replace()

    def _replace(self) -> None:
        proposal, chosen, path, passphrase, key = self.proposal, self.chosen, self.key_path, self._passphrase, self._key
        left = left_by(self._answers)
        assert proposal is not None
        self.host.write(  # to be told of even after this screen was left
            lambda study: replace_names(study, proposal, chosen, path, passphrase, key, left), self._replaced
        )

    def _replaced(self, done: Replaced) -> None:
        text = self.words("names replaced", names=done.names, places=done.places, file=self.key_path)
        self.notify(text, timeout=12, markup=False)
        for each in done.out:
            text = self.words("names bundle out", file=each.file, coder=each.coder)
            self.notify(text, severity="warning", timeout=12, markup=False)
        if self.is_active:
            self.app.pop_screen()

    # -- inside -------------------------------------------------------------------------------

    def _unlock(self, passphrase: str | None) -> None:
        if passphrase is None:
            self.app.pop_screen()
            return
        try:
            self._key = read_key(self.key_path, passphrase)
        except ThemecodeError as error:
            self.host.show_fault(error)
            self.app.pop_screen()
            return
        self._passphrase = passphrase
        self.look()

    def _take(self, proposal: Proposal, answers: Answers) -> None:
        self.proposal = proposal
        self._answers = {**answers, **self._answers}
        self.chosen = chosen_by(proposal, self._answers)
        for model in proposal.models:
            if model.fault:
                text = self.words("names rules alone", fault=model.fault)
                self.notify(text, severity="warning", timeout=12, markup=False)
        self._show()

    def _answered(self, findings: Sequence[Finding]) -> None:
        """Show what was answered of some findings, and keep it for the next time."""
        if self.proposal is None:  # still looking
            return
        self._answers.update({each.key: answer_of(each, self.chosen) for each in findings})
        proposal, answers = self.proposal, dict(self._answers)
        self.write(lambda study: keep_answers(study, proposal, answers))
        self._show()

    def _take_standin(self, each: Finding, standin: str | None) -> None:
        if standin:
            self.chosen[each.key] = standin
            self._answered([each])

    def _take_list(self, name: str | None) -> None:
        if not name:
            return
        try:
            self._listed = read_names(Path(name).expanduser())
        except ThemecodeError as error:
            self.host.show_fault(error)
        else:
            self.look()

    def _here(self) -> Finding | None:
        highlighted = self.query_one(OptionList).highlighted
        if self.proposal is None or highlighted is None or highlighted >= len(self.proposal.findings):
            return None
        return self.proposal.findings[highlighted]

    def _of_kind(self) -> list[Finding]:
        here = self._here()
        if here is None or self.proposal is None:
            return []
        return [each for each in self.proposal.findings if each.kind == here.kind]

    def _show(self) -> None:
        assert self.proposal is not None
        findings = self.proposal.findings
        listed = self.query_one(OptionList)
        kept = listed.highlighted or 0
        listed.set_options([Option(Content(drawable(self._line(each)))) for each in findings])
        listed.highlighted = min(kept, len(findings) - 1) if findings else None
        places = sum(len(each.places) for each in findings if each.key in self.chosen)
        chosen = self.words("names chosen", n=len(self.chosen), all=len(findings), places=places)
        self.query_one("#summary", Static).update(chosen if findings else self.words("names none"))
        self._show_places()

    def _line(self, each: Finding) -> str:
        mark = "✓" if each.key in self.chosen else "·"
        times = self.words("names once") if len(each.places) == 1 else self.words("names times", n=len(each.places))
        standin = self.chosen.get(each.key, each.standin)
        parts = [f"{mark} {self.words(f'names kind {each.kind}')}: {each.name} → {standin}", times]
        if each.may_be:
            parts.append(self.words("names may be", names=", ".join(each.may_be)))
        if not each.sure:
            parts.append(self.words("names model" if each.by_model else "names doubt"))
        return " · ".join(parts)

    def _show_places(self) -> None:
        each = self._here()
        lines = []
        for place in each.places[:_PLACES] if each else ():
            before, after = (" ".join(part.split()) for part in (place.before, place.after))
            lines.append(f"{place.where}: … {before} »{place.text}« {after} …")
        if each and len(each.places) > _PLACES:
            lines.append(self.words("names more", n=len(each.places) - _PLACES))
        self.query_one("#places", Static).update("\n".join(drawable(line) for line in lines))
