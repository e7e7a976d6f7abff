-- CreateTable
CREATE TABLE "item_tag" (
    "item_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "tagger" TEXT NOT NULL,
    "measures" JSONB NOT NULL,
    "prompt" JSONB NOT NULL,
    "encoder" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tagged_at" TIMESTAMPTZ(6),

    CONSTRAINT "item_tag_pkey" PRIMARY KEY ("item_id","tagger")
);

-- CreateTable
CREATE TABLE "tag_set" (
    "project_id" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_set_pkey" PRIMARY KEY ("project_id")
);

-- CreateIndex
CREATE INDEX "item_tag_project_id_tagger_idx" ON "item_tag"("project_id", "tagger");

-- AddForeignKey
ALTER TABLE "item_tag" ADD CONSTRAINT "item_tag_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_tag" ADD CONSTRAINT "item_tag_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag_set" ADD CONSTRAINT "tag_set_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
