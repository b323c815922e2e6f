-- The periods that are closed at the as-of moment, with who closed them.
SELECT a.act, a.period, a.done_at AS "at", a.who
FROM act AS a
CROSS JOIN report_context AS c
WHERE a.kind IN ('close', 'reopen') AND a.done_at <= c.as_of
QUALIFY row_number() OVER (PARTITION BY a.period ORDER BY a.sequence DESC) = 1 AND a.kind = 'close'
ORDER BY a.period
