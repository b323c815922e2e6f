-- A digest of all acts and of what is out of force by them, made as that of a run is.
WITH told AS (
    SELECT 'act' || chr(31) || concat_ws(
        chr(31), act, sequence, kind, done_at, who, reason, plan_sha256, submission, unit, period,
        indicator
    ) AS row
    FROM act
    UNION ALL
    SELECT 'aside' || chr(31) || concat_ws(
        chr(31), submission, act, since, coalesce(until::VARCHAR, '')
    )
    FROM set_aside
    UNION ALL
    SELECT 'answer' || chr(31) || concat_ws(
        chr(31), o.submission, o.indicator, o.known_at, coalesce(o.out_at::VARCHAR, ''),
        coalesce(o.out_by, '')
    )
    FROM observation AS o
    JOIN submission AS s USING (submission)
    WHERE o.out_at IS NOT NULL OR o.known_at <> s.received_at
)
SELECT printf(
    '%016x%016x-%d', bit_xor(md5_number_upper(row)), bit_xor(md5_number_lower(row)), count(*)
) AS digest
FROM told
HAVING count(*) > 0
