import { z } from "zod";
import { defineCommand, needed, UsageError } from "@/cli/command";
import type { CommandContext, CommandResult } from "@/cli/command";
import { writeStream } from "@/cli/json-lines";
import { openProject } from "@/cli/open-project";
import type { Actor } from "@/lib/auth/actor";
import { adjustPay, markPaid, reverseLine } from "@/lib/budgets/pay-person";
import { unitMicrosSchema } from "@/lib/budgets/schema";
import { monthSchema } from "@/lib/calendar-schema";
import { countEarned } from "@/lib/payments/count-earned";
import { listPay } from "@/lib/payments/list-pay";
import { exportStatement, readStatement } from "@/lib/payments/read-statement";
import { rateFromSchema } from "@/lib/payments/schema";
import { setMinimum, setRate } from "@/lib/payments/set-rate";

const acts = ["show", "rate", "minimum", "statement", "paid", "adjust", "reverse"] as const;
const micros = z.coerce.number().int("must be whole micro-dollars");
const rate = z.coerce.number().pipe(unitMicrosSchema.min(1, "must be above 0")).optional();

const schema = z.object({
  args: z.tuple([z.enum(acts, `must be one of ${acts.join(", ")}`)], `is needed: one of ${acts.join(", ")}`),
  project: z.string("is needed"),
  campaign: z.string().optional(),
  annotator: z.string().optional(),
  itemMicros: rate,
  hourMicros: rate,
  none: z.boolean().default(false),
  from: rateFromSchema.default("now"),
  month: monthSchema.optional(),
  out: z.string().optional(),
  amountMicros: micros.optional(),
  key: z.string().optional(),
  note: z.string().optional(),
  line: z.string().optional(),
});
type Given = z.infer<typeof schema>;

const rateOf = ({ itemMicros, hourMicros, none }: Given): { basis: "item" | "hour" | "none"; amountMicros: number } => {
  const said = [itemMicros !== undefined, hourMicros !== undefined, none].filter(Boolean).length;
  if (said !== 1) throw new UsageError("say one of --item-micros, --hour-micros and --none");
  if (itemMicros !== undefined) return { basis: "item", amountMicros: itemMicros };
  return hourMicros === undefined ? { basis: "none", amountMicros: 0 } : { basis: "hour", amountMicros: hourMicros };
};

const minimumOf = ({ hourMicros, none }: Given): number | null => {
  if (none && hourMicros !== undefined) throw new UsageError("say one of --hour-micros and --none");
  return none ? null : needed("--hour-micros", hourMicros);
};

const show = async (actor: Actor, projectId: string): Promise<CommandResult> => {
  const pay = await listPay(actor, { projectId });
  return {
    rates: pay.rates.map(({ id, campaign, annotator, basis, amountMicros, from, replaced, toCome }) => ({
      rate: id,
      campaign,
      annotator,
      basis,
      amount_micros: amountMicros,
      from,
      replaced,
      to_come: toCome,
    })),
    minimum_hourly_micros: pay.minimumMicros,
    hourly_micros: { ...pay.hourlyMicros },
    against_minimum: pay.minimum,
    covered_by_a_budget: pay.covered,
    without_money: pay.withoutMoney.map(({ name, state }) => ({ campaign: name, state })),
    people: pay.people.map((person) => ({
      annotator: person.name,
      items: person.items,
      active_hours: person.activeSeconds / 3600,
      earned_micros: person.earnedMicros,
      adjusted_micros: person.adjustedMicros,
      paid_micros: person.paidMicros,
      owed_micros: person.owedMicros,
      waiting_items: person.waitingItems,
      waiting_micros: person.waitingMicros,
      hourly_micros: { ...person.hourlyMicros },
      against_minimum: person.minimum,
    })),
  };
};

