"""Why a figure is what it is: from the light down to the cells that it was made from."""

from kpi.explain.causes import Cause
from kpi.explain.evidence import Explanation, NoSuchRow, Profile, Target, explain
from kpi.explain.made_of import Leaf
from kpi.explain.rows import (
    Cuts,
    Done,
    ExplainedRow,
    Lacking,
    MethodSays,
    Operand,
    Report,
    ReportProblem,
    StandIn,
)

__all__ = [
    "Cause",
    "Cuts",
    "Done",
    "ExplainedRow",
    "Explanation",
    "Lacking",
    "Leaf",
    "MethodSays",
    "NoSuchRow",
    "Operand",
    "Profile",
    "Report",
    "ReportProblem",
    "StandIn",
    "Target",
    "explain",
]
