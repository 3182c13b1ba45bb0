"""Errors a user can cause: each says what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, in a form a person can act on."""

    what: str
    """What is wrong, as a clause without a final period."""
    where: str = ""
    """File, row, column, line, case or code the fault stands at."""
    fix: str = ""
    """What the person can do next."""

    def __str__(self) -> str:
        """Return ``what, where; what to do`` on one line."""
        text = ", ".join(part for part in (self.what, self.where) if part)
        text = f"{text}; {self.fix}" if self.fix else text
        return " ".join(text.split())


class ThemecodeError(Exception):
    """The base of every error a user can cause; carries one or more faults."""

    def __init__(self, what: str | Fault, where: str = "", fix: str = "", *, more: tuple[Fault, ...] = ()) -> None:
        """Take one fault, or its three parts, and any further faults found in the same go."""
        first = what if isinstance(what, Fault) else Fault(what, where, fix)
        self.faults: tuple[Fault, ...] = (first, *more)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def of(cls, faults: list[Fault]) -> ThemecodeError:
        """Gather a list of one or more faults into a single error of this kind."""
        return cls(faults[0], more=tuple(faults[1:]))


class InputError(ThemecodeError):
    """A file, option or value handed to themecode is wrong."""


class NotFoundError(ThemecodeError):
    """A document, case, question, code or coder that was named is not in the study."""


class StudyFileError(ThemecodeError):
    """The study file cannot be used: missing, not a study, too new, or damaged."""


class ReadOnlyError(StudyFileError):
    """The study is open for reading only, so nothing was written."""


class RefusedError(ThemecodeError):
    """The study refuses: what was asked would lose or contradict something."""


class UndecidedError(RefusedError):
    """Documents with several completed codings have no consensus yet."""
