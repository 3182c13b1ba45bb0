"""The templates of the report: Jinja2 files that come along, and those an agency puts in their place.

Every sentence of the prose stands in a template: ``sv/question.j2``, ``en/interviews.j2`` and so on. A folder of one's
own may hold any of them; what it lacks is taken from those that come along. Templates run in Jinja2's sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from themecode.core.errors import InputError
from themecode.core.localized import LANGUAGES
from themecode.formats.files import replacing
from themecode.report.blocks import Block
from themecode.report.marked import Tokens, blocks
from themecode.report.numbers import grouped
from themecode.report.printed import Printed, joined
from themecode.report.typography import in_words, opening

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

PACKAGE = "themecode.report"
NAMES = ("question.j2", "interviews.j2", "excerpts.j2", "parts.j2")
"""What a folder of templates has for each language; ``parts.j2`` is for the others to share."""


class Templates:
    """Templates in one language."""

    def __init__(self, language: str, folder: Path | None = None) -> None:
        """Take the templates that come along, those of ``folder`` going before.

        Raises InputError where the folder is not there, or has no template in it.
        """
        self.language = language
        self.folder = folder
        self._tokens = Tokens()
        if folder is not None and not any((folder / each / name).is_file() for each in LANGUAGES for name in NAMES):
            what = "there are no templates in this folder" if folder.is_dir() else "there is no such folder"
            raise InputError(what, str(folder), "make it: themecode report --copy-templates DIR")
        self._environment = self._made()

    def render(self, name: str, values: Mapping[str, object]) -> tuple[Block, ...]:
        """Return the blocks that a template makes of values.

        Raises InputError, with the file and line, where the template cannot be read or asks for what is not there.
        """
        from jinja2 import TemplateError, TemplateSyntaxError

        self._tokens = Tokens()
        path = f"{self.language}/{name}"
        try:
            text = self._environment.get_template(path).render(values)
        except TemplateSyntaxError as error:
            raise InputError(
                f"the template cannot be read ({error.message})", f"{error.name or path}, line {error.lineno}", FIX
            ) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise InputError(f"the template cannot be filled in ({error})", _place(error, path), FIX) from error
        return blocks(text, self._tokens)

    def _made(self) -> SandboxedEnvironment:
        from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment

        own = [] if self.folder is None else [FileSystemLoader(self.folder)]
        made = SandboxedEnvironment(
            loader=ChoiceLoader([*own, PackageLoader(PACKAGE)]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._printed,
        )
        made.filters |= {
            "listed": lambda items: joined(list(items), self.language),
            "opening": lambda value: value.opening if isinstance(value, Printed) else opening(str(value)),
            "words": lambda number: in_words(int(number), self.language),
        }
        return made

    def _printed(self, value: object) -> object:
        """Put what comes from the study behind a token; leave what the template itself says."""
        from jinja2 import Undefined

        if isinstance(value, Undefined):
            return value if value._undefined_name else ""  # an if without an else prints nothing
        runs = getattr(value, "runs", None)
        if runs is not None:
            return self._tokens.put(runs)
        if isinstance(value, bool) or value is None:
            return ""
        return grouped(value, self.language) if isinstance(value, int) else value


FIX = "correct it, or take a fresh copy: themecode report --copy-templates DIR"


def _place(error: BaseException, path: str) -> str:
    """Return the template and line an error came from, as far as its traceback tells."""
    found = path
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            found = f"{'/'.join(Path(name).parts[-2:])}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found


def copy_templates(folder: Path) -> list[Path]:
    """Write the templates that come along into a folder, to be changed there. Returns what was written.

    Raises InputError where one of them is there already, or the folder cannot be made.
    """
    targets = {folder / language / name: f"{language}/{name}" for language in LANGUAGES for name in NAMES}
    for target in targets:
        if target.exists():
            raise InputError("there is a template of this name already", str(target), "choose an empty folder")
    for target, name in targets.items():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"the folder cannot be made ({error.strerror})", str(target.parent), FIX) from error
        with replacing(target) as file:
            file.write((files(PACKAGE) / "templates" / name).read_bytes())
    return list(targets)
