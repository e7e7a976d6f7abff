-- DropIndex
DROP INDEX "item_project_id_prompt_hash_idx";
