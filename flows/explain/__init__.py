"""`kpi explain`: why a light is what it is, down to the cells, as text or JSON."""

from flows.explain.command import explain_figure

__all__ = ["explain_figure"]
