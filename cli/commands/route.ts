import path from "node:path";
import { z } from "zod";
import { defineCommand, needed, UsageError } from "@/cli/command";
import type { CommandContext, CommandResult } from "@/cli/command";
import { findProject, openProject } from "@/cli/open-project";
import { readText } from "@/cli/read-text";
import { planKeys, planList, writeRows } from "@/cli/route-plan";
import { AppError } from "@/lib/errors";
import { addPerformanceTable } from "@/lib/routing/add-performance-table";
import { adaptiveSchema, armsSchema } from "@/lib/routing/arms-schema";
import type { Arm } from "@/lib/routing/arms-schema";
import { carryOut } from "@/lib/routing/carry-out";
import { collectSeed } from "@/lib/routing/collect-seed";
import { commitPlan } from "@/lib/routing/commit-plan";
import { dropPlan } from "@/lib/routing/drop-plan";
import { getPlan, listPendingPlans, listPlans } from "@/lib/routing/get-plan";
import { measurePlan } from "@/lib/routing/measure-plan";
import { nextRound } from "@/lib/routing/next-round";
import { planRoutes } from "@/lib/routing/plan-routes";
import { defaultPrices, planInputSchema, pricesSchema, shareSchema, strategySchema } from "@/lib/routing/schema";
import type { Budget, Prices } from "@/lib/routing/schema";

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
  const text = await readText(file, "arms");
  try {
    return armsSchema.parse(JSON.parse(text));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const what = issue ? `${issue.path.length > 0 ? `${issue.path.join(".")}: ` : ""}${issue.message}` : "it is no JSON";
    throw new AppError("invalid_input", { userMessage: `The arms ${file} cannot be used: ${what}`, cause });
  }
};

const readCandidates = async (file: string): Promise<{ name: string; text: string }> => ({
  name: path.basename(file),
  text: await readText(file, "candidates"),
});

const amount = z.coerce.number("must be a number");

/** Acts on a plan that is there, named by its number. */
const planActs = ["show", "commit", "measure", "re-plan", "drop"] as const;
type PlanAct = (typeof planActs)[number];
const acts = ["draw", "seed", "list", ...planActs] as const;

/** Items of a published mix. */
const usualMixItems = 7_000;

const micros = pricesSchema.shape.humanMicros;

const schema = z
  .object({
    args: z.array(z.enum(acts, `must be one of ${acts.join(", ")}`)).max(1, "say one act at most"),
    project: z.string("is needed"),
    campaign: z.string().optional(),
    budgetShare: amount.pipe(shareSchema).optional(),
    budgetMicros: amount.pipe(micros).optional(),
    strategy: strategySchema.default("best"),
    lm: z.string().optional(),
    learnFrom: z.string().optional(),
    humanPriceMicros: amount.pipe(micros).optional(),
    lmPriceMicros: amount.pipe(micros).optional(),
    overlap: amount.pipe(planInputSchema.shape.overlap.unwrap()).optional(),
    controlShare: amount.pipe(planInputSchema.shape.controlShare.unwrap()).optional(),
    spend: planInputSchema.shape.spend,
    arms: z.string().optional(),
    adaptive: adaptiveOption.optional(),
    withinHours: amount.positive("must be above 0").optional(),
    candidates: z.string().optional(),
    target: z.string().optional(),
    mixItems: amount.int().min(1).optional(),
    commit: z.boolean().default(false),
    plan: amount.int().min(1).max(2_147_483_647).optional(),
    items: amount.int().min(1).optional(),
    out: z.string().optional(),
  })
  .refine(({ candidates, target }) => (candidates === undefined) === (target === undefined), {
    path: ["target"],
    message: "--candidates and --target go together",
  })
  .refine(({ mixItems, candidates }) => mixItems === undefined || candidates !== undefined, {
    path: ["mixItems"],
    message: "is of the mixes of --candidates, and none are given",
  })
  .refine(({ withinHours, arms }) => withinHours === undefined || arms !== undefined, {
    path: ["withinHours"],
    message: "leaves out arms of --arms, and none are given",
  });
type Given = z.infer<typeof schema>;

