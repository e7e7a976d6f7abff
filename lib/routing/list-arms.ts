import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { countArms } from "@/lib/routing/store";
import type { ArmCounts } from "@/lib/routing/store";

/** Who can be asked in a project, and how much they have answered: what a plan can be drawn from. */
export const listArms = async (actor: Actor, input: { projectId: string }): Promise<ArmCounts> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  return countArms(input.projectId);
};
