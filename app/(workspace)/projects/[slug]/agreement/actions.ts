"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requestAggregation } from "@/lib/aggregation/aggregate-project";
import { aggregateSchema } from "@/lib/aggregation/schema";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";

export const aggregate = action(aggregateSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const queued = await requestAggregation(actor, input);
  revalidatePath(`/projects/${slug}/agreement`);
  return queued;
});
