"""What goes out by itself: by mail and into folders, each thing once, to whom the plan names."""

from kpi.delivery.item import Attached, Item
from kpi.delivery.result import Delivered, Sent
from kpi.delivery.run import deliver

__all__ = ["Attached", "Delivered", "Item", "Sent", "deliver"]
