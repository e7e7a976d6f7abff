import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { draftSchema } from "@/lib/annotations/schema";
import { leaseLost } from "@/lib/assignments/lease-lost";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { leaseIdSchema } from "@/lib/assignments/schema";
import { keepDraft } from "@/lib/assignments/keep-draft";
import { db } from "@/lib/db";

const inputSchema = z.object({ projectId: z.string(), assignmentId: leaseIdSchema, draft: draftSchema });

/** Keeps an unfinished answer; also after the lease lapsed, so that no keystroke is lost. */
export const saveDraft = async (actor: Actor, input: z.input<typeof inputSchema>): Promise<{ draftVersion: number; savedAt: string }> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const { assignmentId, draft } = inputSchema.parse(input);
  const annotatorId = await ownAnnotatorId(db(), actor, input.projectId);
  const saved = await keepDraft(db(), { annotatorId, assignmentId: BigInt(assignmentId), draft });
  if (!saved) throw leaseLost();
  return { draftVersion: saved.draftVersion, savedAt: saved.savedAt.toISOString() };
};
