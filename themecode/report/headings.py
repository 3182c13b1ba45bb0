"""Levels of headings, so that those of a file begin at the top and leave none out."""

from __future__ import annotations

from collections.abc import Iterable

from themecode.report.blocks import Block, Heading


def top_level(blocks: Iterable[Block]) -> int:
    """Return the highest level that occurs; 1 where there is no heading."""
    return min((block.level for block in blocks if isinstance(block, Heading)), default=1)


def level_below(level: int, top: int, most: int) -> int:
    """Return a heading's level where the highest one becomes 1, and no level is deeper than ``most``."""
    return min(level - top + 1, most)
