"""Assessment: what units reported, against what the plan asks of them.

`assess` runs the SQL models of `sql/` in the order in which they read each other.
"""

from kpi.assessment.run import RESULT_COLUMNS, SCORE_COLUMNS, assess, results_frame, scores_frame

__all__ = ["RESULT_COLUMNS", "SCORE_COLUMNS", "assess", "results_frame", "scores_frame"]
