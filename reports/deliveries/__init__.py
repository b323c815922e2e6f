"""What `kpi status` says of who has sent: in words, as JSON and as a workbook."""
