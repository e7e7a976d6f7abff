-- Words that a campaign's annotators see highlighted in the texts: none, unless the campaign names them.
ALTER TABLE "campaign" ADD COLUMN "highlighted_words" TEXT[] DEFAULT ARRAY[]::TEXT[];
