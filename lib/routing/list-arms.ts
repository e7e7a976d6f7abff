import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { keepFigures } from "@/lib/kept-figures";
import { ownModelArm } from "@/lib/reward-models/schema";
import type { ArmCounts } from "@/lib/routing/store";
import { countArms, countMargins, newestModel } from "@/lib/routing/store";

const kept = keepFigures<ArmCounts>(({ judges }) => judges.reduce((sum, { tasks }) => sum + tasks, 0));

/** Judges of a project with the tasks that they have labelled; its own reward model where no judge has labelled any. */
export const listArms = async (actor: Actor, input: { projectId: string }): Promise<ArmCounts> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  const counts = await kept(input.projectId, () => countArms(input.projectId));
  if (counts.judges.length > 0) return counts;
  const model = await newestModel(db(), input.projectId);
  if (model === null) return counts;
  const judged = await countMargins(db(), input.projectId, model);
  return { judges: [{ name: ownModelArm, tasks: judged, answeredByPeople: judged }] };
};