const budgetOf = ({ budgetShare, budgetMicros }: Given): Budget => {
  if ((budgetShare === undefined) === (budgetMicros === undefined))
    throw new UsageError("--budget-share: give either --budget-share or --budget-micros");
  return budgetMicros === undefined ? { share: budgetShare ?? 0 } : { micros: budgetMicros };
};

const pricesOf = ({ humanPriceMicros, lmPriceMicros }: Given): Prices => ({
  humanMicros: humanPriceMicros ?? defaultPrices.humanMicros,
  lmMicros: lmPriceMicros ?? defaultPrices.lmMicros,
});

const drawPlan = async ({ actor: getActor, seed, control }: CommandContext, given: Given): Promise<CommandResult> => {
  const budget = budgetOf(given);
  const arms = given.arms === undefined ? undefined : await readArms(given.arms);
  const { strategy, lm, learnFrom, overlap, controlShare, spend, adaptive, withinHours, candidates, target, mixItems, out } = given;
  const actor = await getActor();
  const { projectId, campaign } = await openProject(actor, given);
  // Before anything is read: a name that is not there is told with those that are.
  if (learnFrom !== undefined) await findProject(actor, learnFrom);
  const performance =
    candidates === undefined || target === undefined
      ? undefined
      : (
          await addPerformanceTable(actor, {
            projectId,
            ...(await readCandidates(candidates)),
            target,
            mixItems: mixItems ?? usualMixItems,
          })
        ).tableId;
  const wanted = {
    projectId,
    campaignId: campaign?.id,
    budget,
    prices: pricesOf(given),
    arms,
    seed,
    performance,
    strategy,
    lm,
    learnFrom,
    overlap,
    controlShare,
  };
  const draw = given.commit ? carryOut : planRoutes;
  const plan = await draw(actor, { ...wanted, spend, adaptive, withinHours }, control);
  if (out !== undefined) await writeRows(actor, { projectId, number: plan.number }, out);
  return planKeys(plan);
};

const drawSeed = async ({ actor: getActor, seed, control }: CommandContext, given: Given): Promise<CommandResult> => {
  const { items, lm, overlap, humanPriceMicros: humanMicros, out } = given;
  const actor = await getActor();
  const { projectId, campaign } = await openProject(actor, given);
  const plan = await collectSeed(actor, { projectId, campaignId: campaign?.id, items, lm, overlap, humanMicros, seed }, control);
  if (given.commit) await commitPlan(actor, { projectId, planId: plan.id }, control);
  const number = plan.number;
  if (out !== undefined) await writeRows(actor, { projectId, number }, out);
  return planKeys((await getPlan(actor, { projectId, number, take: 0 })).plan);
};

const workOnPlan = async ({ actor: getActor, control }: CommandContext, act: PlanAct, given: Given): Promise<CommandResult> => {
  const number = needed("--plan", given.plan);
  const actor = await getActor();
  const { projectId } = await openProject(actor, given);
  const named = { projectId, number };
  const read = (): ReturnType<typeof getPlan> => getPlan(actor, { ...named, take: 0 });
  const { plan } = await read();
  const planId = plan.id;
  if (act === "drop") {
    // There may be no worker beside a command.
    const { withdrawn } = plan.state === "dropped" ? { withdrawn: 0 } : await dropPlan(actor, { projectId, planId }, null);
    return { plan: number, state: "dropped", withdrawn };
  }
  if (act === "re-plan") {
    const next = await nextRound(actor, named, control);
    if (given.out !== undefined) await writeRows(actor, { projectId, number: next.number }, given.out);
    return { ...planKeys(next), follows: number };
  }
  // Run twice it opens nothing twice: what is committed already is only told.
  if (act === "commit" && plan.state !== "committed") await commitPlan(actor, { projectId, planId }, control);
  const now = await read();
  const progress = { answers_done: now.progress.done, answers_open: now.progress.open };
  if (act === "measure") {
    const { routed, control: random, lift, predicted, alarm } = await measurePlan(actor, named);
    return {
      plan: number,
      state: now.plan.state,
      ...progress,
      routed: { ...routed },
      control: { ...random },
      lift: { ...lift },
      predicted,
      alarm,
    };
  }
  if (given.out !== undefined) await writeRows(actor, named, given.out);
  return { ...planKeys(now.plan), ...progress };
};

