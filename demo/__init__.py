"""`kpi demo`: a home with the shipped plan and made-up forms of every unit, the same every time."""
