import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { DEFAULT_GOLD } from "@/lib/ml/routing/replay-budget";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { AppError } from "@/lib/errors";
import { planRoutes } from "@/lib/routing/plan-routes";
import type { PlanView } from "@/lib/routing/schema";
import { countUnanswered } from "@/lib/routing/store";

/**
 * Plans the collection of a seed: so many of the judge's items, drawn at random, for people. Everything that routing learns rests on
 * such items; chosen ones would bias it. The plan is committed like any other; adjudicating its items makes them gold.
 */
export const collectSeed = async (
  actor: Actor,
  input: { projectId: string; items?: number; lm?: string; overlap?: number; seed?: number },
  control: RunControl = silentRun(),
): Promise<PlanView> => {
  const { projectId, items = DEFAULT_GOLD, lm, overlap, seed } = input;
  await guard(actor, "routing:plan", { projectId });
  const open = await countUnanswered(projectId, lm ?? null);
  if (open === 0) throw new AppError("refused", { userMessage: "There is no item that a judge has labelled and no person has answered." });
  const share = Math.min(1, items / open);
  return planRoutes(actor, { projectId, strategy: "random", budget: { share }, lm, overlap, seed }, control);
};
