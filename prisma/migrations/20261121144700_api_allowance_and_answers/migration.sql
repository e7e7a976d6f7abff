-- AlterTable
ALTER TABLE "webhook_delivery" ADD COLUMN     "answer_body" TEXT;

-- CreateTable: unlogged, since every few requests write to it and a crash may forget them
CREATE UNLOGGED TABLE "api_allowance" (
    "id" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,
    "taken" INTEGER NOT NULL,

    CONSTRAINT "api_allowance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "api_allowance_ends_at_idx" ON "api_allowance"("ends_at");
