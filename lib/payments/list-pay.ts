import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { roomForPeople } from "@/lib/budgets/room-for-people";
import type { Estimate } from "@/lib/ml/estimate";
import { campaignsAtWork, paySums, waitingEarnings } from "@/lib/payments/earned-store";
import { againstMinimum, hourlyPay, sumsOverPeople } from "@/lib/payments/effective-pay";
import type { MinimumVerdict, RateView } from "@/lib/payments/schema";
import { minimumOf, peopleOf, personTotals, ratesOf } from "@/lib/payments/store";

export type PersonPay = {
  annotatorId: string;
  name: string;
  items: number;
  activeSeconds: number;
  earnedMicros: number;
  adjustedMicros: number;
  paidMicros: number;
  owedMicros: number;
  /** answered, and not in the ledger yet */
  waitingItems: number;
  waitingMicros: number;
  hourlyMicros: Estimate;
  minimum: MinimumVerdict;
};

export type PayOverview = {
  rates: RateView[];
  minimumMicros: number | null;
  people: PersonPay[];
  /** over people, each one unit */
  hourlyMicros: Estimate;
  minimum: MinimumVerdict;
  /** whether some budget covers people; without one nothing is counted */
  covered: boolean;
  /** campaigns that rest, or are about to, since the money for people has no room for what is being worked at */
  withoutMoney: { name: string; state: string }[];
};

const nothing = { items: 0, activeMs: 0n, earnedMicros: 0n, adjustedMicros: 0n, paidMicros: 0n };

/** What people earned, were paid and are owed, and what an hour of active time brought them. */
export const listPay = async (actor: Actor, input: { projectId: string }): Promise<PayOverview> => {
  const { projectId } = input;
  await guard(actor, "pay:see", { projectId });
  const [rates, minimumMicros, people, totals, waiting, sums, campaigns] = await Promise.all([
    ratesOf(projectId),
    minimumOf(projectId),
    peopleOf(projectId),
    personTotals(projectId),
    waitingEarnings(projectId),
    paySums(projectId),
    campaignsAtWork(projectId),
  ]);
  const rooms = await Promise.all(campaigns.map(({ campaignId }) => roomForPeople(actor, { projectId, campaignId })));
  const overall = sumsOverPeople(sums);
  const hourlyMicros = hourlyPay(overall);
  return {
    rates,
    minimumMicros,
    hourlyMicros,
    minimum: againstMinimum(hourlyMicros, overall, minimumMicros),
    covered: rooms.some((room) => room !== null),
    withoutMoney: campaigns.flatMap(({ name, state, leases, typicalMicros }, index) => {
      const room = rooms[index] ?? null;
      const short = room !== null && typicalMicros > 0n && room < typicalMicros * BigInt(leases + 1);
      return short && (state === "open" || state === "paused") ? [{ name, state }] : [];
    }),
    people: people.map(({ id, name }) => {
      const own = totals.find(({ annotatorId }) => annotatorId === id) ?? nothing;
      const waits = waiting.filter(({ annotatorId }) => annotatorId === id);
      const measured = sums.find(({ annotatorId }) => annotatorId === id);
      const hourly: Estimate = measured ? hourlyPay(measured) : { value: null, reason: "No answer with measured active time yet." };
      return {
        annotatorId: id,
        name,
        items: own.items,
        activeSeconds: Number(own.activeMs) / 1000,
        earnedMicros: Number(own.earnedMicros),
        adjustedMicros: Number(own.adjustedMicros),
        paidMicros: Number(own.paidMicros),
        owedMicros: Number(own.earnedMicros + own.adjustedMicros - own.paidMicros),
        waitingItems: waits.reduce((sum, { items }) => sum + items, 0),
        waitingMicros: Number(waits.reduce((sum, { amountMicros }) => sum + amountMicros, 0n)),
        hourlyMicros: hourly,
        minimum: measured ? againstMinimum(hourly, measured, minimumMicros) : "not known",
      };
    }),
  };
};
