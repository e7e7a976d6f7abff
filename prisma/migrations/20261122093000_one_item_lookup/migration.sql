-- The external id is the row's own id, which the content hash covers, or the head of that hash: of equal content it is equal, so
-- that its unique index keeps content unique too. Keys that are hashes come in no order and touch a page of the index each.
DROP INDEX "item_content_hash_project_id_key";
