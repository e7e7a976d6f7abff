import type { Actor, Asker } from "@/lib/auth/actor";
import { signedOut } from "@/lib/auth/actor";
import { grant, guard } from "@/lib/auth/guard";
import type { Granted } from "@/lib/auth/guard";
import type { Action } from "@/lib/auth/permissions";
import { readDesk } from "@/lib/assignments/desk-store";
import type { AskedUnit } from "@/lib/assignments/store";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import type { CampaignView } from "@/lib/projects/schema";
import type { Pass } from "@/lib/qualification/pass-sql";

/** The campaign that somebody works at, as it stands now, and who they are in it. */
export type OwnDesk = {
  projectId: string;
  campaign: CampaignView;
  annotatorId: string;
  pass: Pass;
  /** what the assignment that was named is about; null where none was named, or somebody else's */
  unit: AskedUnit | null;
};

type Place = { projectId: string; campaignId: string; assignmentId?: bigint };

/**
 * First line of the desk's use cases in place of `guard`: the same rights, by the same rules, read in one statement with the
 * desk that they are for, and for a token with whether its session lives.
 * @throws AppError as `guard` does; unauthenticated for a session that is over, not_found for another project's campaign, forbidden
 * for whoever is no person
 */
export const guardDesk = async (asker: Asker, action: Action, place: Place): Promise<Granted & { actor: Actor; desk: OwnDesk }> => {
  const { projectId } = place;
  if (asker.kind === "system") {
    await guard(asker, action, { projectId });
    throw new AppError("forbidden", { userMessage: "Only a person can annotate." });
  }
  const standing = async () => {
    const read = await readDesk(db(), asker, place);
    if (!read) throw signedOut();
    const actor: Actor = asker.kind === "token" ? { kind: "person", ...read.who } : asker;
    return { actor, desk: read.desk, granted: grant(actor, action, { projectId }, read.standing) };
  };
  let now = await standing();
  if (now.desk && now.desk.annotatorId === null) {
    await ownAnnotatorId(db(), now.actor, projectId);
    // Asked all over again: a session that ended meanwhile is refused as such, a role that was taken away too.
    now = await standing();
  }
  const { actor, desk, granted } = now;
  if (!desk) throw notFound("campaign");
  const { annotatorId } = desk;
  if (annotatorId === null) throw new Error(`no annotator of ${actor.userId}`);
  return { ...granted, actor, desk: { ...desk, projectId, annotatorId } };
};
