"""`kpi schedule`: the work at its hours, on a server of our own, watched over by one process."""
