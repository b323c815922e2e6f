"""The frames of the charts: titles, series, axes, labels, made once for pictures and workbooks."""
