"""A formula or a rule in another notation than the plan's, written in the plan's.

One rule: what is offered can be read as it stands and names nothing but indicators of the plan;
where the notation has two meanings (`100%` in a formula is 1, or the hundred of per cent) nothing
is offered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from kpi.plan.formula import BadFormula, parse_formula
from kpi.plan.likely import likely
from kpi.plan.meanings import key_meant
from kpi.plan.rules import MAX_LENGTH, BadRule, parse_rule

_SIGNS: Mapping[str, str] = {
    **dict.fromkeys("×·∙∗⋅＊", "*"),
    **dict.fromkeys("÷:：∶／", "/"),
    **dict.fromkeys("–−—－", "-"),
    **dict(zip("（）＋％", "()+%", strict=True)),
}
_NUMBER = r"\d+(?:[.,]\d+)?(?![.,]?\d)"
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")


def likely_formula(text: str, ids: frozenset[str]) -> str | None:
    """The formula with the signs of this program's notation, if it is one then."""
    if len(text) > MAX_LENGTH:
        return None
    written = text.strip().removeprefix("=").strip()
    parts = [_part(found, ids) for found in _pattern(ids).finditer(written)]
    meant = "".join(_multiplied([p for p in parts if p]))
    try:
        formula = parse_formula(meant, ids)
    except BadFormula:
        return None
    return meant if None not in parts and ids.issuperset(formula.operands) else None


_CALL = re.compile(r"(?P<name>[^\W\d_]+)\s*\((?P<inside>[^()]*)\)")


def called_function(text: str, ids: frozenset[str]) -> tuple[str, str | None] | None:
    """The function of a spreadsheet that a formula calls, and the formula without it where it is a
    sum or a mean."""
    found = next((f for f in _CALL.finditer(text) if f["name"] not in ids), None)
    if found is None:
        return None
    parts = [part.strip() for part in re.split(r"[,;]", found["inside"]) if part.strip()]
    kind = found["name"].upper()
    added = f"({' + '.join(parts)})"
    whole = {"SUM": added, "AVERAGE": f"({added} / {len(parts)})"}.get(kind) if parts else None
    meant = text[: found.start()] + whole + text[found.end() :] if whole else None
    return kind, likely_formula(meant, ids) if meant else None


def with_ids(text: str, called: Mapping[str, str], ids: frozenset[str]) -> str | None:
    """A formula that calls indicators by their names (`called`: name to id) with the ids in their
    place, if it can be read then."""
    names = sorted((n for n in called if n and n.casefold() in text.casefold()), key=len)
    if not names or len(text) > MAX_LENGTH:
        return None
    by_fold = {name.casefold(): called[name] for name in names}
    longest = "|".join(map(re.escape, reversed(names)))
    meant = re.sub(
        rf"(?<!\w)(?:{longest})(?!\w)", lambda f: by_fold[f[0].casefold()], text, flags=re.I
    )
    return likely_formula(meant, ids)


@lru_cache(maxsize=64)
def _pattern(ids: frozenset[str]) -> re.Pattern[str]:
    """The parts of a formula one after another. An id may be followed by an `x` that multiplies it,
    if the next operand follows at once."""
    longest = sorted(ids, key=len, reverse=True)
    known = "|".join(map(re.escape, longest)) or r"(?!)"
    times = rf"[xX](?=\s*(?:{known}|[\d.(（]))|(?<=\d)[xX](?=\s*[^\W\d])"
    return re.compile(
        rf"(?P<id>(?:{known})(?=\W|$|{times}))|(?P<number>{_NUMBER}(?:\s*[%％])?)"
        rf"|(?P<times>{times})|(?P<name>[^\W\d]\w*)|(?P<blank>\s+)|(?P<other>.)",
        re.DOTALL,
    )


def _part(found: re.Match[str], ids: frozenset[str]) -> str | None:
    """A part in the plan's notation; None for what cannot be told."""
    text = found[0]
    match found.lastgroup:
        case "number":
            return _number(text)
        case "times":
            return "*"
        case "name":
            return likely(text, ids)
        case "other":
            return _SIGNS.get(text, text)
        case _:
            return text


def _number(text: str) -> str | None:
    number = text.rstrip("%％ \t\r\n")
    if _THOUSANDS.fullmatch(number):
        return None
    number = number.replace(",", ".")
    if text[-1] not in "%％":
        return number
    share = Decimal(number) / 100
    return None if share == 1 else f"{share.normalize():f}"


def _multiplied(parts: list[str]) -> list[str]:
    """With the `*` that is left out between a number and what it multiplies: `40% HL01`."""
    said: list[str] = []
    for part in parts:
        before = next((p for p in reversed(said) if not p.isspace()), "")
        if before[:1].isdigit() and before[-1].isdigit() and _begins_operand(part):
            while said[-1].isspace():
                said.pop()
            said.append("*")
        said.append(part)
    return said


def _begins_operand(part: str) -> bool:
    return part == "(" or part[0].isalpha()


_OF_AN_ID = r"(?P<mark>\s*[._]\s*|-|\s+)?(?P<part>tử\s+số|mẫu\s+số|[^\W\d_]+)"


def likely_rule(text: str, ids: frozenset[str], ratios: frozenset[str]) -> tuple[str, str] | None:
    """A rule that calls a ratio's parts by name (`BA01.tử`, `BA01.numerator`) with `.a` and `.b`
    in their place, if it can be read then; with the first part as it was written."""
    if not ratios or len(text) > MAX_LENGTH:
        return None
    written: list[str] = []
    longest = "|".join(map(re.escape, sorted(ratios, key=len, reverse=True)))

    def with_letter(found: re.Match[str]) -> str:
        letter = _letter(found["part"])
        if letter is None or found[0] in ids or _is_difference(found, ids):
            return found[0]
        written.append(found[0])
        return f"{found['id']}.{letter}"

    meant = re.sub(rf"(?<![\w.])(?P<id>{longest}){_OF_AN_ID}(?![\w.])", with_letter, text)
    for wrong, right in {"≤": "<=", "≥": ">=", "≠": "!=", "–": "-", "−": "-"}.items():
        meant = meant.replace(wrong, right)
    try:
        rule = parse_rule(meant, ids)
    except BadRule:
        return None
    if not written or not {part.indicator for part in rule.left + rule.right} <= ids:
        return None
    return meant, written[0]


def _is_difference(found: re.Match[str], ids: frozenset[str]) -> bool:
    return "." not in (found["mark"] or ".") and found["part"] in ids


def _letter(part: str) -> str | None:
    """`a` for a word that means the numerator, `b` for the denominator."""
    if part in {"a", "A", "b", "B"}:
        return part.lower()
    words = {"tử": "numerator", "tu": "numerator", "mẫu": "denominator", "mau": "denominator"}
    key = words.get(part.casefold()) or key_meant(part, ["numerator", "denominator"])
    return {"numerator": "a", "denominator": "b"}.get(key or "")
