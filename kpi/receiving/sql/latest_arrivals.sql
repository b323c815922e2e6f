-- The content that each inbox path held when it last was an arrival.
SELECT path, sha256
FROM arrival
QUALIFY row_number() OVER (PARTITION BY path ORDER BY arrival DESC) = 1
