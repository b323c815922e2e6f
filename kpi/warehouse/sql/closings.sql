-- The periods that are closed at a moment: of each the last word about it was `close`.
SELECT act, period, done_at AS "at", who
FROM act
WHERE kind IN ('close', 'reopen') AND done_at <= $as_of
QUALIFY row_number() OVER (PARTITION BY period ORDER BY sequence DESC) = 1 AND kind = 'close'
ORDER BY period
