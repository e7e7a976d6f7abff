import { Prisma } from "@/lib/generated/prisma/client";
import { excludedFrom } from "@/lib/quality/excluded-sql";

/**
 * Whether an answer `a` of a project is on record and counts in no consensus now, as `why-uncounted.ts` tells of a single one. Lists rather
 * than conditions on the row, so that each is made once, however many answers there are.
 */
export const uncountedNow = (projectId: string): Prisma.Sql => Prisma.sql`
  (a.repeat or (a.campaign_id, a.annotator_id) in (${excludedFrom(projectId)})
   or (a.campaign_id, a.question_version) in (
     select k.id, older.version from campaign k cross join lateral generate_series(1, k.counts_from - 1) as older (version) where k.project_id = ${projectId}))`;