const run = async (context: CommandContext, given: Given): Promise<CommandResult> => {
  const [act = "draw"] = given.args;
  if (act === "draw") return drawPlan(context, given);
  if (act === "seed") return drawSeed(context, given);
  if (act !== "list") return workOnPlan(context, act, given);
  const actor = await context.actor();
  const { projectId } = await openProject(actor, given);
  return planList(await listPlans(actor, { projectId }), await listPendingPlans(actor, { projectId }));
};

export const command = defineCommand({
  name: "route",
  describe:
    "choose which items go to people and which keep a language model's label, within a budget that is never exceeded; open what a plan gives people, measure what it brought, plan what is left",
  argument: {
    name: "[act]",
    describe:
      "draw (unless said otherwise), seed: items at random to learn from, list, and with --plan: show, commit, measure, re-plan what is left, drop",
  },
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--campaign <slug>", acts: ["draw", "seed"], describe: "short name of the campaign; the project’s first unless given" },
    { flags: "--budget-share <share>", acts: ["draw"], describe: "share of the items for people, 0 … 1" },
    {
      flags: "--budget-micros <amount>",
      acts: ["draw"],
      describe: "money for the labels that a plan asks for, in micro-dollars (1000000 is one dollar)",
    },
    { flags: "--strategy <name>", acts: ["draw"], describe: `one of ${strategySchema.options.join(", ")} (default: best)` },
    {
      flags: "--lm <name>",
      acts: ["draw", "seed"],
      describe:
        "the language model that keeps the rest; unless given the one with most labels, of several the one that agrees best with what is known",
    },
    { flags: "--learn-from <slug>", acts: ["draw"], describe: "another project whose labels may be learned from" },
    {
      flags: "--commit",
      acts: ["draw", "seed"],
      describe: "open what the plan gives people at once; drawing the same again then returns that plan",
    },
    { flags: "--plan <number>", acts: planActs, describe: "which plan" },
    { flags: "--items <count>", acts: ["seed"], describe: "how many (default: 300)" },
    {
      flags: "--human-price-micros <amount>",
      acts: ["draw", "seed"],
      describe: `one label by a person (default: ${defaultPrices.humanMicros})`,
    },
    {
      flags: "--lm-price-micros <amount>",
      acts: ["draw"],
      describe: `one label by the language model, in a rehearsal alone: those of open items are there (default: ${defaultPrices.lmMicros})`,
    },
    { flags: "--overlap <count>", acts: ["draw", "seed"], describe: "labels of people for each of their items (default: 1)" },
    {
      flags: "--control-share <share>",
      acts: ["draw"],
      describe: "of these items, drawn at random so that the gain can be measured, 0 … 0.5 (default: 0)",
    },
    {
      flags: "--spend <how>",
      acts: ["draw"],
      describe: "worth: stop where more people no longer help; all: use the budget up (default: worth)",
    },
    {
      flags: "--arms <file>",
      acts: ["draw"],
      describe: "JSON list of whom one can ask: name, who, priceMicros, capacity, delayHours, labels, members",
    },
    { flags: "--adaptive <most:threshold>", acts: ["draw"], describe: "ask one more person while an answer is less probable, say 3:0.9" },
    { flags: "--within-hours <hours>", acts: ["draw"], describe: "leave out arms whose answers take longer" },
    {
      flags: "--candidates <file.csv>",
      acts: ["draw"],
      describe: "strategies by tags: learn from these measured mixes, one row a mix, one column a tag",
    },
    { flags: "--target <column>", acts: ["draw"], describe: "their column with the score" },
    { flags: "--mix-items <count>", acts: ["draw"], describe: "items of each of these mixes, whoever labelled them (default: 7000)" },
    { flags: "--out <file>", acts: ["draw", "seed", "show", "commit", "re-plan"], describe: "write one row an item: item, arm, gain, why" },
  ],
  actUnlessSaid: "draw",
  schema,
  run,
});
