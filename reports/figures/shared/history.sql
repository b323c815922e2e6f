-- Everything received by the as-of moment as one count and one hash.
WITH received AS (
    SELECT s.* FROM submission AS s CROSS JOIN report_context AS c WHERE s.received_at <= c.as_of
)
SELECT
    (SELECT count(*) FROM received) AS submissions,
    (SELECT sha256(coalesce(string_agg(submission || ' ' || sha256, chr(10)
                                       ORDER BY sequence, submission), '')
                   -- and what people decided of it, if they did
                   || coalesce((SELECT string_agg(chr(10) || a.act, '' ORDER BY a.sequence)
                                FROM act AS a CROSS JOIN report_context AS c
                                WHERE a.done_at <= c.as_of), ''))
     FROM received) AS submissions_sha256,
    (SELECT count(*) FROM report_in_force) AS observations;
