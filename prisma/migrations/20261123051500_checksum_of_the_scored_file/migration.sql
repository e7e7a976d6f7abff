-- Checksum of the file that a version scores with; unknown for versions from before it was kept.
ALTER TABLE "reward_model_version" ADD COLUMN "encoder_sha256" TEXT;
