"""Writing the figures on screen to a file."""

from __future__ import annotations

from pathlib import Path

from themecode.core.errors import ThemecodeError
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.view.counts_file import SUFFIXES, Filed


class FiguresFileScreen(StudyScreen):
    """A screen whose figures can be written to a file beside the study."""

    def file_name(self) -> str:
        """Return the name that is proposed, without a suffix."""
        return self.words("figures name")

    def write_to(self, path: Path) -> Filed:
        """Write the figures; called in a thread. Raises ThemecodeError where that cannot be done."""
        raise NotImplementedError

    def action_export_figures(self) -> None:
        """Ask for a name and write the figures; a file that is there is replaced only on a yes."""
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in self.file_name())
        question = self.words("figures file", suffixes=" ".join(SUFFIXES), folder=self.study.path.parent.resolve())
        self.app.push_screen(AskScreen(question, f"{safe}{SUFFIXES[0]}"), self._named)

    def _named(self, name: str | None) -> None:
        if name is None:
            return
        path = (self.study.path.parent / Path(name).expanduser()).resolve()
        if not path.suffix:
            path = path.with_name(path.name + SUFFIXES[0])

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._write(path)

        if path.exists():
            options = [("yes", self.words("yes")), ("no", self.words("no"))]
            self.app.push_screen(ChooseScreen(self.words("figures replace", name=path.name), options), answered)
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        def work() -> None:
            filed: Filed | ThemecodeError
            try:
                filed = self.write_to(path)
            except ThemecodeError as error:
                filed = error
            self.app.call_from_thread(self._say_filed, filed)

        self.run_worker(work, thread=True, group="figures file")

    def _say_filed(self, filed: Filed | ThemecodeError) -> None:
        if isinstance(filed, ThemecodeError):
            self.host.show_fault(filed)
            return
        key = "figures held" if filed.held else "figures written"
        text = self.words(key, path=filed.path, rows=filed.rows, held=filed.held)
        self.notify(text, timeout=8, markup=False)
