"""The library: plan → intake → checks → warehouse → assessment.

It imports neither `reports` nor `flows`; those build on it.
"""

__version__ = "0.1.0"
