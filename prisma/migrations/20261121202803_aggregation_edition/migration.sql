-- AlterTable
ALTER TABLE "aggregation" ADD COLUMN     "edition" INTEGER NOT NULL DEFAULT 1;
