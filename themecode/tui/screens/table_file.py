"""Writing what is on screen to a file beside the study: figures, passages, the matrix."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.view.table_file import Filed
from themecode.usecases.study import Study


class TableFileScreen(StudyScreen):
    """A screen that can write what it shows to a file."""

    SUFFIXES: ClassVar[tuple[str, ...]] = (".xlsx", ".csv", ".docx")
    """What a file's name may end with, the one proposed first."""

    def file_name(self) -> str:
        """Return the name that is proposed, without a suffix; each screen its own."""
        raise NotImplementedError

    def write_to(self, study: Study, path: Path) -> Filed:
        """Write what is shown; called in a thread, with a study of its own.

        Raises ThemecodeError where that cannot be done.
        """
        raise NotImplementedError

    def action_write_table(self) -> None:
        """Ask for a name and write; a file that is there is replaced only on a yes."""
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in self.file_name())
        question = self.words("table file", suffixes=" ".join(self.SUFFIXES), folder=self.study.path.parent.resolve())
        self.app.push_screen(AskScreen(question, f"{safe}{self.SUFFIXES[0]}"), self._named)

    def _named(self, name: str | None) -> None:
        if name is None:
            return
        path = (self.study.path.parent / Path(name).expanduser()).resolve()
        if not path.suffix:
            path = path.with_name(path.name + self.SUFFIXES[0])

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._write(path)

        if path.exists():
            options = [("yes", self.words("yes")), ("no", self.words("no"))]
            self.app.push_screen(ChooseScreen(self.words("table replace", name=path.name), options), answered)
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        self.read(lambda study: self.write_to(study, path), self._say_filed, what=f"file {path}", after_all=True)

    def _say_filed(self, filed: Filed) -> None:
        key = "table held" if filed.held else "table written"
        text = self.words(key, path=filed.path, rows=filed.rows, held=filed.held)
        self.notify(text, timeout=8, markup=False)
