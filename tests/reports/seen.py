"""How colours are seen: in grey, and by who sees no green or no red (Machado and others, 2009)."""

from __future__ import annotations

from collections.abc import Mapping

Colour = tuple[float, float, float]

# of linear light, severity 1.0
TRANSFORMS: Mapping[str, tuple[Colour, Colour, Colour]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def linear(colour: str) -> Colour:
    """The light of `#RRGGBB`, each part from 0 to 1."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def seen(colour: str, eye: str) -> Colour:
    """The light of a colour as an eye sees it."""
    light = linear(colour)
    made = [sum(a * b for a, b in zip(row, light, strict=True)) for row in TRANSFORMS[eye]]
    red, green, blue = (min(1.0, max(0.0, part)) for part in made)
    return red, green, blue


def luminance(light: Colour) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def grey_contrast(one: str, other: str) -> float:
    """The contrast of two colours once they are printed in grey, 1 to 21 (WCAG)."""
    a, b = sorted((luminance(linear(one)), luminance(linear(other))))
    return (b + 0.05) / (a + 0.05)


def lab(light: Colour) -> Colour:
    """Of linear sRGB light under D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        _cube(sum(a * b for a, b in zip(row, light, strict=True)) / white)
        for row, white in zip(rows, (0.9505, 1.0, 1.089), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(part: float) -> float:
    return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116


def distance(one: str, other: str, eye: str) -> float:
    """How far two colours are apart for an eye (CIE 1976; about 2.3 is just seen)."""
    a, b = lab(seen(one, eye)), lab(seen(other, eye))
    total: float = sum((m - n) ** 2 for m, n in zip(a, b, strict=True)) ** 0.5
    return total
