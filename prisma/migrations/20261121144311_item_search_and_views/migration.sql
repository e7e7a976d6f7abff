-- AlterTable
ALTER TABLE "consensus" ADD COLUMN     "disagreement" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "guide_version" ADD COLUMN     "examples" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "item_words" (
    "item_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "item_words_pkey" PRIMARY KEY ("item_id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "query" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "item_words_project_id_ordinal_idx" ON "item_words"("project_id", "ordinal");

-- CreateIndex
CREATE INDEX "item_words_words_idx" ON "item_words" USING GIN ("words");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_project_id_owner_id_name_key" ON "saved_view"("project_id", "owner_id", "name");

-- AddForeignKey
ALTER TABLE "item_words" ADD CONSTRAINT "item_words_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
