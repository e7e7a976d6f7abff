import { z } from "zod";
import { defineCommand, flagOf, parseOptions, UsageError } from "@/cli/command";
import type { CommandContext, CommandResult, OutputValue } from "@/cli/command";
import { openProject } from "@/cli/open-project";
import { readText } from "@/cli/read-text";
import { addJudge } from "@/lib/judges/add-judge";
import { askJudgeHere } from "@/lib/judges/ask-judge";
import { getJudgeCard } from "@/lib/judges/judge-card";
import { explainFailures, getJudge, listJudges } from "@/lib/judges/list-judges";
import { enteredSettingsSchema } from "@/lib/judges/schema";
import type { AskScope } from "@/lib/judges/schema";
import { previewPrompt, tryJudge } from "@/lib/judges/try-judge";

const providers = ["openai", "replay", "reward-model"] as const;
const number = z.coerce.number().optional();
const acts = ["add", "list", "ask", "card", "try", "prompt"] as const;

const schema = z.object({
  args: z.array(z.string()).min(1, `is needed: one of ${acts.join(", ")}`),
  project: z.string("is needed"),
  campaign: z.string().optional(),
  provider: z.enum(providers).default("openai"),
  url: z.string().optional(),
  model: z.string().optional(),
  keyEnv: z.string().optional(),
  orders: z.string().optional(),
  samples: number,
  temperature: number,
  maxTokens: number,
  logprobs: z.boolean().optional(),
  promptPriceMicros: number,
  completionPriceMicros: number,
  concurrency: number,
  requestsPerMinute: number,
  timeoutSeconds: number,
  attempts: number,
  retrySeconds: number,
  unknownOutcome: z.string().optional(),
  idempotent: z.boolean().optional(),
  annotator: z.string().optional(),
  priceMicros: number,
  version: number,
  template: z.string().optional(),
  tasks: z.string().default("all"),
  again: z.boolean().default(false),
  limit: number,
  item: z.string().optional(),
});
type Given = z.infer<typeof schema>;

const ofProviders = {
  openai: [
    "url",
    "model",
    "keyEnv",
    "orders",
    "samples",
    "temperature",
    "maxTokens",
    "logprobs",
    "promptPriceMicros",
    "completionPriceMicros",
    "concurrency",
    "requestsPerMinute",
    "timeoutSeconds",
    "attempts",
    "retrySeconds",
    "unknownOutcome",
    "idempotent",
    "template",
  ],
  replay: ["annotator", "priceMicros"],
  "reward-model": ["version"],
} as const satisfies Record<Given["provider"], readonly (keyof Given)[]>;

/** A price or a server that the provider does not read would look as if it held. */
const refuseOfOtherProviders = (given: Given): void => {
  for (const provider of providers)
    for (const name of ofProviders[provider])
      if (provider !== given.provider && given[name] !== undefined)
        throw new UsageError(`${flagOf([name])}: is for --provider ${provider}, not for ${given.provider}`);
};

const settingsOf = (given: Given) => {
  refuseOfOtherProviders(given);
  const { logprobs, idempotent, ...rest } = given;
  return parseOptions(enteredSettingsSchema, { ...rest, logProbabilities: logprobs, honoursIdempotencyKeys: idempotent });
};

const keyOf = ({ keyEnv }: Given): string | undefined => {
  if (keyEnv === undefined) return undefined;
  const key = process.env[keyEnv];
  if (!key) throw new UsageError(`--key-env: the environment has no ${keyEnv}`);
  return key;
};

const scopeOf = ({ tasks }: Given): AskScope => {
  const plan = /^plan:(\d+)$/.exec(tasks)?.[1];
  if (plan !== undefined) return { tasks: "plan", plan: Number(plan) };
  if (tasks === "all" || tasks === "known" || tasks === "people" || tasks === "unanswered") return { tasks };
  throw new UsageError("--tasks: must be all, known, people, unanswered or plan:NUMBER");
};

const json = (value: unknown): OutputValue => z.json().parse(JSON.parse(JSON.stringify(value)));

