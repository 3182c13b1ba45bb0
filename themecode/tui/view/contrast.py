"""How well a text colour stands out from what is behind it (WCAG 2.2, relative luminance)."""

from __future__ import annotations

Rgb = tuple[int, int, int]

TEXT = 4.5
"""The least contrast of text (success criterion 1.4.3)."""
GRAPHIC = 3.0
"""The least contrast of what is not text (1.4.11)."""
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def luminance(colour: Rgb) -> float:
    """Return the relative luminance, 0 for black and 1 for white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Mix two colours, ``share`` of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def furthest(ground: Rgb) -> Rgb:
    """Return black or white, whichever stands out more; at least 4.5 either way."""
    return max(BLACK, WHITE, key=lambda end: contrast(end, ground))


def readable(colour: Rgb, ground: Rgb, least: float = TEXT) -> Rgb:
    """Return the colour, moved towards black or white only as far as the contrast needs."""
    best = furthest(ground)
    return next(
        (mixed for step in range(10) if contrast(mixed := blend(colour, best, step / 10), ground) >= least),
        best,
    )


def dimmed(colour: Rgb, ground: Rgb, least: float = TEXT) -> Rgb:
    """Return a fainter text colour that can still be read."""
    for share in (0.40, 0.34, 0.28, 0.22, 0.16, 0.10):
        if contrast(fainter := blend(colour, ground, share), ground) >= least:
            return fainter
    return readable(colour, ground, least)
