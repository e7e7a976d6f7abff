import type { Tx } from "@/lib/db";

type Where = { projectId: string; campaignId: string; annotatorId: string };

/** What is stored of a person in a campaign, with the consent text that is in force. */
export type Pass = {
  skills: string[];
  cohort: string | null;
  expert: boolean;
  consentVersion: number | null;
  consentWanted: number | null;
  profileAt: Date | null;
  qualifiedAt: Date | null;
  standing: "working" | "warned" | "retraining" | "paused";
  standingReason: string;
  standingAt: Date | null;
};

export const readPass = async (tx: Tx, where: Where): Promise<Pass> => {
  const rows = await tx.$queryRaw<Pass[]>`
    select r.skills, e.cohort, coalesce(e.expert, false) as expert, e.consent_version as "consentVersion",
      (select max(c.version) from consent_text c where c.campaign_id = ${where.campaignId}) as "consentWanted",
      e.profile_at as "profileAt", e.qualified_at as "qualifiedAt", coalesce(e.standing, 'working')::text as standing,
      coalesce(e.standing_reason, '') as "standingReason", e.standing_at as "standingAt"
    from annotator r left join enrolment e on e.annotator_id = r.id and e.campaign_id = ${where.campaignId}
    where r.id = ${where.annotatorId} and r.project_id = ${where.projectId}`;
  const row = rows[0];
  if (!row) throw new RangeError(`no annotator ${where.annotatorId}`);
  return row;
};
