-- CreateTable
CREATE TABLE "budget" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL DEFAULT '',
    "arm" TEXT NOT NULL DEFAULT '',
    "period" TEXT NOT NULL DEFAULT 'total',
    "cap_micros" BIGINT NOT NULL,
    "alert_shares" DOUBLE PRECISION[] DEFAULT ARRAY[0.5, 0.8, 0.95]::DOUBLE PRECISION[],
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_total" (
    "budget_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "reserved_micros" BIGINT NOT NULL,
    "spent_micros" BIGINT NOT NULL,

    CONSTRAINT "budget_total_pkey" PRIMARY KEY ("budget_id","month")
);

-- CreateTable
CREATE TABLE "budget_alert" (
    "budget_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "share" DOUBLE PRECISION NOT NULL,
    "raised_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_alert_pkey" PRIMARY KEY ("budget_id","month","share")
);

-- CreateTable
CREATE TABLE "budget_reservation" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "arm" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "settled_micros" BIGINT NOT NULL DEFAULT 0,
    "short_micros" BIGINT NOT NULL DEFAULT 0,
    "on_expiry" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "idem_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "budget_reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_entry" (
    "id" BIGSERIAL NOT NULL,
    "project_id" TEXT NOT NULL,
    "reservation_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reserved_change" BIGINT NOT NULL,
    "spent_change" BIGINT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "arm" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "budget_project_id_campaign_id_arm_period_key" ON "budget"("project_id", "campaign_id", "arm", "period");

-- CreateIndex
CREATE INDEX "budget_reservation_open" ON "budget_reservation"("expires_at") WHERE (state = 'open');

-- CreateIndex
CREATE UNIQUE INDEX "budget_reservation_project_id_idem_key_key" ON "budget_reservation"("project_id", "idem_key");

-- CreateIndex
CREATE INDEX "budget_entry_project_id_id_idx" ON "budget_entry"("project_id", "id");

-- CreateIndex
CREATE INDEX "budget_entry_reservation_id_idx" ON "budget_entry"("reservation_id");

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_total" ADD CONSTRAINT "budget_total_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alert" ADD CONSTRAINT "budget_alert_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_reservation" ADD CONSTRAINT "budget_reservation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_entry" ADD CONSTRAINT "budget_entry_reservation_id_fkey" FOREIGN KEY ("reservation_id") REFERENCES "budget_reservation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
