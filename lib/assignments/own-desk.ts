import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
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
 * Read once a request, in one statement, by a use case that has granted the project.
 * @throws AppError not_found for another project's campaign, forbidden for whoever is no person
 */
export const ownDesk = async (actor: Actor, place: Place): Promise<OwnDesk> => {
  const userId = actorUserId(actor);
  if (userId === null) throw new AppError("forbidden", { userMessage: "Only a person can annotate." });
  const wanted = { ...place, userId };
  let desk = await readDesk(db(), wanted);
  if (desk && desk.annotatorId === null) {
    await ownAnnotatorId(db(), actor, place.projectId);
    desk = await readDesk(db(), wanted);
  }
  if (!desk) throw notFound("campaign");
  const { annotatorId } = desk;
  if (annotatorId === null) throw new Error(`no annotator of ${userId}`);
  return { ...desk, projectId: place.projectId, annotatorId };
};
