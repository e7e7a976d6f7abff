import { Prisma } from "@/lib/generated/prisma/client";

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

/** A pass, of the annotator `r` and their enrolment `e`, where there is one, for a select. */
export const passColumns = (campaignId: string): Prisma.Sql => Prisma.sql`
  r.skills, e.cohort, coalesce(e.expert, false) as expert, e.consent_version as "consentVersion",
  (select max(t.version) from consent_text t where t.campaign_id = ${campaignId}) as "consentWanted",
  e.profile_at as "profileAt", e.qualified_at as "qualifiedAt", coalesce(e.standing, 'working')::text as standing,
  coalesce(e.standing_reason, '') as "standingReason", e.standing_at as "standingAt"`;
