-- AlterTable
ALTER TABLE "candidate_payload" ADD COLUMN     "media" JSONB;

-- AlterTable
ALTER TABLE "item_payload" ADD COLUMN     "media" JSONB;

-- CreateTable
CREATE TABLE "media_asset" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "byte_size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_asset_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "media_asset_project_id_file_name_key" ON "media_asset"("project_id", "file_name");

-- AddForeignKey
ALTER TABLE "media_asset" ADD CONSTRAINT "media_asset_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
