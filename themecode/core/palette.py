"""Colours that codes get in turn: told apart on light and dark grounds, also with common colour blindness."""

from __future__ import annotations

COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#8c6bb1",
    "#a6761d",
    "#66a61e",
    "#e7298a",
    "#1b9e77",
    "#7570b3",
)
"""The eight of Okabe and Ito (2008) that carry text, and four more in the same spirit."""


def colour_for(position: int) -> str:
    """Return the colour of the code at a position in the study."""
    return COLOURS[position % len(COLOURS)]
