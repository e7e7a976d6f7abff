import { randomInt } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { maxLeasesHeld } from "@/lib/assignments/schema";
import type { Work } from "@/lib/assignments/schema";
import { claimSlot, liveLeaseIds, readLeases, setShownOrder } from "@/lib/assignments/store";
import type { Lease } from "@/lib/assignments/store";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import type { AnyKind } from "@/lib/kinds/registry";
import { findCampaign } from "@/lib/projects/find-campaign";

export type LeaseNext = {
  projectId: string;
  campaignId: string;
  /** leases that this person's tabs show or hold ready already, or have answered: others are wanted */
  holding: string[];
  /** how many at most, 1 where it is not said */
  want?: number;
};

/**
 * The next items for this person: leases that they hold already and no tab shows, then newly claimed ones. Empty where
 * nothing is left for them. The order of the candidates is drawn at the claim and stored with it.
 */
export const leaseNext = async (actor: Actor, input: LeaseNext): Promise<Work[]> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const [campaign, annotatorId] = await Promise.all([
    findCampaign(input.projectId, input.campaignId),
    ownAnnotatorId(db(), actor, input.projectId),
  ]);
  if (campaign.state !== "open") {
    throw new AppError("refused", { userMessage: "This campaign is not handing out work at the moment. What you sent is safe." });
  }
  const kind = kindOf(campaign.kind);
  const want = Math.min(input.want ?? 1, maxLeasesHeld);
  const live = await liveLeaseIds(db(), campaign.id, annotatorId);
  const unshown = live.filter((id) => !input.holding.includes(String(id))).slice(0, want);
  const leases = unshown.length > 0 ? await readLeases(db(), annotatorId, unshown) : [];
  const claim = (): Promise<Lease | null> => withRetries(() => claimNew(annotatorId, campaign, input.projectId));
  let swept = false;
  while (leases.length < want && live.length + leases.length - unshown.length < maxLeasesHeld) {
    const lease = await claim();
    if (lease) {
      leases.push(lease);
      continue;
    }
    // Nothing is open: what lapsed since the last sweep may be.
    if (swept || (await expireLeases()) === 0) break;
    swept = true;
  }
  return Promise.all(leases.map((lease) => toWork(kind, lease)));
};

type ClaimCampaign = { id: string; leaseSeconds: number; goldShare: number };

const claimNew = async (annotatorId: string, campaign: ClaimCampaign, projectId: string): Promise<Lease | null> => {
  const base = { projectId, campaignId: campaign.id, annotatorId, leaseSeconds: campaign.leaseSeconds };
  const wantsGold = campaign.goldShare > 0 && randomInt(1_000_000) < campaign.goldShare * 1_000_000;
  return (wantsGold ? await claimSlot(db(), { ...base, goldOnly: true }) : null) ?? (await claimSlot(db(), { ...base, goldOnly: false }));
};

/** The claim drew an order over all candidates; a unit that shows some of them keeps those, in that order, and stores it so. */
const toWork = async (kind: AnyKind, lease: Lease): Promise<Work> => {
  const shown = new Set(kind.unitOrdinals(lease.unitKey, lease.texts.candidates.length));
  const shownOrder = lease.shownOrder.filter((ordinal) => shown.has(ordinal));
  if (shownOrder.length !== lease.shownOrder.length) await setShownOrder(db(), lease.assignmentId, shownOrder);
  return {
    assignmentId: String(lease.assignmentId),
    epoch: String(lease.epoch),
    leaseUntil: lease.leaseUntil.toISOString(),
    taskId: lease.taskId,
    unitKey: lease.unitKey,
    prompt: lease.texts.prompt,
    candidates: shownOrder.flatMap((ordinal) => lease.texts.candidates.filter((candidate) => candidate.ordinal === ordinal)),
    draft: lease.draft ?? null,
    draftVersion: lease.draftVersion,
    draftSavedAt: lease.draftSavedAt?.toISOString() ?? null,
  };
};
