-- CreateTable
CREATE TABLE "tag_set_change" (
    "project_id" TEXT NOT NULL,
    "definition" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_set_change_pkey" PRIMARY KEY ("project_id")
);

-- AddForeignKey
ALTER TABLE "tag_set_change" ADD CONSTRAINT "tag_set_change_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
