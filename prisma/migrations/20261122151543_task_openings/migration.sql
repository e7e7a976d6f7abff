-- CreateTable
CREATE TABLE "task_opening" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "overlap" INTEGER NOT NULL,
    "priority" DOUBLE PRECISION,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "up_to" INTEGER NOT NULL DEFAULT -1,
    "tasks" INTEGER NOT NULL DEFAULT 0,
    "slots" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "task_opening_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "task_opening_campaign_id_created_at_idx" ON "task_opening"("campaign_id", "created_at");

-- AddForeignKey
ALTER TABLE "task_opening" ADD CONSTRAINT "task_opening_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;
