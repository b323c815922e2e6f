"""What the desk page says: who sent, who owes, what is held, which files lie where."""

from kpi.desk.ask import desk_of
from kpi.desk.facts import Came, Desk, Due, Engine, Feedback, Held, Notice, Reports
from kpi.desk.lying import feedback_lying, reports_lying

__all__ = [
    "Came",
    "Desk",
    "Due",
    "Engine",
    "Feedback",
    "Held",
    "Notice",
    "Reports",
    "desk_of",
    "feedback_lying",
    "reports_lying",
]
