import path from "node:path";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { writeJsonLines } from "@/cli/json-lines";
import { getProject } from "@/lib/projects/get-project";
import { getPlan } from "@/lib/routing/get-plan";
import { planRoutes } from "@/lib/routing/plan-routes";
import { strategySchema } from "@/lib/routing/schema";

export const command = defineCommand({
  name: "route",
  describe: "choose which items go to people and which keep a language model's label, within a budget that is never exceeded",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--budget-share <share>", describe: "share of the items for people, 0 … 1" },
    { flags: "--budget-micros <amount>", describe: "money for the whole plan, in micro-dollars (1000000 is one dollar)" },
    { flags: "--strategy <name>", describe: `one of ${strategySchema.options.join(", ")}`, default: "best" },
    { flags: "--lm <name>", describe: "the language model that keeps the rest; the one with most labels unless given" },
    { flags: "--learn-from <slug>", describe: "another project whose labels may be learned from" },
    { flags: "--out <file>", describe: "write one row an item: item, arm, gain, why" },
  ],
  schema: z
    .object({
      project: z.string("is needed"),
      budgetShare: z.coerce.number().min(0).max(1).optional(),
      budgetMicros: z.coerce.number().int().min(0).optional(),
      strategy: strategySchema,
      lm: z.string().optional(),
      learnFrom: z.string().optional(),
      out: z.string().optional(),
    })
    .refine(({ budgetShare, budgetMicros }) => (budgetShare === undefined) !== (budgetMicros === undefined), {
      path: ["budgetShare"],
      message: "give either --budget-share or --budget-micros",
    }),
  run: async ({ actor: getActor, seed, control }, { project: slug, budgetShare, budgetMicros, strategy, lm, learnFrom, out }) => {
    const actor = await getActor();
    const { project } = await getProject(actor, { slug });
    const budget = budgetMicros === undefined ? { share: budgetShare ?? 0 } : { micros: budgetMicros };
    const plan = await planRoutes(actor, { projectId: project.id, budget, strategy, lm, learnFrom, seed }, control);
    if (out !== undefined) {
      const { decisions } = await getPlan(actor, { projectId: project.id, number: plan.number, take: null });
      await writeJsonLines(
        path.resolve(out),
        decisions.map(({ item, unitKey, arm, gain, why }) => ({ item, ...(unitKey === "0-1" ? {} : { unit: unitKey }), arm, gain, why })),
      );
    }
    return {
      strategy: plan.strategy,
      items: plan.items,
      human_items: plan.humanItems,
      cost_micros: plan.costMicros,
      predicted: plan.outlook.predicted,
      baseline_all_human: plan.outlook.allHuman,
      baseline_all_lm: plan.outlook.allLm,
      lm: plan.outlook.lm,
      signal: plan.outlook.signal,
      ceiling: plan.outlook.ceiling?.reason ?? "",
      plan: plan.number,
    };
  },
});
