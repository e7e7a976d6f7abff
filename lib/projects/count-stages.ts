import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { keepFigures } from "@/lib/kept-figures";
import { readSizes, readStages } from "@/lib/projects/read-store";
import type { SizeCounts } from "@/lib/projects/read-store";
import type { StageCounts } from "@/lib/projects/schema";

const kept = keepFigures<SizeCounts>(({ items, tasks, annotations }) => items + tasks + annotations);

/**
 * How much lies in each stage of a project's line, for the navigation: counts of items, tasks and answers of large projects as they were
 * at most half a minute ago.
 */
export const countStages = async (actor: Actor, { projectId }: { projectId: string }): Promise<StageCounts> => {
  await guard(actor, "items:see", { projectId });
  const [sizes, stages] = await Promise.all([kept(projectId, () => readSizes(projectId)), readStages(projectId)]);
  return { ...sizes, ...stages };
};
