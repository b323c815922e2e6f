"""What `kpi explain` says: an explanation in words and as JSON."""
