-- AlterTable
ALTER TABLE "import" ADD COLUMN     "heartbeat_at" TIMESTAMPTZ(6);
