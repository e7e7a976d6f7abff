-- CreateEnum
CREATE TYPE "annotator_source" AS ENUM ('human', 'lm', 'gold');

-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('draft', 'open', 'paused', 'archived');

-- CreateEnum
CREATE TYPE "slot_state" AS ENUM ('open', 'leased', 'done', 'withdrawn');

-- CreateEnum
CREATE TYPE "assignment_state" AS ENUM ('leased', 'done', 'skipped', 'expired', 'released');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'researcher', 'annotator');

-- CreateTable
CREATE TABLE "aggregation" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "converged" BOOLEAN NOT NULL DEFAULT false,
    "iterations" INTEGER NOT NULL DEFAULT 0,
    "tasks" INTEGER NOT NULL DEFAULT 0,
    "labels" INTEGER NOT NULL DEFAULT 0,
    "annotators" INTEGER NOT NULL DEFAULT 0,
    "read_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "agreement" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "aggregation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consensus" (
    "aggregation_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "posterior" JSONB NOT NULL,
    "p_choice" DOUBLE PRECISION NOT NULL,
    "labels" INTEGER NOT NULL,
    "strength" DOUBLE PRECISION,

    CONSTRAINT "consensus_pkey" PRIMARY KEY ("aggregation_id","task_id","question")
);

-- CreateTable
CREATE TABLE "annotator_estimate" (
    "aggregation_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "reliability" DOUBLE PRECISION NOT NULL,
    "ci_low" DOUBLE PRECISION,
    "ci_high" DOUBLE PRECISION,
    "labels" INTEGER NOT NULL,
    "confusion" JSONB,

    CONSTRAINT "annotator_estimate_pkey" PRIMARY KEY ("aggregation_id","annotator_id")
);

-- CreateTable
CREATE TABLE "annotator" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" "annotator_source" NOT NULL,
    "user_id" TEXT,
    "meta" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "slot_id" BIGINT,
    "assignment_id" BIGINT,
    "epoch" BIGINT,
    "import_id" TEXT,
    "guide_version_id" TEXT,
    "idem_key" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "shown_order" JSONB,
    "comment" TEXT,
    "flagged" BOOLEAN NOT NULL DEFAULT false,
    "active_seconds" DOUBLE PRECISION,
    "supersedes_id" TEXT,
    "superseded_at" TIMESTAMPTZ(6),
    "withdrawn_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_version" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "recipe" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "rows" INTEGER NOT NULL DEFAULT 0,
    "excluded" JSONB NOT NULL DEFAULT '{}',
    "manifest" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "dataset_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_file" (
    "id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "byte_size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,

    CONSTRAINT "dataset_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "storage_key" TEXT,
    "byte_size" BIGINT NOT NULL DEFAULT 0,
    "format" TEXT NOT NULL,
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "on_error" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'uploaded',
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "items_added" INTEGER NOT NULL DEFAULT 0,
    "items_existing" INTEGER NOT NULL DEFAULT 0,
    "candidates_added" INTEGER NOT NULL DEFAULT 0,
    "labels_added" INTEGER NOT NULL DEFAULT 0,
    "labels_existing" INTEGER NOT NULL DEFAULT 0,
    "annotators_added" INTEGER NOT NULL DEFAULT 0,
    "rows_refused" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_refusal" (
    "id" BIGSERIAL NOT NULL,
    "import_id" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "excerpt" TEXT NOT NULL,

    CONSTRAINT "import_refusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "import_id" TEXT,
    "ordinal" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "prompt_hash" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "source" TEXT,
    "license" TEXT,
    "meta" JSONB NOT NULL DEFAULT '{}',
    "prompt_chars" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_payload" (
    "item_id" TEXT NOT NULL,
    "prompt" JSONB NOT NULL,

    CONSTRAINT "item_payload_pkey" PRIMARY KEY ("item_id")
);

-- CreateTable
CREATE TABLE "candidate" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "external_id" TEXT,
    "model" TEXT,
    "text_hash" TEXT NOT NULL,
    "chars" INTEGER NOT NULL,

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate_payload" (
    "candidate_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "candidate_payload_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "job" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "message" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "heartbeat_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "archived_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "state" "campaign_state" NOT NULL DEFAULT 'open',
    "overlap" INTEGER NOT NULL DEFAULT 1,
    "gold_share" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "lease_seconds" INTEGER NOT NULL DEFAULT 1800,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(6),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_version" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "markdown" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guide_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reward_model_version" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "encoder" TEXT NOT NULL,
    "head" TEXT NOT NULL,
    "loss" TEXT NOT NULL,
    "labels" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "folds" INTEGER NOT NULL,
    "config" JSONB NOT NULL DEFAULT '{}',
    "data" JSONB NOT NULL DEFAULT '{}',
    "provider" TEXT,
    "train_pairs" INTEGER NOT NULL DEFAULT 0,
    "test_pairs" INTEGER NOT NULL DEFAULT 0,
    "metrics" JSONB NOT NULL DEFAULT '{}',
    "artifact_key" TEXT,
    "artifact_sha256" TEXT,
    "encoder_key" TEXT,
    "card_key" TEXT,
    "error" TEXT,
    "promoted_at" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "reward_model_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate_score" (
    "version_id" TEXT NOT NULL,
    "candidate_id" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "candidate_score_pkey" PRIMARY KEY ("version_id","candidate_id")
);

