-- AlterTable
ALTER TABLE "route_plan" ADD COLUMN     "extra_micros" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "asking" JSONB,
ADD COLUMN     "lane" TEXT;
