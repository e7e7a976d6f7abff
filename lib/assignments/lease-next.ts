import type { Asker } from "@/lib/auth/actor";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { lanesFor } from "@/lib/assignments/lanes-for";
import { leaseLost } from "@/lib/assignments/lease-lost";
import type { Lease, OneMore } from "@/lib/assignments/lease-sql";
import { guardDesk } from "@/lib/assignments/own-desk";
import type { OwnDesk } from "@/lib/assignments/own-desk";
import { plantKnown, plantRepeat, workWaits } from "@/lib/assignments/planted-store";
import { maxLeasesHeld } from "@/lib/assignments/schema";
import type { Work } from "@/lib/assignments/schema";
import {
  claimOneMore,
  claimSlot,
  isReturned,
  leaseAgain,
  liveLeaseIds,
  lockAssignment,
  readLeases,
  setShownOrder,
} from "@/lib/assignments/store";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { shownMeta } from "@/lib/items/shown-meta";
import { kindOf } from "@/lib/kinds/registry";
import { questionHash } from "@/lib/projects/question-hash";
import type { CampaignView } from "@/lib/projects/schema";
import { admit, stepOf } from "@/lib/qualification/admit";

export type LeaseNext = {
  projectId: string;
  campaignId: string;
  /** leases that this person's tabs show or hold ready already, or have answered: others are wanted */
  holding: string[];
  /** how many at most, 1 where it is not said */
  want?: number;
  /** the one lease that is wanted: to go on where one stopped, or after taking an answer back */
  assignmentId?: string | undefined;
};

/**
 * The next items for this person: leases that they hold already and no tab shows, then newly claimed ones. Empty where
 * nothing is left for them. The order of the candidates is drawn at the claim and stored with it.
 * @throws AppError refused where the campaign rests or something stands between the person and work; lease_lost where the one
 * lease that was asked for went to somebody else
 */
export const leaseNext = async (asker: Asker, input: LeaseNext): Promise<Work[]> => {
  const { projectId, campaignId } = input;
  const { desk } = await guardDesk(asker, "assignments:work", { projectId, campaignId });
  return leaseAt(desk, input);
};

/**
 * The claim that one statement can make, for whoever wants one item, has one lane to take it from, and gets nothing planted.
 * Null where it takes more, or where something stands between the person and work.
 */
export const oneMore = (
  { projectId, campaign, annotatorId, pass }: OwnDesk,
  wanted: Pick<LeaseNext, "holding" | "want">,
): OneMore | null => {
  const [lane, ...others] = lanesFor(pass);
  if ((wanted.want ?? 1) !== 1 || lane === undefined || others.length > 0) return null;
  if (campaign.state !== "open" || stepOf(campaign, pass) !== "ready") return null;
  if (campaign.goldShare + campaign.handout.repeatShare > 0) return null;
  const holding = wanted.holding.map(BigInt);
  return { projectId, campaignId: campaign.id, annotatorId, leaseSeconds: campaign.leaseSeconds, lane, holding, mostHeld: maxLeasesHeld };
};

/** The same, for a use case that has asked whether the person may, and has read the campaign. */
export const leaseAt = async (desk: OwnDesk, input: Pick<LeaseNext, "holding" | "want" | "assignmentId">): Promise<Work[]> => {
  const { projectId, campaign, annotatorId } = desk;
  if (campaign.state !== "open") {
    throw new AppError("refused", { userMessage: "This campaign is not handing out work at the moment. What you sent is safe." });
  }
  if (input.assignmentId !== undefined) {
    return [await toWork(campaign, await resume(campaign, annotatorId, BigInt(input.assignmentId)))];
  }
  admit(campaign, desk.pass);
  const lanes = lanesFor(desk.pass);
  const want = Math.min(input.want ?? 1, maxLeasesHeld);
  const simple = oneMore(desk, input);
  if (simple) {
    const lease = await withRetries(() => claimOneMore(db(), simple));
    if (lease) return [await toWork(campaign, lease)];
  }
  const live = await liveLeaseIds(db(), campaign.id, annotatorId);
  const unshown = live.filter((id) => !input.holding.includes(String(id))).slice(0, want);
  const leases = unshown.length > 0 ? await readLeases(db(), annotatorId, unshown) : [];
  const claim = (): Promise<Lease | null> =>
    withRetries(() => claimNew(campaign, { projectId, annotatorId, lanes, holding: input.holding.map(BigInt) }));
  let swept = false;
  while (leases.length < want && live.length + leases.length - unshown.length < maxLeasesHeld) {
    const lease = await claim();
    if (lease) {
      leases.push(lease);
      continue;
    }
    // Nothing is open: what lapsed since the last sweep may be. Also where this sweep found nothing: another may have been before it.
    if (swept) break;
    swept = true;
    await expireLeases();
  }
  return Promise.all(leases.map((lease) => toWork(campaign, lease)));
};

