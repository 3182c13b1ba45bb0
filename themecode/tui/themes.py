"""Three themes of our own: dark, light, high contrast. Every text in them has a contrast of 4.5 or more.

A test paints each screen in each theme and measures.
"""

from __future__ import annotations

import os

from textual.theme import Theme

DARK = Theme(
    name="themecode-dark",
    primary="#5aa9e6",
    secondary="#9ccfd8",
    accent="#ffb454",
    foreground="#e8e8e8",
    background="#161616",
    surface="#1d1d1d",
    panel="#2a2f36",
    success="#7fd08a",
    warning="#ffb454",
    error="#ff8f87",
    dark=True,
    variables={
        "block-cursor-background": "#1f5f94",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#2f3d4a",
        "block-cursor-blurred-foreground": "#f0f0f0",
        "input-cursor-background": "#e8e8e8",
        "input-cursor-foreground": "#161616",
        "footer-key-foreground": "#ffd080",
        "text-muted": "#b4b4b4",
        "foreground-muted": "#b4b4b4",
        "text-disabled": "#a0a0a0",
        "foreground-disabled": "#a0a0a0",
    },
)
LIGHT = Theme(
    name="themecode-light",
    primary="#00538a",
    secondary="#1d5c63",
    accent="#8a4b00",
    foreground="#1a1a1a",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#dfe5ea",
    success="#1f6b2c",
    warning="#7a4a00",
    error="#9c1c14",
    dark=False,
    variables={
        "block-cursor-background": "#00538a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#c9d6e0",
        "block-cursor-blurred-foreground": "#101010",
        "input-cursor-background": "#1a1a1a",
        "input-cursor-foreground": "#fbfaf7",
        "footer-key-foreground": "#00406b",
        "text-muted": "#565656",
        "foreground-muted": "#565656",
        "text-disabled": "#606060",
        "foreground-disabled": "#606060",
    },
)
CONTRAST = Theme(
    name="themecode-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff66",
    warning="#ffff00",
    error="#ff9a9a",
    dark=True,
    variables={
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#5c5c00",
        "block-cursor-blurred-foreground": "#ffffff",
        "input-cursor-background": "#ffff00",
        "input-cursor-foreground": "#000000",
        "footer-key-foreground": "#ffff00",
        "text-muted": "#e0e0e0",
        "foreground-muted": "#e0e0e0",
        "text-disabled": "#d0d0d0",
        "foreground-disabled": "#d0d0d0",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)
SHORT = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
VARIABLE = "THEMECODE_THEME"


def chosen(kept: str | None) -> Theme:
    """Return the theme of THEMECODE_THEME (dark, light, contrast), else the one a coder had last, else the dark one."""
    wanted = os.environ.get(VARIABLE, "")
    if wanted in SHORT:
        return SHORT[wanted]
    return next((theme for theme in THEMES if theme.name == kept), DARK)


def after(name: str) -> Theme:
    """Return the theme that comes after one in the round."""
    names = [theme.name for theme in THEMES]
    return THEMES[(names.index(name) + 1) % len(THEMES)] if name in names else DARK
