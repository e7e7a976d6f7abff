import { Prisma } from "@/lib/generated/prisma/client";

/** Exclusions `x` that hold now. */
export const excludedNow = Prisma.sql`x.readmitted_at is null`;

/** Exclusions `x` that held at a time. */
export const excludedAt = (at: Date): Prisma.Sql =>
  Prisma.sql`x.excluded_at <= ${at} and (x.readmitted_at is null or x.readmitted_at > ${at})`;

/**
 * Whose answers do not count in which campaign of a project, for `(a.campaign_id, a.annotator_id) not in (…)`: people who are excluded there,
 * under every name of their account: who decides contested items does so beside the name under which they annotate. A list rather than a
 * condition on the row, so that it is made once, however many answers there are.
 * @param when which exclusions `x` are meant
 */
export const excludedFrom = (projectId: string, when: Prisma.Sql = excludedNow): Prisma.Sql => Prisma.sql`
  select x.campaign_id, every_name.id from exclusion x join annotator of_person on of_person.id = x.annotator_id
  join annotator every_name on every_name.project_id = x.project_id and (every_name.id = x.annotator_id or every_name.user_id = of_person.user_id)
  where x.project_id = ${projectId} and ${when}`;
