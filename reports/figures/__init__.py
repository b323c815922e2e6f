"""What a report is read from: its tables in the database, and rows with a type.

The one rule: `ReportFigures` alone holds the connection; whoever prints a figure asks it with a
`Query` and gets frozen rows.
"""
