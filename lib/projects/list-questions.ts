import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { QuestionView } from "@/lib/projects/schema";
import { olderQuestions } from "@/lib/projects/store";

/** Versions of a campaign's question before the one in force, the newest first. */
export const listQuestions = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<QuestionView[]> => {
  await guard(actor, "campaigns:see", { projectId: input.projectId });
  return olderQuestions(input.projectId, input.campaignId);
};
