-- AlterTable
ALTER TABLE "consensus" DROP CONSTRAINT "consensus_pkey",
ADD COLUMN     "detail" JSONB,
ADD COLUMN     "part" TEXT NOT NULL DEFAULT '',
ALTER COLUMN "p_choice" DROP NOT NULL,
ADD CONSTRAINT "consensus_pkey" PRIMARY KEY ("aggregation_id", "task_id", "question", "part");
