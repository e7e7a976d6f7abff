"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http/action";
import { previewImport } from "@/lib/imports/preview-import";
import { importFormatSchema, readingSchema, startImportSchema } from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/start-import";
import { undoImport } from "@/lib/imports/undo-import";
import { slugSchema } from "@/lib/projects/schema";

export const look = action(
  z.object({
    projectId: z.string(),
    importId: z.string(),
    campaignId: z.string(),
    reading: readingSchema.optional(),
    format: importFormatSchema.optional(),
  }),
  previewImport,
);

export const start = action(startImportSchema.extend({ slug: slugSchema }), async (actor, { slug, ...input }) => {
  const queued = await startImport(actor, input);
  revalidatePath(`/projects/${slug}/imports`, "layout");
  return queued;
});

export const undo = action(
  z.object({ projectId: z.string(), importId: z.string(), slug: slugSchema }),
  async (actor, { slug, ...input }) => {
    const removed = await undoImport(actor, input);
    revalidatePath(`/projects/${slug}`, "layout");
    return removed;
  },
);
