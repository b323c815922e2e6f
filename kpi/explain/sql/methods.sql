-- One row as each method judges it, with what the methods that look over the years start from.
SELECT
    m.method, m.pace, m.status, m.light, g.start, g.start_moment, g.latest, g.moment,
    g.goal, g.goal_year, h.grown, h.needed, h.strictness, k.gap, g.recent, g.recent_moment,
    cagr_cuts() AS cagr_cuts, growth_cuts() AS growth_cuts, gap_cuts() AS gap_cuts,
    instead_of_zero() AS instead_of_zero
FROM method_light AS m
LEFT JOIN growth AS g
  ON g.period = m.period AND g.indicator = m.indicator AND g.entity = m.unit
 AND m.method <> 'linear' AND NOT g.is_completed
LEFT JOIN cagr AS h
  ON h.period = m.period AND h.indicator = m.indicator AND h.entity = m.unit AND m.method = 'cagr'
 AND NOT h.is_completed
LEFT JOIN carried AS k
  ON k.period = m.period AND k.indicator = m.indicator AND k.entity = m.unit
 AND m.method = 'projection' AND NOT k.is_completed
WHERE m.indicator = $indicator AND m.unit = $entity
ORDER BY CASE m.method WHEN 'linear' THEN 0 WHEN 'cagr' THEN 1 ELSE 2 END;
