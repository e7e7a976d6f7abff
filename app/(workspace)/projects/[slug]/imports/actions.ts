"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { addConnection, dropConnection } from "@/lib/connections/add-connection";
import { addConnectionSchema } from "@/lib/connections/schema";
import { action } from "@/lib/http/action";
import { browseServer } from "@/lib/imports/browse-server";
import { fetchImport } from "@/lib/imports/fetch-import";
import { previewImport } from "@/lib/imports/preview-import";
import { fetchImportSchema, importFormatSchema, readingSchema, saveMappingSchema, startImportSchema } from "@/lib/imports/schema";
import { dropMapping, saveMapping } from "@/lib/imports/save-mapping";
import { startImport } from "@/lib/imports/start-import";
import { requestUndo, weighUndo } from "@/lib/imports/undo-import";
import { slugSchema } from "@/lib/projects/schema";

export const look = action(
  z.object({
    projectId: z.string(),
    importId: z.string(),
    campaignId: z.string(),
    reading: readingSchema.optional(),
    format: importFormatSchema.optional(),
    savedId: z.string().optional(),
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
    const removed = await requestUndo(actor, input);
    revalidatePath(`/projects/${slug}`, "layout");
    return removed;
  },
);

export const weigh = action(z.object({ projectId: z.string(), importId: z.string() }), weighUndo);

export const bring = action(fetchImportSchema.extend({ slug: slugSchema }), async (actor, { slug, ...input }) => {
  const begun = await fetchImport(actor, input);
  revalidatePath(`/projects/${slug}/imports`);
  return begun;
});

export const browse = action(z.object({ projectId: z.string(), path: z.string().max(4_000) }), browseServer);

export const connect = action(addConnectionSchema.safeExtend({ slug: slugSchema }), async (actor, { slug, ...input }) => {
  const made = await addConnection(actor, input);
  revalidatePath(`/projects/${slug}/imports`);
  return made;
});

export const disconnect = action(
  z.object({ projectId: z.string(), connectionId: z.string(), slug: slugSchema }),
  async (actor, { slug, ...input }) => {
    await dropConnection(actor, input);
    revalidatePath(`/projects/${slug}/imports`);
  },
);

export const keepReading = action(saveMappingSchema, saveMapping);

export const forgetReading = action(z.object({ projectId: z.string(), mappingId: z.string() }), dropMapping);
