import { z } from "zod";
import { defineCommand, needed } from "@/cli/command";
import { writeStream } from "@/cli/json-lines";
import { openProject } from "@/cli/open-project";
import { readBudgets } from "@/lib/budgets/read-budgets";
import { exportLedger, readLedger } from "@/lib/budgets/read-ledger";
import { setBudgetSchema } from "@/lib/budgets/schema";
import { setBudget } from "@/lib/budgets/set-budget";

export const command = defineCommand({
  name: "budget",
  describe: "set: a hard cap on what may be spent; show: spent, promised and left; ledger: every line, newest first",
  argument: { name: "<act>", describe: "set, show or ledger" },
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--cap-micros <amount>", acts: ["set"], describe: "the cap, in micro-dollars (1000000 is one dollar)" },
    { flags: "--campaign <slug>", acts: ["set"], describe: "of one campaign alone" },
    { flags: "--arm <name>", acts: ["set"], describe: "of one arm alone, human or lm:NAME" },
    { flags: "--period <name>", acts: ["set"], describe: "total or month (default: total)" },
    {
      flags: "--alerts <shares>",
      acts: ["set"],
      describe: "shares of the cap at which an alert is raised (default: as they are; of a new cap 0.5,0.8,0.95)",
    },
    { flags: "--out <file>", acts: ["ledger"], describe: "write the whole ledger as CSV" },
    { flags: "--limit <number>", acts: ["ledger"], describe: "lines shown", default: "100" },
  ],
  schema: z.object({
    args: z.tuple([z.enum(["set", "show", "ledger"], "must be set, show or ledger")], "is needed: set, show or ledger"),
    project: z.string("is needed"),
    capMicros: z.coerce.number().pipe(setBudgetSchema.shape.capMicros).optional(),
    campaign: z.string().optional(),
    arm: setBudgetSchema.shape.arm,
    period: setBudgetSchema.shape.period,
    alerts: z
      .string()
      .transform((text) => text.split(",").map(Number))
      .pipe(setBudgetSchema.shape.alertShares.unwrap())
      .optional(),
    out: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(10_000),
  }),
  run: async ({ actor: getActor }, { args: [act], capMicros, arm, period, alerts, out, limit, ...named }) => {
    const cap = act === "set" ? needed("--cap-micros", capMicros) : 0;
    const actor = await getActor();
    const { projectId, campaign } = await openProject(actor, named);
    if (act === "ledger") {
      const written = out === undefined ? null : await writeStream(out, await exportLedger(actor, { projectId }));
      const lines = await readLedger(actor, { projectId, take: limit });
      return {
        lines: lines.map(({ id, createdAt, reservedChangeMicros, spentChangeMicros, paidChangeMicros, ...line }) => ({
          line: id,
          at: createdAt,
          ...line,
          reserved_change_micros: reservedChangeMicros,
          spent_change_micros: spentChangeMicros,
          paid_change_micros: paidChangeMicros,
        })),
        out: written,
      };
    }
    if (act === "set") await setBudget(actor, { projectId, campaignId: campaign?.id, arm, period, capMicros: cap, alertShares: alerts });
    const { budgets, arms, forecast } = await readBudgets(actor, { projectId });
    return {
      budgets: budgets.map((budget) => ({
        campaign: budget.campaign,
        arm: budget.arm === "" ? null : budget.arm,
        period: budget.period,
        month: budget.month === "" ? null : budget.month,
        cap_micros: budget.capMicros,
        spent_micros: budget.spentMicros,
        reserved_micros: budget.reservedMicros,
        left_micros: budget.capMicros - budget.spentMicros - budget.reservedMicros,
        alerts: budget.alerts.map(({ share, raisedAt }) => ({ share, raised_at: raisedAt })),
      })),
      arms: arms.map(({ arm: name, spentMicros, reservedMicros, shortMicros, calls, assumed }) => ({
        arm: name,
        spent_micros: spentMicros,
        reserved_micros: reservedMicros,
        short_micros: shortMicros,
        calls,
        assumed,
      })),
      spent_per_day_micros: { ...forecast.perDay },
      days_left: forecast.daysLeft,
      month_end_micros: forecast.monthEndMicros,
    };
  },
});
