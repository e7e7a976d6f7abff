-- AlterTable
ALTER TABLE "slot" ADD COLUMN "replaces_id" BIGINT;

-- CreateIndex
CREATE UNIQUE INDEX "slot_one_replacement" ON "slot"("replaces_id") WHERE (replaces_id is not null);
