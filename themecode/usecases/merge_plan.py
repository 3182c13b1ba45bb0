"""What merging does, or would do, file by file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from themecode.core.settling import WORK


@dataclass(frozen=True)
class Tally:
    """Rows of one kind that a file brings."""

    new: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.new or self.changed or self.removed)

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(self.new + other.new, self.changed + other.changed, self.removed + other.removed)


@dataclass(frozen=True, order=True)
class BothSides:
    """A row that was changed both in the file and in the study since they parted."""

    kind: str
    """coding, completion, memo, quote, cell, decision, proposal or rejection."""
    where: str
    """The document, code or case it stands on."""
    coder: str
    taken: bool
    """The file's version was the later one and stands now; else the study's does."""


@dataclass(frozen=True, order=True)
class NotMerged:
    """Rows of a file that were left out, with the reason; merging the file again looks at them again."""

    reason: str
    where: str
    codings: int = 0
    completions: int = 0
    memos: int = 0
    quotes: int = 0
    cells: int = 0
    decisions: int = 0
    proposals: int = 0
    rejections: int = 0


@dataclass(frozen=True, order=True)
class CodeDifference:
    """A code that is not the same in the file and in the study; the study's stays."""

    code: str
    """Its key in the study."""
    differs: tuple[str, ...]
    """``definition``, ``place``, ``key (tid.rum in the file)`` and so on."""
    changed_in: str
    """``file`` where it was changed there since they parted, else ``study``."""


TALLIES = tuple(kind.table for kind in WORK)
"""The fields of `FilePlan` that say how many rows of a kind a file brings."""


@dataclass(frozen=True)
class FilePlan:
    """What one file brings."""

    file: str
    bundle_for: str | None
    """Whose bundle it is; ``None`` for a copy of the study."""
    codings: Tally
    one: int
    """Codings that both sides have made alike, so that they are one now."""
    completions: Tally
    memos: Tally
    new_coders: tuple[str, ...]
    coders_by_name: tuple[str, ...]
    """Coders who were made on both sides, and are taken as one because they have one name."""
    new_rounds: tuple[str, ...]
    new_codes: tuple[str, ...]
    codebook_differences: tuple[CodeDifference, ...]
    both_sides: tuple[BothSides, ...]
    refused_documents: tuple[str, ...]
    """Documents whose text is not the study's."""
    not_merged: tuple[NotMerged, ...]
    quotes: Tally = Tally()
    cells: Tally = Tally()
    """Of the matrix."""
    decisions: Tally = Tally()
    """On differences between coders."""
    proposals: Tally = Tally()
    """Of new codes, in a locked round."""
    rejections: Tally = Tally()
    """Of suggestions."""

    @property
    def brings(self) -> bool:
        """Tell whether merging the file changes the study."""
        return bool(self.new_codes or any(getattr(self, name) for name in TALLIES))

    def followed_by(self, later: FilePlan) -> FilePlan:
        """Return what the file brings where it was gone through again, which found what was left out at first."""
        return replace(
            later,
            **{name: getattr(self, name) + getattr(later, name) for name in TALLIES},
            one=self.one + later.one,
            new_coders=self.new_coders + later.new_coders,
            coders_by_name=self.coders_by_name,
            new_rounds=self.new_rounds + later.new_rounds,
            new_codes=self.new_codes + later.new_codes,
            both_sides=tuple(sorted({*self.both_sides, *later.both_sides})),
        )


@dataclass(frozen=True)
class MergePlan:
    """What merging does, or would do."""

    files: tuple[FilePlan, ...]
    written: bool
    """Whether it was done, as one entry of the history."""

    @property
    def codings(self) -> Tally:
        """The codings of all files together."""
        return sum((file.codings for file in self.files), Tally())
