"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";
import { addPerformanceTable, addTableSchema, dropPerformanceTable } from "@/lib/routing/add-performance-table";

const slugged = z.object({ slug: slugSchema });

export const add = action(addTableSchema.and(slugged), async (actor, { slug, ...input }) => {
  const added = await addPerformanceTable(actor, input);
  revalidatePath(`/projects/${slug}/routing`, "layout");
  return added;
});

export const drop = action(
  slugged.extend({ projectId: z.string().min(1), tableId: z.string().min(1) }),
  async (actor, { slug, ...input }) => {
    await dropPerformanceTable(actor, input);
    revalidatePath(`/projects/${slug}/routing`, "layout");
  },
);
