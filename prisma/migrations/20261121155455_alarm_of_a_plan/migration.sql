-- AlterTable
ALTER TABLE "route_plan" ADD COLUMN     "alarmed_at" TIMESTAMPTZ(6),
ADD COLUMN     "checked_answers" INTEGER NOT NULL DEFAULT 0;
