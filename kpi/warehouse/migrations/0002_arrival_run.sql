-- An arrival remembers in which run it was taken, so that the archive's ledger can be made from
-- the warehouse and the warehouse from the ledger.
ALTER TABLE arrival ADD COLUMN run VARCHAR;
ALTER TABLE arrival ADD COLUMN sidecar_problem BOOLEAN DEFAULT false;
