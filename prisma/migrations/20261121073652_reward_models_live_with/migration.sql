-- AlterTable
ALTER TABLE "candidate_score" ADD COLUMN     "members" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[];

-- AlterTable
ALTER TABLE "pair_margin" DROP CONSTRAINT "pair_margin_pkey",
ADD COLUMN     "deviation" DOUBLE PRECISION,
ADD COLUMN     "pair" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "prompt_hash" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "pair_margin_pkey" PRIMARY KEY ("version_id", "task_id", "pair");

-- AlterTable
ALTER TABLE "reward_model_version" ADD COLUMN     "code_version" TEXT,
ADD COLUMN     "live" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "trigger" TEXT NOT NULL DEFAULT 'person';

-- CreateTable
CREATE TABLE "reward_promotion" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "version_id" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reward_promotion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reward_test_set" (
    "project_id" TEXT NOT NULL,
    "share" DOUBLE PRECISION NOT NULL,
    "seed" INTEGER NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reward_test_set_pkey" PRIMARY KEY ("project_id")
);

-- CreateTable
CREATE TABLE "reward_test_prompt" (
    "project_id" TEXT NOT NULL,
    "prompt_hash" TEXT NOT NULL,

    CONSTRAINT "reward_test_prompt_pkey" PRIMARY KEY ("project_id","prompt_hash")
);

-- CreateTable
CREATE TABLE "reward_policy" (
    "project_id" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "every_labels" INTEGER,
    "on_drift" BOOLEAN NOT NULL DEFAULT false,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "note" TEXT NOT NULL DEFAULT '',
    "checked_at" TIMESTAMPTZ(6),

    CONSTRAINT "reward_policy_pkey" PRIMARY KEY ("project_id")
);

-- CreateIndex
CREATE INDEX "reward_promotion_project_id_created_at_idx" ON "reward_promotion"("project_id", "created_at");

-- AddForeignKey
ALTER TABLE "reward_promotion" ADD CONSTRAINT "reward_promotion_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward_promotion" ADD CONSTRAINT "reward_promotion_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "reward_model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward_test_set" ADD CONSTRAINT "reward_test_set_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward_test_prompt" ADD CONSTRAINT "reward_test_prompt_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "reward_test_set"("project_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward_policy" ADD CONSTRAINT "reward_policy_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
