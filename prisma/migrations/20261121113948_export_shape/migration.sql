-- CreateIndex
CREATE INDEX "item_payload_conversation" ON "item_payload"("item_id") WHERE (jsonb_typeof(prompt) = 'array'::text);
