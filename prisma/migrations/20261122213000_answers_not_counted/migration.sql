-- CreateIndex
CREATE INDEX "annotation_not_counted" ON "annotation"("project_id", "campaign_id") WHERE withdrawn_at is not null or superseded_at is not null or repeat;
