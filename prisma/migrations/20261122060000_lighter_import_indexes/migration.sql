-- The key of an imported answer begins with its item: keys that were hashes alone sent each answer to another page of the index.
-- What it is made of stays in step with `answerKeyOf` of lib/imports/identity.ts.
UPDATE "annotation" a SET "idem_key" = k.idem_key
FROM (
  SELECT n.id, 'import:' || t.item_id || ':' || left(encode(sha256(convert_to(
      n.campaign_id || ' ' || t.unit_key || ' ' || n.payload_hash || ' '
      || (row_number() OVER (PARTITION BY n.annotator_id, n.task_id, n.payload_hash ORDER BY n.id) - 1), 'UTF8')), 'hex'), 32) AS idem_key
  FROM "annotation" n JOIN "task" t ON t.id = n.task_id
  WHERE n.idem_key LIKE 'import:%'
) k
WHERE k.id = a.id;

-- Rows of an import, and of a project, lie together in the order in which they were written: a summary of each stretch of the
-- table finds them, and costs nothing for each row.
DROP INDEX "item_import_id_idx";
CREATE INDEX "item_import_id_idx" ON "item" USING BRIN ("import_id") WITH (autosummarize = on);
DROP INDEX "annotation_of_import";
CREATE INDEX "annotation_import_id_idx" ON "annotation" USING BRIN ("import_id") WITH (autosummarize = on);
DROP INDEX "candidate_project_id_idx";
CREATE INDEX "candidate_project_id_idx" ON "candidate" USING BRIN ("project_id") WITH (autosummarize = on);
DROP INDEX "task_project_id_idx";
CREATE INDEX "task_project_id_idx" ON "task" USING BRIN ("project_id") WITH (autosummarize = on);
