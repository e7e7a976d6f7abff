-- Fields of the items' metadata that a campaign's annotators see: none, unless the campaign names them.
ALTER TABLE "campaign" ADD COLUMN "shown_meta" TEXT[] DEFAULT ARRAY[]::TEXT[];
