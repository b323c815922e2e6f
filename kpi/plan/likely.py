"""The word that was probably meant, and when two names are the same to a reader."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def likely(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to the one written, if one is near enough to be meant."""
    by_fold: dict[str, str] = {}
    for name in known:
        by_fold.setdefault(fold(name), name)
    folded = fold(word)
    if folded in by_fold:
        return by_fold[folded]
    near = difflib.get_close_matches(folded[:200], list(by_fold), n=1, cutoff=0.6)
    return by_fold[near[0]] if near else None


def fold(text: str) -> str:
    """The text without case, spacing and tone placement (hòa is hoà); letters stay apart.

    A tone mark is moved behind its word, where its placement no longer shows.
    """
    words = unicodedata.normalize("NFD", text.casefold()).split()
    return " ".join(_tones_last(word) for word in words)


def without_marks(text: str) -> str:
    """The text without case, spacing and accents: `Đông  Hà` is `dong ha`."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def is_bare(text: str) -> bool:
    """Whether a text is typed without any accent."""
    return without_marks(text) == " ".join(text.casefold().split())


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _tones_last(word: str) -> str:
    tones = "".join(c for c in word if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in word if c not in _TONES)) + tones
