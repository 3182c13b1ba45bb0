"""Writing the report on screen to a file."""

from __future__ import annotations

from pathlib import Path

from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.view.previewing import Asked, Written, write


class FilingScreen(StudyScreen):
    """A screen that can write what it shows to a file, with the guard on."""

    asked: Asked
    left_out: tuple[str, ...] = ()
    """What was held back from the file written last, and what is to be looked at in it."""

    def keep(self) -> None:
        """Have what was changed kept before anything is written; each screen says how."""

    def show_remarks(self) -> None:
        """Show what was held back; each screen says how."""

    def action_write_file(self) -> None:
        """Ask for a name and write the file."""
        from themecode.report.files import WRITERS

        self.keep()
        about = self.asked.question
        name = f"rapport-{about.number or about.key}" if about else "rapport-intervjuer"
        if self.words.language != "sv":
            name = name.replace("rapport", "report").replace("intervjuer", "interviews")
        suffixes = " ".join(WRITERS)
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name)
        question = self.words("report file", suffixes=suffixes)
        self.app.push_screen(AskScreen(question, f"{safe}.docx"), self._named)

    def _named(self, name: str | None) -> None:
        if name is None:
            return
        path = self.study.path.parent / Path(name).expanduser()

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._write(path)

        if path.exists():
            options = [("yes", self.words("yes")), ("no", self.words("no"))]
            self.app.push_screen(ChooseScreen(self.words("report replace", name=path.name), options), answered)
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        asked = self.asked
        self.read(lambda study: write(study, asked, path), self._say_written, what=f"file {path}", after_all=True)

    def _say_written(self, made: Written) -> None:
        key = "report held" if made.remarks else "report written"
        self.notify(self.words(key, path=made.path, n=len(made.remarks)), timeout=8, markup=False)
        self.left_out = made.remarks
        self.show_remarks()
