import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { FoundEntry } from "@/lib/projects/read-store";
import { searchEntries } from "@/lib/projects/read-store";

export const searchSchema = z.object({ text: z.string().trim().min(2).max(200) });

/** Projects by name and items by title or id, for the palette. */
export const searchWorkspace = async (actor: Actor, input: z.input<typeof searchSchema>): Promise<FoundEntry[]> => {
  const { workspaceId } = await guard(actor, "items:see");
  return searchEntries(workspaceId, searchSchema.parse(input).text, 8);
};
