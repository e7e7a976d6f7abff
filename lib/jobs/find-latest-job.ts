import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { JobView } from "@/lib/jobs/schema";
import { latestJobOf } from "@/lib/jobs/store";

/** The newest job that works, or worked, on a row (an import, a model version …); null where none ever did. */
export const findLatestJob = async (actor: Actor, input: { projectId: string; subjectId: string }): Promise<JobView | null> => {
  await guard(actor, "jobs:see", { projectId: input.projectId });
  return latestJobOf(input.projectId, input.subjectId);
};
