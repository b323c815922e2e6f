-- The file of an archive that a submission was read from. No row: it came by itself, or several
-- files of one archive spoke of its unit and period.
CREATE TABLE submission_member (submission VARCHAR PRIMARY KEY, member VARCHAR NOT NULL);
