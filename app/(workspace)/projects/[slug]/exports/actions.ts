"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { previewDatasetVersion } from "@/lib/exports/preview-dataset-version";
import { pushVersion } from "@/lib/exports/push/push-version";
import { pushInputSchema } from "@/lib/exports/push/schema";
import { datasetInputSchema } from "@/lib/exports/schema";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";

/** What the recipe would give, counted and not built. */
export const preview = action(datasetInputSchema, previewDatasetVersion);

export const create = action(datasetInputSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const version = await createDatasetVersion(actor, { ...input, build: "worker" });
  revalidatePath(`/projects/${slug}/exports`);
  return version;
});

export const push = action(pushInputSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const pushed = await pushVersion(actor, input);
  revalidatePath(`/projects/${slug}/exports/${input.number}`);
  return pushed;
});
