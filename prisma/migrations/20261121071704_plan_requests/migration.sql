-- AlterTable
ALTER TABLE "route_plan" ADD COLUMN     "error" TEXT,
ADD COLUMN     "request" JSONB NOT NULL DEFAULT '{}',
ALTER COLUMN "state" SET DEFAULT 'queued';
