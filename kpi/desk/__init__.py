"""What the desk page says: who sent, who owes, what is held, which files lie where."""

from kpi.desk.ask import desk_of
from kpi.desk.deliveries import Delivery, DueBy, PeriodDelivery, due_by
from kpi.desk.facts import Came, Desk, Due, Engine, Feedback, Held, Notice, Reports
from kpi.desk.lying import feedback_lying, notices_lying, reports_lying

__all__ = [
    "Came",
    "Delivery",
    "Desk",
    "Due",
    "DueBy",
    "Engine",
    "Feedback",
    "Held",
    "Notice",
    "PeriodDelivery",
    "Reports",
    "desk_of",
    "due_by",
    "feedback_lying",
    "notices_lying",
    "reports_lying",
]
