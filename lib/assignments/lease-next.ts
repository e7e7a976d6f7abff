import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import type { Work } from "@/lib/assignments/schema";
import { claimSlot, liveLeases, readItemTexts, setShownOrder } from "@/lib/assignments/store";
import type { LeaseRow } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import type { AnyKind } from "@/lib/kinds/registry";
import { findCampaign } from "@/lib/projects/find-campaign";

export type LeaseNext = {
  projectId: string;
  campaignId: string;
  /** leases that this tab shows or holds ready already: another is wanted */
  holding: string[];
};

/** A tab holds the item on screen and the next ones ready; more would keep work from others. */
const maxLeasesHeld = 4;

const shownOrderSchema = z.array(z.number().int());

/**
 * The next item for this person: a lease that they hold already and this tab does not show, else a newly claimed one.
 * Null where nothing is left for them. The order of the candidates is drawn at the claim and stored with it.
 */
export const leaseNext = async (actor: Actor, input: LeaseNext): Promise<Work | null> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  if (campaign.state !== "open") {
    throw new AppError("refused", { userMessage: "This campaign is not handing out work at the moment. What you sent is safe." });
  }
  const kind = kindOf(campaign.kind);
  const annotatorId = await ownAnnotatorId(db(), actor, input.projectId);
  const claim = (): Promise<Work | null> =>
    withRetries(() =>
      db().$transaction(async (tx) => {
        const live = await liveLeases(tx, campaign.id, annotatorId);
        const mine = live.find((lease) => !input.holding.includes(String(lease.assignmentId)));
        if (mine) return toWork(tx, input.projectId, mine);
        if (live.length >= maxLeasesHeld) return null;
        return claimNew(tx, kind, annotatorId, campaign, input.projectId);
      }),
    );
  const first = await claim();
  if (first) return first;
  // Nothing is open: what lapsed since the last sweep may be.
  return (await expireLeases()) > 0 ? claim() : null;
};

type ClaimCampaign = { id: string; leaseSeconds: number; goldShare: number };

const claimNew = async (tx: Tx, kind: AnyKind, annotatorId: string, campaign: ClaimCampaign, projectId: string): Promise<Work | null> => {
  const base = { projectId, campaignId: campaign.id, annotatorId, leaseSeconds: campaign.leaseSeconds };
  const wantsGold = campaign.goldShare > 0 && randomInt(1_000_000) < campaign.goldShare * 1_000_000;
  const claim =
    (wantsGold ? await claimSlot(tx, { ...base, goldOnly: true }) : null) ?? (await claimSlot(tx, { ...base, goldOnly: false }));
  if (!claim) return null;
  const texts = await readItemTexts(tx, projectId, claim.itemId);
  const shownOrder = shuffle(kind.unitOrdinals(claim.unitKey, texts.candidates.length));
  await setShownOrder(tx, claim.assignmentId, shownOrder);
  return assemble({ ...claim, shownOrder, draft: null, draftVersion: 0, draftSavedAt: null }, texts);
};

const shuffle = (ordinals: number[]): number[] => {
  const order = [...ordinals];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
};

const toWork = async (tx: Tx, projectId: string, lease: LeaseRow): Promise<Work> =>
  assemble({ ...lease, shownOrder: shownOrderSchema.parse(lease.shownOrder) }, await readItemTexts(tx, projectId, lease.itemId));

const assemble = (
  lease: Omit<LeaseRow, "shownOrder" | "slotId"> & { shownOrder: number[] },
  texts: Awaited<ReturnType<typeof readItemTexts>>,
): Work => ({
  assignmentId: String(lease.assignmentId),
  epoch: String(lease.epoch),
  leaseUntil: lease.leaseUntil.toISOString(),
  taskId: lease.taskId,
  unitKey: lease.unitKey,
  prompt: texts.prompt,
  candidates: lease.shownOrder.flatMap((ordinal) => texts.candidates.filter((candidate) => candidate.ordinal === ordinal)),
  draft: lease.draft ?? null,
  draftVersion: lease.draftVersion,
  draftSavedAt: lease.draftSavedAt?.toISOString() ?? null,
});
