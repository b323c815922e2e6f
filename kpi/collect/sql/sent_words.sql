SELECT heading, text FROM statement WHERE submission = ? ORDER BY ordinal