/** One lease of one's own, live or lapsed; a lapsed one that nobody took since is leased again. */
const resume = async (campaign: CampaignView, annotatorId: string, assignmentId: bigint): Promise<Lease> =>
  withRetries(() =>
    db().$transaction(async (tx) => {
      const held = await lockAssignment(tx, annotatorId, assignmentId);
      if (!held || held.campaignId !== campaign.id || held.slotEpoch !== held.epoch) throw leaseLost();
      const lapsed = held.state === "expired" && (held.slotState === "open" || held.slotState === "withdrawn");
      if (lapsed) await leaseAgain(tx, held, { leaseSeconds: campaign.leaseSeconds, draft: null });
      else if (!isReturned(held) && (held.state !== "leased" || held.slotState !== "leased")) throw leaseLost();
      const [lease] = await readLeases(tx, annotatorId, [assignmentId]);
      if (!lease) throw leaseLost();
      return lease;
    }),
  );

type Claimer = { projectId: string; annotatorId: string; lanes: string[]; holding: bigint[] };

/** Work, and in the shares that the campaign sets, in its place a task with a known answer or one that the person answered before. */
const claimNew = async (campaign: CampaignView, { projectId, annotatorId, lanes, holding }: Claimer): Promise<Lease | null> => {
  const base = { projectId, campaignId: campaign.id, annotatorId, leaseSeconds: campaign.leaseSeconds };
  const { repeatShare, repeatAfter } = campaign.handout;
  const drawn = Math.random();
  if (drawn < campaign.goldShare + repeatShare && (await anyWaits(base, lanes))) {
    const planted = drawn < campaign.goldShare ? await plantKnown(db(), base) : await plantRepeat(db(), { ...base, after: repeatAfter });
    if (planted) return planted;
  }
  for (const lane of lanes) {
    const claimed = await claimSlot(db(), { ...base, lane, holding });
    if (claimed) return claimed;
  }
  return null;
};

const anyWaits = async (base: { campaignId: string; annotatorId: string }, lanes: string[]): Promise<boolean> => {
  for (const lane of lanes) if (await workWaits(db(), { ...base, lane })) return true;
  return false;
};

/** The claim drew an order over all candidates; a unit that shows some of them keeps those, in that order, and stores it so. */
export const toWork = async (campaign: CampaignView, lease: Lease): Promise<Work> => {
  const shown = new Set(kindOf(campaign.kind).unitOrdinals(lease.unitKey, lease.texts.candidates.length));
  const shownOrder = lease.shownOrder.filter((ordinal) => shown.has(ordinal));
  if (shownOrder.length !== lease.shownOrder.length) await setShownOrder(db(), lease.assignmentId, shownOrder);
  return {
    assignmentId: String(lease.assignmentId),
    epoch: String(lease.epoch),
    leaseUntil: lease.leaseUntil.toISOString(),
    taskId: lease.taskId,
    unitKey: lease.unitKey,
    questionVersion: campaign.questionVersion,
    questionHash: questionHash(campaign),
    contentWarning: lease.texts.contentWarning,
    prompt: lease.texts.prompt,
    media: lease.texts.media,
    // Asked for apart, so that campaigns that show none pay nothing for it.
    meta: campaign.shownMeta.length > 0 ? await shownMeta(db(), campaign.id, lease.taskId) : [],
    candidates: shownOrder.flatMap((ordinal) => lease.texts.candidates.filter((candidate) => candidate.ordinal === ordinal)),
    draft: lease.draft ?? null,
    draftVersion: lease.draftVersion,
    draftSavedAt: lease.draftSavedAt?.toISOString() ?? null,
    draftsSince: String(lease.draftsSince),
    returned: lease.returned,
  };
};
