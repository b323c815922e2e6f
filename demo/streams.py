"""What units have to do with: documents, meetings, people. Denominators come from here.

Indicators that count the same thing draw from one stream, so that a unit's figures agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from demo.chance import draw
from demo.levels import SEASONS
from kpi.plan.model import Indicator, Unit


@dataclass(frozen=True, slots=True)
class Stream:
    """`mean` by unit id, else by kind, else `other`: a month, a year (rare), in hand (stock)."""

    how: Literal["monthly", "rare", "stock"]
    other: float
    mean: Mapping[str, float]
    growth: float = 0.0  # of a stock, per month


def _monthly(other: float, **mean: float) -> Stream:
    return Stream("monthly", other, mean)


def _rare(other: float, **mean: float) -> Stream:
    return Stream("rare", other, mean)


def _stock(other: float, growth: float = 0.0, **mean: float) -> Stream:
    return Stream("stock", other, mean, growth)


STREAMS: Mapping[str, Stream] = {
    "incoming": _monthly(100, district=120, direct=90, VP=260, commune=70),
    "outgoing": _monthly(35, district=45, direct=30, VP=90, commune=18),
    "case_files": _monthly(7, district=8, commune=9),
    "meetings": _monthly(5, direct=4),
    "regular_reports": _monthly(4, commune=3),
    "tasks": _monthly(24, department=18),
    "issued": _monthly(20, VP=80),
    "speaker_meetings": _monthly(1.3),
    "guides": _monthly(3),
    "bilingual": _monthly(2.5),
    "culture_meetings": _monthly(0.8, P2=1.5),
    "classes": _monthly(1.6, P3=1.2),
    "press_meetings": _monthly(1.2),
    "press_letters": _monthly(22),
    "science_reports": _monthly(1.8, P2=3),
    "surveys": _rare(0.6, P4=2.6),
    "contests": _rare(0.8, P2=2),
    "staff": _stock(6, district=7, direct=9, VP=8, commune=9),
    "assigned": _stock(3, district=3, direct=4, VP=3),
    "systems": _stock(3, VP=8),
    "speakers": _stock(42, direct=28, P1=54, commune=16),
    "archive": _stock(900, 0.003, VP=4000),
    "lectures": _stock(38, P3=60),
    "books": _stock(9, direct=4, P3=26),
}
_USUAL = {"flow": Stream("monthly", 10, {}), "stock": Stream("stock", 20, {})}

DENOMINATORS: Mapping[str, tuple[str, ...]] = {
    "CH02": ("incoming", "outgoing"),
    "CH03": ("outgoing",),
    "CH04": ("case_files",),
    "CH05": ("meetings",),
    "CH06": ("meetings",),
    "CH07": ("regular_reports",),
    "CH08": ("staff",),
    "CH10": ("systems",),
    "BCV01": ("speakers",),
    "BCV02": ("speaker_meetings",),
    "BCV04": ("speakers",),
    "TT03": ("guides",),
    "DN01": ("bilingual",),
    "VH02": ("contests",),
    "VH03": ("culture_meetings",),
    "HC01": ("incoming",),
    "HC02": ("archive",),
    "HC03": ("tasks",),
    "HC05": ("issued",),
    "LL01": ("classes",),
    "LL03": ("lectures",),
    "LS01": ("books",),
    "BV01": ("assigned",),
    "DL01": ("surveys",),
    "DL03": ("surveys",),
    "BC01": ("press_meetings",),
    "BC02": ("press_letters",),
    "KG03": ("science_reports",),
}
NUMERATOR_OF: Mapping[str, str] = {"DL04": "DL01"}  # its denominator is that one's numerator
COUNTED: Mapping[str, str] = {"DL02": "surveys"}  # a count that is a stream itself

_SIZES = {"HU-CC": 0.4, "DK-CON-CO": 0.5, "TU-DH": 1.35, "P-DONG-HA": 1.4}


def size_of(unit: Unit) -> float:
    """How large a unit is beside others of its kind."""
    return _SIZES.get(unit.id) or draw("size", unit.id).uniform(0.75, 1.3)


def denominator(indicator: Indicator, unit: Unit, month: int) -> int:
    """What the ratio is counted on in a month, or what is in hand at its end."""
    names = DENOMINATORS.get(indicator.id)
    if names is None:
        usual = _USUAL["flow" if indicator.over_time == "flow" else "stock"]
        return _amount(indicator.id, usual, unit, month)
    return sum(stream_amount(name, unit, month) for name in names)


def stream_amount(name: str, unit: Unit, month: int) -> int:
    return _amount(name, STREAMS[name], unit, month)


def _amount(name: str, stream: Stream, unit: Unit, month: int) -> int:
    mean = stream.mean.get(unit.id, stream.mean.get(unit.kind, stream.other)) * size_of(unit)
    if stream.how == "stock":
        grown = mean * (1 + stream.growth) ** (month - 2021 * 12)
        return max(1, round(grown))
    if stream.how == "rare":
        return _rare_in(name, mean, unit, month)
    chance = draw("stream", name, unit.id, month)
    usual = mean * SEASONS[month % 12] ** 0.5
    return max(0, round(chance.gauss(usual, max(0.4, 0.12 * usual))))


def _rare_in(name: str, mean: float, unit: Unit, month: int) -> int:
    """Of the few of a year those that fall into this month; none in the first two."""
    chance = draw("rare", name, unit.id, month // 12)
    whole = int(mean) + (chance.random() < mean - int(mean))
    return [chance.randrange(2, 12) for _ in range(whole)].count(month % 12)
