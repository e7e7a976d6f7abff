-- CreateTable
CREATE TABLE "judge" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_id" TEXT,
    "reply_mode" TEXT NOT NULL DEFAULT 'json_schema',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(6),

    CONSTRAINT "judge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judge_version" (
    "id" TEXT NOT NULL,
    "judge_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "template" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "judge_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judge_ask" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "judge_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "scope" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "error" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "tasks" INTEGER NOT NULL DEFAULT 0,
    "labels" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "judge_ask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judge_call" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "ask_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "order_index" INTEGER NOT NULL,
    "sample" INTEGER NOT NULL,
    "shown_order" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "reservation_id" TEXT,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "unknown_attempts" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "seconds" DOUBLE PRECISION,
    "reply" TEXT,
    "response" JSONB,
    "probabilities" JSONB,
    "reason" TEXT,
    "answered_at" TIMESTAMPTZ(6),

    CONSTRAINT "judge_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "judge_annotator_id_key" ON "judge"("annotator_id");

-- CreateIndex
CREATE UNIQUE INDEX "judge_project_id_name_key" ON "judge"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "judge_version_judge_id_version_key" ON "judge_version"("judge_id", "version");

-- CreateIndex
CREATE INDEX "judge_ask_project_id_created_at_idx" ON "judge_ask"("project_id", "created_at");

-- CreateIndex
CREATE INDEX "judge_ask_campaign_id_idx" ON "judge_ask"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "judge_ask_one_live" ON "judge_ask"("judge_id") WHERE (state = 'queued' or state = 'running');

-- CreateIndex
CREATE INDEX "judge_call_ask_id_state_idx" ON "judge_call"("ask_id", "state");

-- CreateIndex
CREATE INDEX "judge_call_task_id_idx" ON "judge_call"("task_id");

-- CreateIndex
CREATE UNIQUE INDEX "judge_call_version_id_task_id_order_index_sample_key" ON "judge_call"("version_id", "task_id", "order_index", "sample");

-- AddForeignKey
ALTER TABLE "judge" ADD CONSTRAINT "judge_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge" ADD CONSTRAINT "judge_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_version" ADD CONSTRAINT "judge_version_judge_id_fkey" FOREIGN KEY ("judge_id") REFERENCES "judge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_ask" ADD CONSTRAINT "judge_ask_judge_id_fkey" FOREIGN KEY ("judge_id") REFERENCES "judge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_ask" ADD CONSTRAINT "judge_ask_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "judge_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_ask" ADD CONSTRAINT "judge_ask_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_call" ADD CONSTRAINT "judge_call_ask_id_fkey" FOREIGN KEY ("ask_id") REFERENCES "judge_ask"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_call" ADD CONSTRAINT "judge_call_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "judge_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_call" ADD CONSTRAINT "judge_call_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;
