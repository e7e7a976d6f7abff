-- AlterTable
ALTER TABLE "budget_entry" ADD COLUMN     "active_ms" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "annotator_id" TEXT,
ADD COLUMN     "idem_key" TEXT,
ADD COLUMN     "items" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "paid_change" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "rate_id" TEXT,
ADD COLUMN     "reverses_id" BIGINT,
ALTER COLUMN "reservation_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "pay_rate" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL DEFAULT '',
    "annotator_id" TEXT NOT NULL DEFAULT '',
    "basis" TEXT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pay_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pay_item" (
    "assignment_id" BIGINT NOT NULL,
    "project_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "rate_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "live" BOOLEAN NOT NULL,
    "active_ms" BIGINT,
    "amount_micros" BIGINT NOT NULL,

    CONSTRAINT "pay_item_pkey" PRIMARY KEY ("assignment_id")
);

-- CreateTable
CREATE TABLE "pay_minimum" (
    "project_id" TEXT NOT NULL,
    "hourly_micros" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pay_minimum_pkey" PRIMARY KEY ("project_id")
);

-- CreateIndex
CREATE INDEX "pay_rate_project_id_idx" ON "pay_rate"("project_id");

-- CreateIndex
CREATE INDEX "pay_item_project_id_annotator_id_idx" ON "pay_item"("project_id", "annotator_id");

-- CreateIndex
CREATE UNIQUE INDEX "budget_entry_reverses_id_key" ON "budget_entry"("reverses_id");

-- CreateIndex
CREATE INDEX "budget_entry_of_person" ON "budget_entry"("project_id", "annotator_id", "id") WHERE (annotator_id is not null);

-- CreateIndex
CREATE UNIQUE INDEX "budget_entry_project_id_idem_key_key" ON "budget_entry"("project_id", "idem_key");

-- AddForeignKey
ALTER TABLE "pay_rate" ADD CONSTRAINT "pay_rate_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pay_item" ADD CONSTRAINT "pay_item_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pay_minimum" ADD CONSTRAINT "pay_minimum_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
