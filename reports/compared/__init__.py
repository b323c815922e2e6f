"""What `kpi compare` and `kpi diff` say: a comparison in words and as JSON."""