-- CreateTable
CREATE TABLE "pair_margin" (
    "version_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "margin_logits" DOUBLE PRECISION NOT NULL,
    "p_second" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "pair_margin_pkey" PRIMARY KEY ("version_id","task_id")
);

-- CreateTable
CREATE TABLE "encoded_text" (
    "encoder" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "vector" BYTEA NOT NULL,

    CONSTRAINT "encoded_text_pkey" PRIMARY KEY ("encoder","content_hash")
);

-- CreateTable
CREATE TABLE "route_plan" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "strategy" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "budget_kind" TEXT NOT NULL,
    "budget_share" DOUBLE PRECISION,
    "budget_micros" BIGINT,
    "human_price_micros" BIGINT NOT NULL,
    "lm_price_micros" BIGINT NOT NULL,
    "human_overlap" INTEGER NOT NULL DEFAULT 1,
    "lm_annotator_id" TEXT,
    "items" INTEGER NOT NULL DEFAULT 0,
    "human_items" INTEGER NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "predicted" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'drawn',
    "tasks_opened" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "committed_at" TIMESTAMPTZ(6),

    CONSTRAINT "route_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "route_decision" (
    "plan_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "arm" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "gain" DOUBLE PRECISION,
    "cost_micros" BIGINT NOT NULL,
    "why" JSONB NOT NULL,

    CONSTRAINT "route_decision_pkey" PRIMARY KEY ("plan_id","task_id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "unit_key" TEXT NOT NULL,
    "overlap" INTEGER NOT NULL DEFAULT 0,
    "priority" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "is_gold" BOOLEAN NOT NULL DEFAULT false,
    "route_plan_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_at" TIMESTAMPTZ(6),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slot" (
    "id" BIGSERIAL NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "state" "slot_state" NOT NULL DEFAULT 'open',
    "priority" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "epoch" BIGINT NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(6),

    CONSTRAINT "slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" BIGSERIAL NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "slot_id" BIGINT NOT NULL,
    "task_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "state" "assignment_state" NOT NULL DEFAULT 'leased',
    "lease_until" TIMESTAMPTZ(6) NOT NULL,
    "shown_order" JSONB NOT NULL,
    "draft" JSONB,
    "draft_version" INTEGER NOT NULL DEFAULT 0,
    "draft_saved_at" TIMESTAMPTZ(6),
    "skip_reason" TEXT,
    "claimed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "session_epoch" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(6),
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_identity" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_identity_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateTable
CREATE TABLE "member" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "email" TEXT,
    "role" "role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),
    "used_by_id" TEXT,
    "sent_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" BIGSERIAL NOT NULL,
    "account_key" TEXT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "project_id" TEXT,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "aggregation_project_id_created_at_idx" ON "aggregation"("project_id", "created_at");

-- CreateIndex
CREATE INDEX "aggregation_campaign_id_created_at_idx" ON "aggregation"("campaign_id", "created_at");

-- CreateIndex
CREATE INDEX "consensus_task_id_idx" ON "consensus"("task_id");

-- CreateIndex
CREATE UNIQUE INDEX "annotator_project_id_source_name_key" ON "annotator"("project_id", "source", "name");

-- CreateIndex
CREATE UNIQUE INDEX "annotator_project_id_user_id_key" ON "annotator"("project_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "annotation_supersedes_id_key" ON "annotation"("supersedes_id");

-- CreateIndex
CREATE INDEX "annotation_project_id_created_at_idx" ON "annotation"("project_id", "created_at");

-- CreateIndex
CREATE INDEX "annotation_campaign_id_idx" ON "annotation"("campaign_id");

-- CreateIndex
CREATE INDEX "annotation_task_id_idx" ON "annotation"("task_id");

-- CreateIndex
CREATE INDEX "annotation_import_id_idx" ON "annotation"("import_id");

-- CreateIndex
CREATE UNIQUE INDEX "annotation_annotator_id_idem_key_key" ON "annotation"("annotator_id", "idem_key");

-- CreateIndex
CREATE UNIQUE INDEX "annotation_one_live_per_slot" ON "annotation"("slot_id") WHERE (slot_id is not null and withdrawn_at is null and superseded_at is null);

-- CreateIndex
CREATE UNIQUE INDEX "annotation_one_live_per_task_and_person" ON "annotation"("task_id", "annotator_id") WHERE (slot_id is not null and withdrawn_at is null and superseded_at is null);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_version_project_id_number_key" ON "dataset_version"("project_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_file_version_id_path_key" ON "dataset_file"("version_id", "path");

-- CreateIndex
CREATE INDEX "import_project_id_created_at_idx" ON "import"("project_id", "created_at");

-- CreateIndex
CREATE INDEX "import_refusal_import_id_line_idx" ON "import_refusal"("import_id", "line");

-- CreateIndex
CREATE INDEX "item_project_id_prompt_hash_idx" ON "item"("project_id", "prompt_hash");

-- CreateIndex
CREATE INDEX "item_import_id_idx" ON "item"("import_id");

-- CreateIndex
CREATE UNIQUE INDEX "item_project_id_content_hash_key" ON "item"("project_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "item_project_id_external_id_key" ON "item"("project_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "item_project_id_ordinal_key" ON "item"("project_id", "ordinal");

-- CreateIndex
CREATE INDEX "candidate_project_id_idx" ON "candidate"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "candidate_item_id_ordinal_key" ON "candidate"("item_id", "ordinal");

-- CreateIndex
CREATE INDEX "job_project_id_created_at_idx" ON "job"("project_id", "created_at");

-- CreateIndex
CREATE INDEX "job_subject_id_idx" ON "job"("subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_workspace_id_slug_key" ON "project"("workspace_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_project_id_slug_key" ON "campaign"("project_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "guide_version_campaign_id_version_key" ON "guide_version"("campaign_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "reward_model_version_project_id_number_key" ON "reward_model_version"("project_id", "number");

-- CreateIndex
CREATE INDEX "candidate_score_candidate_id_idx" ON "candidate_score"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "route_plan_project_id_number_key" ON "route_plan"("project_id", "number");

-- CreateIndex
CREATE INDEX "route_decision_plan_id_rank_idx" ON "route_decision"("plan_id", "rank");

-- CreateIndex
CREATE INDEX "task_project_id_idx" ON "task"("project_id");

-- CreateIndex
CREATE INDEX "task_item_id_idx" ON "task"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "task_campaign_id_item_id_unit_key_key" ON "task"("campaign_id", "item_id", "unit_key");

-- CreateIndex
CREATE INDEX "slot_open" ON "slot"("campaign_id", "priority" DESC, "id") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "slot_leased_until" ON "slot"("lease_until") WHERE (state = 'leased');

-- CreateIndex
CREATE UNIQUE INDEX "slot_task_id_ordinal_key" ON "slot"("task_id", "ordinal");

-- CreateIndex
CREATE INDEX "assignment_annotator_id_state_claimed_at_idx" ON "assignment"("annotator_id", "state", "claimed_at");

-- CreateIndex
CREATE UNIQUE INDEX "assignment_one_live_per_slot" ON "assignment"("slot_id") WHERE (state = 'leased' or state = 'done');

-- CreateIndex
CREATE UNIQUE INDEX "assignment_one_per_task_and_annotator" ON "assignment"("task_id", "annotator_id") WHERE (state = 'leased' or state = 'done' or state = 'skipped');

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "user_session_user_id_idx" ON "user_session"("user_id");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_workspace_id_user_id_key" ON "member"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_workspace_id_created_at_idx" ON "invitation"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_account_key_at_idx" ON "sign_in_attempt"("account_key", "at");

-- CreateIndex
CREATE INDEX "audit_event_project_id_id_idx" ON "audit_event"("project_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_workspace_id_id_idx" ON "audit_event"("workspace_id", "id");

-- AddForeignKey
ALTER TABLE "aggregation" ADD CONSTRAINT "aggregation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aggregation" ADD CONSTRAINT "aggregation_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consensus" ADD CONSTRAINT "consensus_aggregation_id_fkey" FOREIGN KEY ("aggregation_id") REFERENCES "aggregation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consensus" ADD CONSTRAINT "consensus_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotator_estimate" ADD CONSTRAINT "annotator_estimate_aggregation_id_fkey" FOREIGN KEY ("aggregation_id") REFERENCES "aggregation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotator_estimate" ADD CONSTRAINT "annotator_estimate_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotator" ADD CONSTRAINT "annotator_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotator" ADD CONSTRAINT "annotator_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_guide_version_id_fkey" FOREIGN KEY ("guide_version_id") REFERENCES "guide_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_version" ADD CONSTRAINT "dataset_version_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_file" ADD CONSTRAINT "dataset_file_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_refusal" ADD CONSTRAINT "import_refusal_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_payload" ADD CONSTRAINT "item_payload_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_payload" ADD CONSTRAINT "candidate_payload_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_version" ADD CONSTRAINT "guide_version_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward_model_version" ADD CONSTRAINT "reward_model_version_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_score" ADD CONSTRAINT "candidate_score_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "reward_model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_score" ADD CONSTRAINT "candidate_score_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pair_margin" ADD CONSTRAINT "pair_margin_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "reward_model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_plan" ADD CONSTRAINT "route_plan_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_plan" ADD CONSTRAINT "route_plan_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_decision" ADD CONSTRAINT "route_decision_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "route_plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_decision" ADD CONSTRAINT "route_decision_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_slot_id_fkey" FOREIGN KEY ("slot_id") REFERENCES "slot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_identity" ADD CONSTRAINT "external_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_used_by_id_fkey" FOREIGN KEY ("used_by_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_sent_by_id_fkey" FOREIGN KEY ("sent_by_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
