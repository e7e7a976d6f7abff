-- Whether an aggregation is of its campaign's main question. Those from before count as such, as they did until now.
ALTER TABLE "aggregation" ADD COLUMN "main" BOOLEAN NOT NULL DEFAULT true;
