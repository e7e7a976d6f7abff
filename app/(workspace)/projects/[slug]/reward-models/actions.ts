"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";
import { promoteVersion } from "@/lib/reward-models/promote-version";
import { requestScoring } from "@/lib/reward-models/request-scoring";
import { requestTraining } from "@/lib/reward-models/request-training";
import { requestTrainingSchema, versionIdSchema } from "@/lib/reward-models/schema";

const here = z.object({ slug: slugSchema });

const refresh = (slug: string): void => revalidatePath(`/projects/${slug}/reward-models`, "layout");

export const train = action(requestTrainingSchema.extend(here.shape), async (actor, { slug, ...input }) => {
  const queued = await requestTraining(actor, input);
  refresh(slug);
  return queued;
});

export const promote = action(versionIdSchema.extend({ ...here.shape, promoted: z.boolean() }), async (actor, { slug, ...input }) => {
  await promoteVersion(actor, input);
  refresh(slug);
});

export const scoreMore = action(versionIdSchema.extend(here.shape), async (actor, { slug, ...input }) => {
  const queued = await requestScoring(actor, input);
  refresh(slug);
  return queued;
});