const statement = async (actor: Actor, projectId: string, given: Given): Promise<CommandResult> => {
  const wanted = { projectId, annotator: needed("--annotator", given.annotator), month: given.month };
  const out = given.out === undefined ? null : await writeStream(given.out, await exportStatement(actor, wanted));
  const found = await readStatement(actor, wanted);
  return {
    annotator: found.name,
    period: found.month,
    opening_micros: found.openingMicros,
    lines: found.lines.map(({ campaign, basis, rateMicros, items, activeSeconds, amountMicros }) => ({
      campaign,
      basis,
      rate_micros: rateMicros,
      items,
      active_hours: activeSeconds / 3600,
      amount_micros: amountMicros,
    })),
    entries: found.notes.map(({ lineId, at, kind, of, amountMicros, note, reversed }) => ({
      line: lineId,
      at,
      kind,
      of,
      amount_micros: amountMicros,
      note,
      reversed,
    })),
    items: found.items,
    active_hours: found.activeSeconds / 3600,
    earned_micros: found.earnedMicros,
    adjusted_micros: found.adjustedMicros,
    paid_micros: found.paidMicros,
    owed_micros: found.closingMicros,
    waiting_items: found.waitingItems,
    waiting_micros: found.waitingMicros,
    hourly_micros: { ...found.hourlyMicros },
    out,
  };
};

const run = async ({ actor: getActor }: CommandContext, given: Given): Promise<CommandResult> => {
  const [act] = given.args;
  const actor = await getActor();
  const { projectId, campaign } = await openProject(actor, given);
  const campaignId = campaign?.id ?? "";
  const idOf = async (name: string): Promise<string> => (await readStatement(actor, { projectId, annotator: name })).annotatorId;
  const entered = async (line: { lineId: string; amountMicros: number; owedMicros: number }): Promise<CommandResult> => ({
    line: line.lineId,
    amount_micros: line.amountMicros,
    owed_micros: line.owedMicros,
  });
  if (act === "rate") {
    const annotatorId = given.annotator === undefined ? "" : await idOf(given.annotator);
    await setRate(actor, { projectId, campaignId, annotatorId, ...rateOf(given), from: given.from });
  }
  if (act === "minimum") await setMinimum(actor, { projectId, hourlyMicros: minimumOf(given) });
  await countEarned(actor, { projectId });
  switch (act) {
    case "statement":
      return statement(actor, projectId, given);
    case "paid":
      return entered(
        await markPaid(actor, {
          projectId,
          annotatorId: await idOf(needed("--annotator", given.annotator)),
          amountMicros: given.amountMicros ?? null,
          idemKey: needed("--key", given.key),
          note: given.note,
        }),
      );
    case "adjust":
      return entered(
        await adjustPay(actor, {
          projectId,
          annotatorId: await idOf(needed("--annotator", given.annotator)),
          amountMicros: needed("--amount-micros", given.amountMicros),
          campaignId,
          idemKey: needed("--key", given.key),
          note: needed("--note", given.note),
        }),
      );
    case "reverse":
      return entered(await reverseLine(actor, { projectId, lineId: needed("--line", given.line), note: needed("--note", given.note) }));
    default:
      return show(actor, projectId);
  }
};

export const command = defineCommand({
  name: "pay",
  describe: "what people are paid: show, rate, minimum, statement, paid, adjust, reverse",
  argument: { name: "<act>", describe: acts.join(", ") },
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--campaign <slug>", acts: ["rate", "adjust"], describe: "of one campaign alone" },
    { flags: "--annotator <name>", acts: ["rate", "statement", "paid", "adjust"], describe: "whose; a rate is everybody’s unless given" },
    { flags: "--item-micros <amount>", acts: ["rate"], describe: "micro-dollars an answer" },
    {
      flags: "--hour-micros <amount>",
      acts: ["rate", "minimum"],
      describe: "micro-dollars an hour of active time; of a minimum the least that it should bring",
    },
    { flags: "--none", acts: ["rate", "minimum"], describe: "not paid; of a minimum no check" },
    { flags: "--from <when>", acts: ["rate"], describe: "now, start (all answers), or a date with its time (default: now)" },
    { flags: "--month <month>", acts: ["statement"], describe: "of one month, as 2026-11 (UTC)" },
    { flags: "--out <file>", acts: ["statement"], describe: "write it as CSV" },
    {
      flags: "--amount-micros <amount>",
      acts: ["paid", "adjust"],
      describe: "how much was paid, all that is owed unless given; how much more or less an adjustment adds",
    },
    { flags: "--key <text>", acts: ["paid", "adjust"], describe: "the same key again enters nothing again" },
    { flags: "--note <text>", acts: ["paid", "adjust", "reverse"], describe: "what for" },
    { flags: "--line <number>", acts: ["reverse"], describe: "the ledger line of the payment or adjustment" },
  ],
  schema,
  run,
});
