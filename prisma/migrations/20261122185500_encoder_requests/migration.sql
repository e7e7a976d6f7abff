-- CreateTable
CREATE TABLE "encoder_request" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT,
    "pooling" TEXT,
    "revision" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "encoder_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "encoder_request_project_id_created_at_idx" ON "encoder_request"("project_id", "created_at");

-- AddForeignKey
ALTER TABLE "encoder_request" ADD CONSTRAINT "encoder_request_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