const run = async ({ actor: getActor, control }: CommandContext, given: Given): Promise<CommandResult> => {
  const [act, name, ...rest] = given.args;
  if (rest.length > 0 || !acts.some((known) => known === act)) throw new UsageError(`say one of ${acts.join(", ")}, and the judge’s name`);
  if (act !== "list" && name === undefined) throw new UsageError(`judge ${act}: the judge’s name is needed`);
  const actor = await getActor();
  const { projectId, campaign } = await openProject(actor, given);
  if (act === "list") {
    const judges = await listJudges(actor, { projectId });
    return {
      judges: judges.map(({ name: judge, version, settings, labels, keyEnding, archived }) => ({
        judge,
        version,
        provider: settings.provider,
        settings: json(settings),
        key: keyEnding === null ? null : `…${keyEnding}`,
        labels,
        archived,
      })),
    };
  }
  if (act === "add") {
    const template = given.template === undefined ? undefined : await readText(given.template, "template");
    await addJudge(actor, { projectId, name: name ?? "", settings: settingsOf(given), template, key: keyOf(given) });
  }
  const judge = await getJudge(actor, { projectId, judge: name ?? "" });
  const where = { projectId, judgeId: judge.id, campaignId: campaign?.id };
  switch (act) {
    case "add":
      return { judge: judge.name, version: judge.version, provider: judge.settings.provider, settings: json(judge.settings) };
    case "ask": {
      const ask = await askJudgeHere(actor, { ...where, scope: scopeOf(given), again: given.again, limit: given.limit ?? null }, control);
      return {
        judge: ask.judge,
        campaign: ask.campaign,
        tasks: ask.tasks,
        labels: ask.labels,
        calls: ask.calls.done + ask.calls.failed,
        unanswered: await explainFailures(actor, { projectId, askId: ask.id }),
        cost_micros: ask.costMicros,
      };
    }
    case "card": {
      const card = await getJudgeCard(actor, { projectId, judge: judge.id, campaignId: campaign?.id });
      const { accuracy, kappa, firstShown, orderFlips, lengthBias, selfConsistency, ece, costPerCorrectMicros } = card.measures;
      return {
        judge: judge.name,
        version: judge.version,
        campaign: card.campaign.name,
        question: card.question,
        units: card.units,
        referenced: card.referenced,
        calls_answered: card.calls.answered,
        calls_unanswered: card.calls.unanswered,
        cost_micros: card.costMicros,
        accuracy: json(accuracy),
        kappa: json(kappa),
        first_shown: json(firstShown),
        order_flips: json(orderFlips),
        length_bias: json(lengthBias),
        self_consistency: json(selfConsistency),
        ece: json(ece),
        cost_per_correct_micros: json(costPerCorrectMicros),
      };
    }
    case "try": {
      const { answer, reason, reply, probabilities, costMicros, item } = await tryJudge(actor, { ...where, item: given.item });
      return { judge: judge.name, item, answer, reason, reply, probabilities, cost_micros: costMicros };
    }
    default: {
      const { item, orders, mostMicros } = await previewPrompt(actor, { ...where, item: given.item });
      return { judge: judge.name, item, most_micros: mostMicros, prompts: json(orders) };
    }
  }
};

export const command = defineCommand({
  name: "judge",
  describe: "add NAME, list, ask NAME, card NAME, try NAME, prompt NAME: language models that answer as annotators do",
  argument: { name: "<act...>", describe: "add NAME, list, ask NAME, card NAME, try NAME or prompt NAME" },
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    {
      flags: "--campaign <slug>",
      acts: ["ask", "card", "try", "prompt"],
      describe: "short name of the campaign; the project’s first unless given",
    },
    {
      flags: "--provider <name>",
      acts: ["add"],
      describe: "openai (any server that speaks chat completions), replay or reward-model (default: openai)",
    },
    { flags: "--url <address>", acts: ["add"], describe: "the server, up to and with its version: http://localhost:11434/v1" },
    { flags: "--model <name>", acts: ["add"], describe: "the model’s name on that server" },
    { flags: "--key-env <variable>", acts: ["add"], describe: "name of the environment variable that holds the server’s key" },
    { flags: "--orders <which>", acts: ["add"], describe: "both or one (default: both)" },
    { flags: "--samples <number>", acts: ["add"], describe: "times that each question is asked (default: 1)" },
    { flags: "--temperature <number>", acts: ["add"], describe: "0 … 2 (default: 0)" },
    { flags: "--max-tokens <number>", acts: ["add"], describe: "longest answer (default: 1024)" },
    { flags: "--logprobs", acts: ["add"], describe: "ask for log-probabilities" },
    { flags: "--prompt-price-micros <amount>", acts: ["add"], describe: "micro-dollars for a million tokens of prompt (default: 0)" },
    { flags: "--completion-price-micros <amount>", acts: ["add"], describe: "micro-dollars for a million tokens of answer (default: 0)" },
    { flags: "--concurrency <number>", acts: ["add"], describe: "questions at once (default: 4)" },
    { flags: "--requests-per-minute <number>", acts: ["add"], describe: "no more than these" },
    { flags: "--timeout-seconds <number>", acts: ["add"], describe: "longest wait for one answer (default: 120)" },
    { flags: "--attempts <number>", acts: ["add"], describe: "attempts at one question (default: 6)" },
    { flags: "--retry-seconds <number>", acts: ["add"], describe: "first wait before another attempt (default: 1)" },
    {
      flags: "--unknown-outcome <how>",
      acts: ["add"],
      describe: "assume or release what was promised where nobody knows the cost (default: assume)",
    },
    { flags: "--idempotent", acts: ["add"], describe: "the server answers a repeated Idempotency-Key for nothing" },
    { flags: "--annotator <name>", acts: ["add"], describe: "whose imported labels a replay gives again" },
    { flags: "--price-micros <amount>", acts: ["add"], describe: "what a replayed label costs" },
    { flags: "--version <number>", acts: ["add"], describe: "number of the reward model; the promoted one, else the newest, unless given" },
    {
      flags: "--template <file>",
      acts: ["add"],
      describe: "what the model is told, with {{default}} and {{guide}} where the kind’s and the campaign’s words go",
    },
    {
      flags: "--tasks <which>",
      acts: ["ask"],
      describe:
        "all, known (with a known answer), people (answered by people), unanswered (asked before, without a label) or plan:NUMBER (default: all)",
    },
    { flags: "--again", acts: ["ask"], describe: "also about tasks that an earlier version or an import answered" },
    { flags: "--limit <number>", acts: ["ask"], describe: "at most this many tasks" },
    { flags: "--item <id>", acts: ["try", "prompt"], describe: "the imported id of an item; the first unless given" },
  ],
  schema,
  run,
});
