"""Assessment: what units reported, against what the plan asks of them.

`assess` runs the SQL models of `sql/` in the order in which they read each other, and gives an
`Assessment` that owns the tables they made.
"""

from kpi.assessment.assessment import Assessment
from kpi.assessment.rows import RESULT_COLUMNS, SCORE_COLUMNS, Result, UnitScore
from kpi.assessment.run import assess

__all__ = ["RESULT_COLUMNS", "SCORE_COLUMNS", "Assessment", "Result", "UnitScore", "assess"]
