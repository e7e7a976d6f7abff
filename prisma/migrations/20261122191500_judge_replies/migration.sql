-- CreateTable
CREATE TABLE "judge_reply" (
    "call_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "ask_id" TEXT NOT NULL,
    "reply" TEXT,
    "reason" TEXT,
    "answered_at" TIMESTAMPTZ(6),

    CONSTRAINT "judge_reply_pkey" PRIMARY KEY ("call_id","attempt")
);

-- AddForeignKey
ALTER TABLE "judge_reply" ADD CONSTRAINT "judge_reply_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "judge_call"("id") ON DELETE CASCADE ON UPDATE CASCADE;
