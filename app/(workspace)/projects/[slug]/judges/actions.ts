"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http/action";
import { addJudge, archiveJudge, editJudge } from "@/lib/judges/add-judge";
import { askJudge } from "@/lib/judges/ask-judge";
import { addJudgeSchema, askJudgeSchema, editJudgeSchema, trialSchema } from "@/lib/judges/schema";
import { previewPrompt, tryJudge } from "@/lib/judges/try-judge";
import { slugSchema } from "@/lib/projects/schema";

const slugged = z.object({ slug: slugSchema });

export const add = action(addJudgeSchema.and(slugged), async (actor, { slug, ...input }) => {
  const added = await addJudge(actor, input);
  revalidatePath(`/projects/${slug}/judges`, "layout");
  return added;
});

export const edit = action(editJudgeSchema.and(slugged), async (actor, { slug, ...input }) => {
  const edited = await editJudge(actor, input);
  revalidatePath(`/projects/${slug}/judges`, "layout");
  return edited;
});

export const archive = action(
  z.object({ slug: slugSchema, projectId: z.string().min(1), judgeId: z.string().min(1), archived: z.boolean() }),
  async (actor, { slug, ...input }) => {
    await archiveJudge(actor, input);
    revalidatePath(`/projects/${slug}/judges`, "layout");
  },
);

export const ask = action(askJudgeSchema.and(slugged), async (actor, { slug, ...input }) => {
  const asked = await askJudge(actor, input);
  revalidatePath(`/projects/${slug}/judges`, "layout");
  return asked;
});

export const preview = action(trialSchema, (actor, input) => previewPrompt(actor, input));

export const tryOnce = action(trialSchema, (actor, input) => tryJudge(actor, input));
