import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError } from "@/lib/errors";
import { promoteVersion } from "@/lib/reward-models/promote-version";
import { listPromotions } from "@/lib/reward-models/registry-store";
import type { PromotionRow } from "@/lib/reward-models/registry-store";

const remembered = 50;

/** What stood promoted before what stands promoted now: the newest entry that names another version; null where there is none. */
export const previousPromotion = (promotions: readonly PromotionRow[]): PromotionRow | null => {
  const current = promotions[0]?.versionId ?? null;
  return promotions.slice(1).find(({ versionId }) => versionId !== null && versionId !== current) ?? null;
};

/** The version that a roll-back would promote. */
export const findRollBack = async (actor: Actor, input: { projectId: string }): Promise<{ versionId: string; number: number } | null> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const previous = previousPromotion(await listPromotions(input.projectId, remembered));
  return previous?.versionId == null || previous.number === null ? null : { versionId: previous.versionId, number: previous.number };
};

/** Promotes again what was promoted before. It is a promotion like any other, so that rolling back twice returns. */
export const rollBackPromotion = async (actor: Actor, input: { projectId: string }): Promise<{ number: number }> => {
  await guard(actor, "reward-models:promote", { projectId: input.projectId });
  const previous = await findRollBack(actor, input);
  if (!previous)
    throw new AppError("conflict", { userMessage: "No other version was promoted before, so there is nothing to go back to." });
  await promoteVersion(actor, { projectId: input.projectId, versionId: previous.versionId, promoted: true });
  return { number: previous.number };
};
