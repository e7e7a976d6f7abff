import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { StageCounts } from "@/lib/projects/schema";
import { readStageCounts } from "@/lib/projects/read-store";

/** How much lies in each stage of a project's line, for the navigation. One statement, on indexes. */
export const countStages = async (actor: Actor, input: { projectId: string }): Promise<StageCounts> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  return readStageCounts(input.projectId);
};
