-- Closings are carried out as openings are: one table for both.
ALTER TABLE "task_opening" RENAME TO "task_change";
ALTER TABLE "task_change" RENAME CONSTRAINT "task_opening_pkey" TO "task_change_pkey";
ALTER TABLE "task_change" RENAME CONSTRAINT "task_opening_campaign_id_fkey" TO "task_change_campaign_id_fkey";
ALTER INDEX "task_opening_campaign_id_created_at_idx" RENAME TO "task_change_campaign_id_created_at_idx";

-- AlterTable
ALTER TABLE "task_change" ADD COLUMN     "closing" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "route_plan_id" TEXT,
ALTER COLUMN "overlap" DROP NOT NULL;
