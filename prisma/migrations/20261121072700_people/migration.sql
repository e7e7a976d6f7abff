-- CreateEnum
CREATE TYPE "standing" AS ENUM ('working', 'warned', 'retraining', 'paused');

-- CreateEnum
CREATE TYPE "slot_purpose" AS ENUM ('work', 'gold', 'repeat');

-- AlterEnum
ALTER TYPE "annotator_source" ADD VALUE 'adjudicator';

-- DropIndex
DROP INDEX "annotation_one_live_per_task_and_person";

-- DropIndex
DROP INDEX "annotator_project_id_user_id_key";

-- DropIndex
DROP INDEX "assignment_one_per_task_and_annotator";

-- DropIndex
DROP INDEX "slot_open";

-- AlterTable
ALTER TABLE "aggregation" ADD COLUMN     "counts_from" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "question_version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "annotation" ADD COLUMN     "extras" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "question_version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "repeat" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "annotator" ADD COLUMN     "demographics" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "skills" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "assignment" ADD COLUMN     "repeat" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "admission" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "counts_from" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "extras" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "keyed_at" TIMESTAMPTZ(6),
ADD COLUMN     "handout" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "quality_rules" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "question_version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "item" ADD COLUMN     "content_warning" TEXT;

-- AlterTable
ALTER TABLE "slot" ADD COLUMN     "key" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "lane" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "purpose" "slot_purpose" NOT NULL DEFAULT 'work';

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "is_training" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "discussion_post" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(6),

    CONSTRAINT "discussion_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flag" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "response" INTEGER,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),
    "resolved_by_id" TEXT,
    "resolution" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_version" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "config" JSONB NOT NULL,
    "extras" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "question_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "campaign_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "cohort" TEXT,
    "expert" BOOLEAN NOT NULL DEFAULT false,
    "consent_version" INTEGER,
    "profile_at" TIMESTAMPTZ(6),
    "qualified_at" TIMESTAMPTZ(6),
    "standing" "standing" NOT NULL DEFAULT 'working',
    "standing_reason" TEXT NOT NULL DEFAULT '',
    "standing_at" TIMESTAMPTZ(6),
    "measured_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("campaign_id","annotator_id")
);

-- CreateTable
CREATE TABLE "consent_text" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "markdown" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_acceptance" (
    "text_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_acceptance_pkey" PRIMARY KEY ("text_id","annotator_id")
);

-- CreateTable
CREATE TABLE "qualification_attempt" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "task_ids" TEXT[],
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),
    "passed" BOOLEAN,

    CONSTRAINT "qualification_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "qualification_answer" (
    "attempt_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "shown_order" JSONB NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "correct" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "qualification_answer_pkey" PRIMARY KEY ("attempt_id","task_id")
);

-- CreateTable
CREATE TABLE "gold_check" (
    "annotation_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "correct" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gold_check_pkey" PRIMARY KEY ("annotation_id")
);

-- CreateTable
CREATE TABLE "exclusion" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "excluded_by_id" TEXT,
    "excluded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "readmitted_by_id" TEXT,
    "readmitted_at" TIMESTAMPTZ(6),

    CONSTRAINT "exclusion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "discussion_post_item_id_created_at_idx" ON "discussion_post"("item_id", "created_at");

-- CreateIndex
CREATE INDEX "flag_project_id_created_at_idx" ON "flag"("project_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "flag_one_open" ON "flag"("task_id", "annotator_id", "reason") WHERE (resolved_at is null);

-- CreateIndex
CREATE UNIQUE INDEX "question_version_campaign_id_version_key" ON "question_version"("campaign_id", "version");

-- CreateIndex
CREATE INDEX "enrolment_annotator_id_idx" ON "enrolment"("annotator_id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_text_campaign_id_version_key" ON "consent_text"("campaign_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "qualification_attempt_campaign_id_annotator_id_number_key" ON "qualification_attempt"("campaign_id", "annotator_id", "number");

-- CreateIndex
CREATE INDEX "gold_check_campaign_id_annotator_id_created_at_idx" ON "gold_check"("campaign_id", "annotator_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "exclusion_campaign_id_idx" ON "exclusion"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "exclusion_one_open" ON "exclusion"("campaign_id", "annotator_id") WHERE (readmitted_at is null);

-- CreateIndex
CREATE UNIQUE INDEX "annotation_one_live_per_task_and_person" ON "annotation"("task_id", "annotator_id", "repeat") WHERE (slot_id is not null and withdrawn_at is null and superseded_at is null);

-- CreateIndex
CREATE UNIQUE INDEX "annotator_project_id_user_id_source_key" ON "annotator"("project_id", "user_id", "source");

-- CreateIndex
CREATE UNIQUE INDEX "assignment_one_per_task_and_annotator" ON "assignment"("task_id", "annotator_id", "repeat") WHERE (state = 'leased' or state = 'done' or state = 'skipped');

-- CreateIndex
CREATE INDEX "slot_open" ON "slot"("campaign_id", "lane", "priority" DESC, "key", "id") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "task_known_answer" ON "task"("campaign_id", "is_training", "id") WHERE (is_gold);

-- AddForeignKey
ALTER TABLE "discussion_post" ADD CONSTRAINT "discussion_post_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion_post" ADD CONSTRAINT "discussion_post_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_text" ADD CONSTRAINT "consent_text_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_acceptance" ADD CONSTRAINT "consent_acceptance_text_id_fkey" FOREIGN KEY ("text_id") REFERENCES "consent_text"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qualification_attempt" ADD CONSTRAINT "qualification_attempt_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qualification_attempt" ADD CONSTRAINT "qualification_attempt_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qualification_answer" ADD CONSTRAINT "qualification_answer_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "qualification_attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qualification_answer" ADD CONSTRAINT "qualification_answer_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gold_check" ADD CONSTRAINT "gold_check_annotation_id_fkey" FOREIGN KEY ("annotation_id") REFERENCES "annotation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gold_check" ADD CONSTRAINT "gold_check_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gold_check" ADD CONSTRAINT "gold_check_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gold_check" ADD CONSTRAINT "gold_check_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusion" ADD CONSTRAINT "exclusion_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusion" ADD CONSTRAINT "exclusion_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The order within a priority: fewest annotated first.
UPDATE "slot" SET "key" = "ordinal";
