import { Prisma } from "@/lib/generated/prisma/client";

/** What `campaignViewSchema` reads, of the campaign `c`, for a select. */
export const campaignColumns = Prisma.sql`
  c.id, c.slug, c.name, c.kind, c.config, c.state::text as state, c.overlap, c.gold_share as "goldShare", c.lease_seconds as "leaseSeconds",
  c.handout, c.extras, c.shown_meta as "shownMeta", c.highlighted_words as "highlightedWords", c.admission, c.quality_rules as "qualityRules", c.question_version as "questionVersion", c.counts_from as "countsFrom",
  coalesce((select max(g.version) from guide_version g where g.campaign_id = c.id), 0) as "guideVersion"`;
