import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { writeJsonLines } from "@/cli/json-lines";
import { AppError } from "@/lib/errors";
import { getProject } from "@/lib/projects/get-project";
import { addPerformanceTable } from "@/lib/routing/add-performance-table";
import { warnOfSignal } from "@/lib/routing/explain-outlook";
import { getPlan } from "@/lib/routing/get-plan";
import { planRoutes } from "@/lib/routing/plan-routes";
import { adaptiveSchema, armsSchema } from "@/lib/routing/arms-schema";
import type { Arm } from "@/lib/routing/arms-schema";
import { strategySchema } from "@/lib/routing/schema";
import type { PlanView } from "@/lib/routing/schema";

/** MOST:THRESHOLD */
const adaptiveOption = z
  .string()
  .regex(/^\d+:[\d.]+$/, "must be MOST:THRESHOLD, say 3:0.9")
  .transform((text) => {
    const [most, threshold] = text.split(":").map(Number);
    return { most, threshold };
  })
  .pipe(adaptiveSchema);

const readArms = async (file: string): Promise<Arm[]> => {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("invalid_input", { userMessage: `The arms ${file} cannot be read.`, cause });
  });
  try {
    return armsSchema.parse(JSON.parse(text));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const what = issue ? `${issue.path.length > 0 ? `${issue.path.join(".")}: ` : ""}${issue.message}` : "it is no JSON";
    throw new AppError("invalid_input", { userMessage: `The arms ${file} cannot be used: ${what}`, cause });
  }
};

const readCandidates = async (file: string): Promise<{ name: string; text: string }> => {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("invalid_input", { userMessage: `The candidates ${file} cannot be read.`, cause });
  });
  return { name: path.basename(file), text };
};

/** What a plan of several arms says besides. */
const armKeys = ({ outlook: { arms, mix, adaptive } }: PlanView) => ({
  arms: arms.map(({ arm, items, labels, costMicros, right, from, full, late }) => ({
    arm,
    items,
    labels,
    cost_micros: costMicros,
    right,
    right_from: from,
    full,
    late,
  })),
  right_before: mix?.before ?? 0,
  right_after: mix?.after ?? 0,
  labels_expected: adaptive?.labelsExpected ?? 0,
  extra_micros: adaptive?.extraMicros ?? 0,
});

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
    { flags: "--arms <file>", describe: "JSON list of whom one can ask: name, who, priceMicros, capacity, delayHours, labels, members" },
    { flags: "--adaptive <most:threshold>", describe: "ask one more person while an answer is less probable, say 3:0.9" },
    { flags: "--within-hours <hours>", describe: "leave out arms whose answers take longer" },
    {
      flags: "--candidates <file.csv>",
      describe: "strategies by tags: learn from these measured mixes, one row a mix, one column a tag",
    },
    { flags: "--target <column>", describe: "their column with the score" },
    { flags: "--mix-items <count>", describe: "items of each of these mixes, whoever labelled them", default: "7000" },
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
      arms: z.string().optional(),
      adaptive: adaptiveOption.optional(),
      withinHours: z.coerce.number().positive("must be above 0").optional(),
      candidates: z.string().optional(),
      target: z.string().optional(),
      mixItems: z.coerce.number().int().min(1),
      out: z.string().optional(),
    })
    .refine(({ candidates, target }) => (candidates === undefined) === (target === undefined), {
      path: ["target"],
      message: "--candidates and --target go together",
    })
    .refine(({ budgetShare, budgetMicros }) => (budgetShare === undefined) !== (budgetMicros === undefined), {
      path: ["budgetShare"],
      message: "give either --budget-share or --budget-micros",
    }),
  run: async ({ actor: getActor, seed, control }, { project: slug, budgetShare, budgetMicros, arms: armsFile, out, ...options }) => {
    const { candidates, target, mixItems, ...wanted } = options;
    const arms = armsFile === undefined ? undefined : await readArms(armsFile);
    const actor = await getActor();
    const { project } = await getProject(actor, { slug });
    const budget = budgetMicros === undefined ? { share: budgetShare ?? 0 } : { micros: budgetMicros };
    const performance =
      candidates === undefined || target === undefined
        ? undefined
        : (await addPerformanceTable(actor, { projectId: project.id, ...(await readCandidates(candidates)), target, mixItems })).tableId;
    const plan = await planRoutes(actor, { projectId: project.id, budget, arms, seed, performance, ...wanted }, control);
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
      warning: warnOfSignal({ ...plan.outlook, strategy: plan.strategy }) ?? "",
      yardstick: plan.outlook.yardstick,
      ceiling: plan.outlook.ceiling?.reason ?? "",
      plan: plan.number,
      ...(plan.outlook.mix ? armKeys(plan) : {}),
    };
  },
});
