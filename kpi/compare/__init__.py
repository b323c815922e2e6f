"""What changed in a period's figures between two moments, two plans or two reports, and why."""

from kpi.compare.answers import Answer
from kpi.compare.causes import Change, Comparison, Part, compare_moments, compare_plans
from kpi.compare.moves import Move, Moves, Turn, moves_between
from kpi.compare.only import Only
from kpi.compare.scores import Score, ScoreChange
from kpi.compare.silence import QuietUnit
from kpi.compare.since_last import LastReport, last_reports

__all__ = [
    "Answer",
    "Change",
    "Comparison",
    "LastReport",
    "Move",
    "Moves",
    "Only",
    "Part",
    "QuietUnit",
    "Score",
    "ScoreChange",
    "Turn",
    "compare_moments",
    "compare_plans",
    "last_reports",
    "moves_between",
]
