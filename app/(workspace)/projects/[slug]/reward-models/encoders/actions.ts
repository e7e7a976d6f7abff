"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requestEncoder } from "@/lib/encoders/request-encoder";
import { encoderByNameSchema, requestEncoderSchema } from "@/lib/encoders/schema";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";
import { removeEncoder } from "@/lib/reward-models/remove-encoder";

const here = z.object({ slug: slugSchema });

const refresh = (slug: string): void => revalidatePath(`/projects/${slug}/reward-models/encoders`);

export const add = action(requestEncoderSchema.extend(here.shape), async (actor, { slug, ...input }) => {
  const queued = await requestEncoder(actor, input);
  refresh(slug);
  return queued;
});

export const remove = action(encoderByNameSchema.extend(here.shape), async (actor, { slug, name }) => {
  const removed = await removeEncoder(actor, { name });
  refresh(slug);
  return removed;
});
