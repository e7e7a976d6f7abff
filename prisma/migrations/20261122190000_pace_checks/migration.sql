-- CreateTable
CREATE TABLE "pace_check" (
    "annotation_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "least_seconds" DOUBLE PRECISION NOT NULL,
    "too_fast" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pace_check_pkey" PRIMARY KEY ("annotation_id")
);

-- CreateIndex
CREATE INDEX "pace_check_campaign_id_annotator_id_created_at_idx" ON "pace_check"("campaign_id", "annotator_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "pace_check" ADD CONSTRAINT "pace_check_annotation_id_fkey" FOREIGN KEY ("annotation_id") REFERENCES "annotation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pace_check" ADD CONSTRAINT "pace_check_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pace_check" ADD CONSTRAINT "pace_check_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;
