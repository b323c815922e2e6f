-- Kept submissions come into force: they are known from the moment of the act on.
UPDATE observation
SET known_at = $at, out_at = NULL, out_by = NULL
WHERE submission IN (SELECT unnest($submissions::VARCHAR[]))
  AND out_by IN (SELECT act FROM act WHERE kind = 'close');

UPDATE set_aside
SET until = $at
WHERE submission IN (SELECT unnest($submissions::VARCHAR[]))
  AND until IS NULL
  AND act IN (SELECT act FROM act WHERE kind = 'close');
