import { Prisma } from "@/lib/generated/prisma/client";

/** Whose answers an aggregation may have read: anyone's, people's (with or without models'), or language models' alone. */
export type FitOf = "anyone" | "people" | "models";

const read: Record<FitOf, Prisma.Sql> = {
  anyone: Prisma.empty,
  people: Prisma.sql`and newest_g.source <> 'lm'`,
  models: Prisma.sql`and newest_g.source = 'lm'`,
};

/**
 * The id of the aggregation that stands for a campaign wherever one consensus of it is shown or gone by: the newest finished one of its
 * main question, of language models' answers only where none has read people's. What was aggregated beside it, another question or
 * another source for a look at the agreement or for an export, changes nothing there.
 */
export const newestFit = (campaignId: Prisma.Sql, of: FitOf = "anyone"): Prisma.Sql => Prisma.sql`(
  select newest_g.id from aggregation newest_g
  where newest_g.campaign_id = ${campaignId} and newest_g.state = 'done' and newest_g.main ${read[of]}
  order by (newest_g.source = 'lm'), newest_g.finished_at desc, newest_g.id desc limit 1)`;
