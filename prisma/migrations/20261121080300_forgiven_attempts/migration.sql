-- AlterTable
ALTER TABLE "qualification_attempt" ADD COLUMN     "forgiven" BOOLEAN NOT NULL DEFAULT false;
