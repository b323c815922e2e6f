-- A digest of all that each run brought, whatever acts made of it since: two halves of the MD5 of every row's text, added by
-- exclusive or, so that the order of rows does not count; and how many rows there are.
WITH told AS (
    SELECT run, 'arrival' || chr(31) || concat_ws(
        chr(31), path, sha256, size, received_at, first_seen_at, sidecar_problem
    ) AS row
    FROM arrival
    UNION ALL
    SELECT run, 'submission' || chr(31) || concat_ws(
        chr(31), submission, sequence, file, sha256, coalesce(unit, ''), coalesce(period, ''),
        received_at, late, coalesce(form_version, ''), outcome, cells_in, loaded, held,
        superseded, unchanged
    )
    FROM submission
    UNION ALL
    SELECT s.run, 'observation' || chr(31) || concat_ws(
        chr(31), o.submission, o.unit, o.period, o.indicator, o.state,
        coalesce(o.numerator::VARCHAR, ''), coalesce(o.denominator::VARCHAR, ''),
        coalesce(o.value::VARCHAR, ''), coalesce(o.done_on::VARCHAR, ''),
        coalesce(o.written, ''), coalesce(o.sheet, ''), coalesce(o.cell, ''),
        coalesce(o.explanation, ''), coalesce(o.note, ''), coalesce(o.evidence, ''),
        o.change, o.questioned, s.received_at
    )
    FROM observation AS o
    JOIN submission AS s USING (submission)
    UNION ALL
    SELECT s.run, 'problem' || chr(31) || concat_ws(
        chr(31), p.submission, p.ordinal, coalesce(p.sheet, ''), coalesce(p.cell, ''),
        coalesce(p.indicator, ''), coalesce(p.written, ''), p.rule, p.severity, p.message,
        coalesce(p.answered, '')
    )
    FROM problem AS p
    JOIN submission AS s USING (submission)
    UNION ALL
    SELECT s.run, 'statement' || chr(31) || concat_ws(
        chr(31), t.submission, t.ordinal, t.heading, t.text
    )
    FROM statement AS t
    JOIN submission AS s USING (submission)
    UNION ALL
    SELECT s.run, 'note' || chr(31) || concat_ws(
        chr(31), n.submission, n.ordinal, coalesce(n.sheet, ''), coalesce(n.cell, ''), n.text
    )
    FROM submission_note AS n
    JOIN submission AS s USING (submission)
)
SELECT
    run,
    printf(
        '%016x%016x-%d',
        bit_xor(md5_number_upper(row)),
        bit_xor(md5_number_lower(row)),
        count(*)
    ) AS digest
FROM told
WHERE run IN (SELECT unnest($runs::VARCHAR[]))
GROUP BY run
