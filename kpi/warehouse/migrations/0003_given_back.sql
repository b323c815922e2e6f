-- Submissions whose feedback lies in the outbox, or of which nothing had to be given back.
-- A run that was stopped before it could write is made good by the next one.
CREATE TABLE given_back (submission VARCHAR PRIMARY KEY);
