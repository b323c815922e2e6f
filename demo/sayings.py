"""What units say in `Thuyết minh`: plain sentences about digital work, put together by chance."""

from __future__ import annotations

from demo.chance import draw
from kpi.periods import Period
from kpi.words import section

ANSWERS = ("results", "shortcomings", "tasks", "proposals")
_FILLED = {"month": 0.45, "quarter": 0.8, "half": 0.9, "year": 1.0}
_USUALLY_EMPTY = {"proposals": 0.45}
_TWO_SENTENCES = 0.5


def words_of(unit: str, period: Period, locale: str) -> tuple[str, ...]:
    """Four answers, some empty; nothing at all from units that leave the sheet as it is."""
    chance = draw("words", unit, period.label)
    if chance.random() >= _FILLED.get(period.kind, 1.0):
        return ()
    sentences = section("demo", locale)["sentences"]
    answers = []
    for answer in ANSWERS:
        if chance.random() < _USUALLY_EMPTY.get(answer, 0.05):
            answers.append("")
            continue
        known = [sentences[key] for key in sorted(sentences) if key.startswith(f"{answer}_")]
        count = 2 if chance.random() < _TWO_SENTENCES else 1
        answers.append(" ".join(chance.sample(known, count)))
    return tuple(answers)
