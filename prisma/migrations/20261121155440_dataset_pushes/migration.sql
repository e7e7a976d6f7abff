-- CreateTable
CREATE TABLE "dataset_push" (
    "id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "address" TEXT,
    "error" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "dataset_push_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "dataset_push_version_id_created_at_idx" ON "dataset_push"("version_id", "created_at");

-- AddForeignKey
ALTER TABLE "dataset_push" ADD CONSTRAINT "dataset_push_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;
