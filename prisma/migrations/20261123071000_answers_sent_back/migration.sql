-- CreateTable
CREATE TABLE "answer_return" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "annotation_id" TEXT NOT NULL,
    "assignment_id" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "sent_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT date_trunc('milliseconds'::text, statement_timestamp()),
    "outcome" TEXT,
    "reply" TEXT NOT NULL DEFAULT '',
    "idem_key" TEXT,
    "resolved_at" TIMESTAMPTZ(6),

    CONSTRAINT "answer_return_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "answer_return_one_open" ON "answer_return"("assignment_id") WHERE (resolved_at is null);

-- CreateIndex
CREATE INDEX "answer_return_assignment_id_created_at_idx" ON "answer_return"("assignment_id", "created_at");

-- CreateIndex
CREATE INDEX "answer_return_annotation_id_idx" ON "answer_return"("annotation_id");

-- AddForeignKey
ALTER TABLE "answer_return" ADD CONSTRAINT "answer_return_annotation_id_fkey" FOREIGN KEY ("annotation_id") REFERENCES "annotation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
