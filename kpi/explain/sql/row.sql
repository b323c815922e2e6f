-- The rows of one entity: the indicator explained and those that it is made from.
SELECT * FROM results WHERE unit = $entity;
