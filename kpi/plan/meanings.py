"""What the plan's words and keys are called in the users' language, and what those mean here.

One rule: the words of the file stay what they are; their meanings are shown, and known for a hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kpi.plan.findings import Term
from kpi.plan.likely import fold, likely
from kpi.words import LOCALES, section


def word_meant(written: str, key: str, words: Iterable[str]) -> str | None:
    """The allowed word of a key that was probably meant: `tháng` is `month`."""
    words = tuple(words)
    if _bare(written) in _SWITCHES:  # a short word is like many others
        return next((word for word in words if word.startswith(_bare(written))), None)
    meant = _spellings("choices", key).get(_bare(written))
    return meant if meant in words else likely(_bare(written), words)


def kind_meaning(kind: str) -> Term | str:
    """What a usual kind of unit is called, in brackets; a plan's own kinds stand for themselves."""
    known = _section(LOCALES[0], ("choices", "kind_of_unit"))
    if kind not in known:
        return ""
    return Term("words.in_brackets", {"meaning": Meaning(f"choices.kind_of_unit.{kind}")})


_SWITCHES = frozenset({"yes", "no", "on", "off", "true", "false"})
_TRUTHS = {
    **dict.fromkeys(("có", "1", "x", "đúng", "y", "bật", "được"), "true"),
    **dict.fromkeys(("không", "0", "sai", "n", "tắt", "ko"), "false"),
}


def truth_meant(written: str) -> str | None:
    """`true` or `false` for a word that surely means it."""
    return next((t for word, t in _TRUTHS.items() if fold(word) == _bare(written)), None)


def key_meant(written: str, known: Iterable[str]) -> str | None:
    """The key that was probably meant: `đơn vị tính` is `unit_of_measure`."""
    known = tuple(known)
    wanted = _bare(written)
    by_name = [key for key in known if wanted in _spelled("keys", "", key)]
    return by_name[0] if by_name else likely(wanted, known)


def spelled(key: str, word: str) -> frozenset[str]:
    """Every known spelling of a key's word, folded."""
    return _spelled("choices", key, word)


def with_meaning(key: str, words: Iterable[str]) -> tuple[Term | str, ...]:
    """The allowed words of a key, each with its meaning; months stand for themselves."""
    path = f"choices.{key}"
    known = _section(LOCALES[0], ("choices", key))
    return tuple(
        Term("words.with_meaning", _said(path, word)) if word in known else word for word in words
    )


def keys_with_meaning(known: Iterable[str]) -> tuple[Term, ...]:
    """Keys, each with its meaning."""
    return tuple(Term("words.with_meaning", _said("keys", key)) for key in known)


def _said(path: str, word: str) -> dict[str, object]:
    return {"word": word, "meaning": Meaning(f"{path}.{word}")}


@dataclass(frozen=True, slots=True)
class Meaning(Term):
    """The first of a word's spellings in the message's own locale."""

    def said(self, locale: str) -> str:
        *path, word = self.key.split(".")
        spelled = _section(locale, tuple(path)).get(word, word)
        return spelled.split(";")[0].strip()


def _bare(written: str) -> str:
    return fold(written.strip().strip("“”‘’\"'"))


@lru_cache(maxsize=64)
def _spellings(group: str, key: str) -> dict[str, str]:
    """Every known spelling of a key's words, folded, to the word."""
    found: dict[str, str] = {}
    for locale in LOCALES:
        for word in _section(locale, (group, key)):
            for spelling in _spelled(group, key, word):
                found.setdefault(spelling, word)
    return found


@lru_cache(maxsize=512)
def _spelled(group: str, key: str, word: str) -> frozenset[str]:
    path = (group, key) if key else (group,)
    texts = [_section(locale, path).get(word, "") for locale in LOCALES]
    return frozenset(fold(part) for text in texts for part in text.split(";") if part.strip())


def _section(locale: str, path: tuple[str, ...]) -> dict[str, str]:
    found = section("plan_words", locale)
    for part in path:
        found = found.get(part, {})
    return found
