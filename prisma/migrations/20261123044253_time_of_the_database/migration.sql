-- AlterTable
ALTER TABLE "aggregation" ALTER COLUMN "read_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp()),
ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "annotation" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "annotator" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "api_key" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "app_user" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "assignment" ALTER COLUMN "claimed_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "audit_check" ALTER COLUMN "checked_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "audit_event" ALTER COLUMN "at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "audit_seal" ALTER COLUMN "at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "budget" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "budget_alert" ALTER COLUMN "raised_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "budget_entry" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "budget_reservation" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "campaign" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "connection" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "consent_acceptance" ALTER COLUMN "accepted_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "consent_text" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "dataset_push" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "dataset_version" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "discussion_post" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "encoder_request" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "enrolment" ALTER COLUMN "measured_from" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp()),
ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "external_identity" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "flag" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "gold_check" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "guide_version" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "idempotency_key" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "import" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "import_mapping" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "invitation" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "item" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "job" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "judge" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "judge_ask" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "judge_version" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "media_asset" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "member" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "pace_check" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "pay_minimum" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "pay_rate" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "performance_table" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "project" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "qualification_answer" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "qualification_attempt" ALTER COLUMN "started_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "question_version" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "reward_model_version" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "reward_promotion" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "reward_test_set" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "route_plan" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "saved_view" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp()),
ALTER COLUMN "updated_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "secret" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "sign_in_attempt" ALTER COLUMN "at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "tag_set" ALTER COLUMN "updated_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "tag_set_change" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "tagging" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "task" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "task_change" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "user_session" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "webhook" ALTER COLUMN "since" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp()),
ALTER COLUMN "jobs_seen_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp()),
ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "webhook_delivery" ALTER COLUMN "next_attempt_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp()),
ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());

-- AlterTable
ALTER TABLE "workspace" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds'::text, statement_timestamp());
