-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "seal_id" BIGINT;

-- CreateTable
CREATE TABLE "audit_seal" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "events" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_workspace_id_previous_key" ON "audit_seal"("workspace_id", "previous");

-- CreateIndex
CREATE INDEX "audit_event_unsealed" ON "audit_event"("workspace_id") WHERE (seal_id is null);

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_seal_id_fkey" FOREIGN KEY ("seal_id") REFERENCES "audit_seal"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
