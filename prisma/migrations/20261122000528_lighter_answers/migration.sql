-- DropIndex
DROP INDEX "annotation_import_id_idx";

-- DropIndex
DROP INDEX "annotation_supersedes_id_key";

-- CreateIndex
CREATE INDEX "annotation_of_import" ON "annotation"("import_id") WHERE (import_id is not null);

-- CreateIndex
CREATE UNIQUE INDEX "annotation_one_correction" ON "annotation"("supersedes_id") WHERE (supersedes_id is not null);
