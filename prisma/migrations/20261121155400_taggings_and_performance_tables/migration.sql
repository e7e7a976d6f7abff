-- CreateTable
CREATE TABLE "performance_table" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "mix_items" INTEGER NOT NULL,
    "columns" TEXT[],
    "counts" DOUBLE PRECISION[],
    "scores" DOUBLE PRECISION[],
    "sha256" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "performance_table_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tagging" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "tagger" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "result" JSONB,
    "error" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "tagging_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "performance_table_project_id_sha256_key" ON "performance_table"("project_id", "sha256");

-- CreateIndex
CREATE INDEX "tagging_project_id_created_at_idx" ON "tagging"("project_id", "created_at");

-- AddForeignKey
ALTER TABLE "performance_table" ADD CONSTRAINT "performance_table_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tagging" ADD CONSTRAINT "tagging_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
