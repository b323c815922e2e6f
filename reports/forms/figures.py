"""What is known before a unit fills its form: last accepted figures, the year so far, targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.forms.entries import Figure


@dataclass(frozen=True, slots=True)
class FormFigures:
    """Figures of one unit by indicator id; what is not known is not there.

    `target` is the unit's own of the report year, `previous` the last accepted figure before the
    form's period, `to_date` the report year's before the form's period.
    """

    target: Mapping[str, float] = field(default_factory=dict)
    previous: Mapping[str, Figure] = field(default_factory=dict)
    to_date: Mapping[str, Figure] = field(default_factory=dict)
