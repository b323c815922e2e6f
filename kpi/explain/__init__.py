"""Why a figure is what it is: from the light down to the cells that it was made from."""

from kpi.explain.causes import Cause
from kpi.explain.evidence import Explanation, Leaf, NoSuchRow, Operand, Profile, Target, explain

__all__ = ["Cause", "Explanation", "Leaf", "NoSuchRow", "Operand", "Profile", "Target", "explain"]
