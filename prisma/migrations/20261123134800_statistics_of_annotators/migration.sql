-- A project has a handful of annotators, fewer than the server's default number of changes before it counts a table's rows. Not knowing how
-- many there are it takes the answers of each for a few, and reads all of a project's answers wherever some are asked for.
ALTER TABLE "annotator" SET (autovacuum_analyze_threshold = 5);
