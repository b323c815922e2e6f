"""`kpi doctor`: whether the set-up is sound, and how to mend each thing. It changes nothing."""

from flows.doctor.command import doctor_now, examine

__all__ = ["doctor_now", "examine"]
