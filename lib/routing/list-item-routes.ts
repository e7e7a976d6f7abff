import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { explainRoute } from "@/lib/routing/explain-route";
import { decisionsOfItem } from "@/lib/routing/plan-store";
import type { ItemRoute } from "@/lib/routing/schema";

/**
 * Whom a plan sends each task of an item to, and why. Of each task the newest plan that was carried out speaks, before any that
 * is only drawn, and also when a later round has taken its place: it opened the task.
 */
export const listItemRoutes = async (actor: Actor, input: { projectId: string; itemId: string }): Promise<ItemRoute[]> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  const byTask = new Map<string, ItemRoute>();
  for (const { why, ...decision } of await decisionsOfItem(input.projectId, input.itemId)) {
    const known = byTask.get(decision.taskId);
    if (known && (known.state !== "drawn" || decision.state === "drawn")) continue;
    byTask.set(decision.taskId, { ...decision, why: explainRoute(decision.arm, why) });
  }
  return [...byTask.values()];
};
