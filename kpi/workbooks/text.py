"""Text as it is compared: what differs only to a machine is made equal, nothing else.

`clean` keeps what a person sees; `fold` is for matching words, `key` for matching names and
headers. Tones stay: a word without its marks is another word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# grave, acute, tilde, hook above, dot below
_TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", "ʰʱʲʳʴ", strict=True))
_NO_TONES = dict.fromkeys(map(ord, _TONES))
_MARKS = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.combining(c))
_IN_SYLLABLE = f"[aeiouy{re.escape(_MARKS)}]"
_TONED = re.compile(f"{_IN_SYLLABLE}*[{''.join(_TONES)}]{_IN_SYLLABLE}*")
_INVISIBLE = dict.fromkeys(
    [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
)
_RARE_SPACES = (0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_SPACES = dict.fromkeys(
    (*range(0x09, 0x0E), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), *_RARE_SPACES),
    " ",
)
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63], "-")
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LOOKALIKES = {0x00D0: "Đ", 0x00F0: "đ", 0x0189: "Đ", 0x2044: "/", 0x2215: "/", 0x066A: "%"}
_SEEN = _INVISIBLE | _SPACES | _DASHES | _FULL_WIDTH | _LOOKALIKES
_UNSEEN = re.compile(f"[{''.join(re.escape(chr(code)) for code in _SEEN)}]")
_RUNS = re.compile(r" {2,}")
_PUNCTUATION = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """One line as a person sees it: NFC, plain spaces and dashes, nothing invisible."""
    return _clean_kept(text) if len(text) <= _LONGEST else _clean(text)


def _clean(text: str) -> str:
    seen = unicodedata.normalize("NFC", text)
    if _UNSEEN.search(seen) is not None:
        seen = seen.translate(_SEEN)
    return (_RUNS.sub(" ", seen) if "  " in seen else seen).strip()


_LONGEST = 500  # no word, name or header is longer; a cell may hold 32,767 letters
_clean_kept = lru_cache(maxsize=20_000)(_clean)


def fold(text: str) -> str:
    """For comparing words: without case, with each tone behind its vowels (hòa = hoà).

    Tones become letters of their own, so that patterns see whole words. Only the first 500
    letters are looked at.
    """
    return _fold(text[:_LONGEST])


def key(text: str) -> str:
    """For comparing names and headers: folded, without spaces and punctuation."""
    return _key(text[:_LONGEST])


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    return " ".join(map(_fold_word, clean(text).split(" ")))


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    """One word of a line; a tone never goes over a space, and the words of a language are few."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", _TONED.sub(_tones_last, bare))


def _tones_last(found: re.Match[str]) -> str:
    syllable = found[0]
    tones = sorted(_TONES[c] for c in syllable if c in _TONES)
    return syllable.translate(_NO_TONES) + "".join(tones)


@lru_cache(maxsize=20_000)
def _key(text: str) -> str:
    return _PUNCTUATION.sub("", _fold(text))
