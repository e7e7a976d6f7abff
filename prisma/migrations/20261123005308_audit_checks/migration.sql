-- CreateTable
CREATE TABLE "audit_check" (
    "workspace_id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "key_id" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "audit_check_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE INDEX "audit_event_of_seal" ON "audit_event"("seal_id") WHERE (seal_id is not null);

-- AddForeignKey
ALTER TABLE "audit_check" ADD CONSTRAINT "audit_check_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
