import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { roomOf } from "@/lib/budgets/rules";
import { coveringLines, monthNow } from "@/lib/budgets/store";
import { db } from "@/lib/db";

/** What every budget that covers people in a campaign has left, the least of them; null where none covers them. */
export const roomForPeople = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<bigint | null> => {
  const { projectId, campaignId } = input;
  await guard(actor, "budgets:see", { projectId });
  const lines = await coveringLines(db(), projectId, { campaignId, arm: "human", month: await monthNow(db()) });
  return lines.map(roomOf).reduce<bigint | null>((least, room) => (least === null || room < least ? room : least), null);
};
