import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { ProjectSummary } from "@/lib/overview/schema";
import {
  readConsensus,
  readDataset,
  readEvents,
  readLabelCounts,
  readLineCounts,
  readModels,
  readPlan,
  readRunningJobs,
  readStuck,
} from "@/lib/overview/store";

const shownVersions = 12;
const shownEvents = 8;

/** Everything the overview page shows of a project's line, as it stands now. */
export const summariseProject = async (actor: Actor, input: { projectId: string }): Promise<ProjectSummary> => {
  const { projectId } = input;
  await guard(actor, "overview:see", { projectId });
  const [line, { days, ...labels }, consensus, models, plan, dataset, stuck, running, events] = await Promise.all([
    readLineCounts(projectId),
    readLabelCounts(projectId),
    readConsensus(projectId),
    readModels(projectId, shownVersions),
    readPlan(projectId),
    readDataset(projectId),
    readStuck(projectId),
    readRunningJobs(projectId),
    readEvents(projectId, shownEvents),
  ]);
  return { counts: { ...line, ...labels }, consensus, models, plan, dataset, days, stuck, running, events };
};
