import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { keepFigures } from "@/lib/kept-figures";
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
  readWaiting,
} from "@/lib/overview/store";

const shownVersions = 12;
const shownEvents = 8;

/** What takes a second or more to count where there are a million rows. */
const readCounts = async (projectId: string) => {
  const [line, { days, ...labels }, waiting] = await Promise.all([
    readLineCounts(projectId),
    readLabelCounts(projectId),
    readWaiting(projectId),
  ]);
  return { counts: { ...line, ...labels }, days, waiting };
};

const kept = keepFigures<Awaited<ReturnType<typeof readCounts>>>(
  ({ counts }) => counts.items + counts.tasks + counts.labelsPeople + counts.labelsModels,
);

/** Everything the overview page shows of a project's line, as it stands now; counts of large projects as they were half a minute ago at most. */
export const summariseProject = async (actor: Actor, input: { projectId: string }): Promise<ProjectSummary> => {
  const { projectId } = input;
  await guard(actor, "overview:see", { projectId });
  const figures = kept(projectId, () => readCounts(projectId));
  const [{ counts, days }, consensus, models, plan, dataset, stuck, running, events] = await Promise.all([
    figures,
    readConsensus(projectId),
    readModels(projectId, shownVersions),
    readPlan(projectId),
    readDataset(projectId),
    figures.then(({ waiting }) => readStuck(projectId, waiting)),
    readRunningJobs(projectId),
    readEvents(projectId, shownEvents),
  ]);
  return { counts, consensus, models, plan, dataset, days, stuck, running, events };
};
