-- AlterTable
ALTER TABLE "import" ADD COLUMN     "campaign_id" TEXT,
ADD COLUMN     "labels_unfit" JSONB NOT NULL DEFAULT '{}';
