import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import type { LabelTable } from "@/lib/aggregation/label-table";
import { chooseCampaign, chooseQuestion, readLabels } from "@/lib/aggregation/read-labels";
import { databaseNow, db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import type { ExampleSide, KindAggregator, UnitConsensus } from "@/lib/kinds/contract";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView } from "@/lib/projects/schema";
import { promptText } from "@/lib/reward-models/prompt-text";
import { readPlanArms } from "@/lib/reward-models/read-plan-arms";
import type { PairText } from "@/lib/reward-models/schema";
import { annotatorSourceOf, candidateTexts, itemNames } from "@/lib/reward-models/store";

export type TrainingPair = PairText & { taskId: string };
export type TrainingSet = {
  pairs: TrainingPair[];
  /** how many answers gave no pair, by reason */
  excluded: Record<string, number>;
  describe: string;
};

type Answer = UnitConsensus & { taskId: string; itemId: string };

const byItem = (answers: Answer[]): Answer[][] => {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const group = groups.get(answer.itemId);
    if (group) group.push(answer);
    else groups.set(answer.itemId, [answer]);
  }
  return [...groups.values()];
};

/** The labelled pairs of a project as texts, from the answers that `labels` names. Ties and undecided tasks are counted, not trained on. */
export const buildTrainingSet = async (
  actor: Actor,
  input: { projectId: string; labels: string; campaignId?: string },
): Promise<TrainingSet> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const { campaigns } = await getProject(actor, { projectId: input.projectId });
  const campaign = chooseCampaign(campaigns, input.campaignId);
  const { answers, describe } = await readAnswers(actor, input.projectId, campaign, input.labels);
  const kind = kindOf(campaign.kind);
  const excluded: Record<string, number> = {};
  const question = chooseQuestion(campaign, undefined);
  const chosen = byItem(answers).flatMap((units) =>
    kind.preferences(campaign.config, question, units).flatMap((outcome) => {
      if ("none" in outcome) {
        excluded[outcome.none] = (excluded[outcome.none] ?? 0) + 1;
        return [];
      }
      const unit = units.find((one) => one.unitKey === outcome.unitKey && one.part === outcome.part) ?? units[0];
      return unit ? [{ ...unit, example: outcome.example }] : [];
    }),
  );
  const texts = new Map<string, Map<number, { text: string; prompt: string; promptHash: string }>>();
  for (const row of await candidateTexts(input.projectId, [...new Set(chosen.map((answer) => answer.itemId))])) {
    const ofItem = texts.get(row.itemId) ?? new Map<number, { text: string; prompt: string; promptHash: string }>();
    ofItem.set(row.ordinal, { text: row.text, prompt: promptText(row.prompt), promptHash: row.promptHash });
    texts.set(row.itemId, ofItem);
  }
  const sideOf = (itemId: string, side: ExampleSide) =>
    "text" in side
      ? { order: Number.MAX_SAFE_INTEGER, text: side.text }
      : { order: side.ordinal, text: texts.get(itemId)?.get(side.ordinal)?.text };
  const pairs = chosen.flatMap(({ taskId, itemId, example }): TrainingPair[] => {
    const [chosenSide, rejectedSide] = [sideOf(itemId, example.chosen), sideOf(itemId, example.rejected)];
    // The response that stands first in the file comes first, whichever was chosen; a text that a person wrote comes last.
    const chosenFirst = chosenSide.order < rejectedSide.order;
    const [first, second] = chosenFirst ? [chosenSide, rejectedSide] : [rejectedSide, chosenSide];
    const [about] = texts.get(itemId)?.values() ?? [];
    if (!about || first.text === undefined || second.text === undefined) return [];
    return [
      {
        taskId,
        promptId: about.promptHash,
        prompt: about.prompt,
        first: first.text,
        second: second.text,
        pFirst: chosenFirst ? 1 : 0,
        weight: example.weight,
      },
    ];
  });
  pairs.sort((a, b) => (a.taskId < b.taskId ? -1 : 1));
  return { pairs, excluded, describe };
};

const readAnswers = async (
  actor: Actor,
  projectId: string,
  campaign: CampaignView,
  labels: string,
): Promise<{ answers: Answer[]; describe: string }> => {
  if (labels === "consensus") {
    const read = await getConsensus(actor, {
      projectId,
      campaignId: campaign.id,
      question: chooseQuestion(campaign, undefined),
      source: "human",
    });
    if (read) {
      return {
        answers: read.consensus.map((row) => ({
          taskId: row.taskId,
          itemId: row.itemId,
          unitKey: row.unitKey,
          part: row.part,
          consensus: row,
        })),
        describe: `the posterior of ${read.aggregation.model} over people's answers`,
      };
    }
    throw new AppError("refused", {
      userMessage:
        "There is no consensus of people's answers yet. Run the aggregation first, or train on the plain majority (labels: human).",
    });
  }
  if (labels === "human")
    return { answers: await majority(projectId, campaign, "human", null), describe: "the majority of people's answers" };
  if (labels.startsWith("annotator:")) {
    const name = labels.slice("annotator:".length);
    return { answers: await answersOf(projectId, campaign, name), describe: `the answers of ${name}` };
  }
  const arms = await readPlanArms(labels.slice("plan:".length));
  const judges = [...new Set([...arms.values()].filter((arm) => arm !== "human"))];
  const byArm = new Map<string, Answer[]>([["human", await majority(projectId, campaign, "human", null)]]);
  for (const judge of judges) byArm.set(judge, await answersOf(projectId, campaign, judge.slice("lm:".length)));
  const externalIds = await itemNames(projectId, [...new Set([...byArm.values()].flat().map((answer) => answer.itemId))]);
  const answers = [...byArm].flatMap(([arm, list]) => list.filter((answer) => arms.get(externalIds.get(answer.itemId) ?? "") === arm));
  return { answers, describe: "a routing plan: people where it sends a person, the judge elsewhere" };
};

const answersOf = async (projectId: string, campaign: CampaignView, name: string): Promise<Answer[]> => {
  const source = await annotatorSourceOf(projectId, name);
  if (source === null) throw new AppError("invalid_input", { userMessage: `This project has no annotator called “${name}”.` });
  if (source === "gold" || source === "adjudicator")
    throw new AppError("invalid_input", {
      userMessage: "Known answers and decisions are no annotator: train on the consensus, which decisions are part of.",
    });
  return majority(projectId, campaign, source, name);
};

/** The most frequent answer of each task; where two lead together, neither. `name` keeps to one annotator. */
const majority = async (projectId: string, campaign: CampaignView, source: "human" | "lm", name: string | null): Promise<Answer[]> => {
  const question = chooseQuestion(campaign, undefined);
  const at = await databaseNow(db());
  const { kind, table } = await readLabels(db(), { projectId, campaign, question, source, at });
  const own = kind.aggregator(campaign.config, question);
  if (own) return ownConsensus(own.fit, table, name);
  const counts = table.tasks.map(() => new Map<number, number>());
  for (const [position, task] of table.task.entries()) {
    if (name !== null && table.annotators[table.annotator[position] ?? -1]?.name !== name) continue;
    const ofTask = counts[task];
    const label = table.label[position] ?? 0;
    ofTask?.set(label, (ofTask.get(label) ?? 0) + 1);
  }
  return table.tasks.flatMap(({ taskId, itemId, unitKey, part }, task) => {
    const ranked = [...(counts[task] ?? [])].sort(([, a], [, b]) => b - a);
    const [leader, next] = ranked;
    if (!leader) return [];
    const classes = kind.classes(campaign.config, unitKey, question) ?? [];
    const total = ranked.reduce((sum, [, count]) => sum + count, 0);
    const choice = leader[1] === next?.[1] ? "undecided" : (classes[leader[0]] ?? "undecided");
    const posterior = Object.fromEntries(ranked.map(([label, count]) => [classes[label] ?? "", count / total]));
    const pChoice = leader[1] / total;
    return [{ taskId, itemId, unitKey, part, consensus: { choice, posterior, pChoice, labels: total, strength: null, detail: null } }];
  });
};

/** Answers without classes have no majority: the kind's own aggregation over them, or over those of one annotator. */
const ownConsensus = (fit: KindAggregator<unknown>, table: LabelTable, name: string | null): Answer[] => {
  const answers = table.tasks.map((): { annotator: number; response: unknown }[] => []);
  for (const [row, task] of table.task.entries()) {
    const annotator = table.annotator[row] ?? -1;
    if (name === null || table.annotators[annotator]?.name === name) answers[task]?.push({ annotator, response: table.response[row] });
  }
  const tasks = table.tasks.flatMap((task, index) =>
    (answers[index]?.length ?? 0) > 0 ? [{ ...task, answers: answers[index] ?? [] }] : [],
  );
  const { consensus } = fit({ tasks, annotators: table.annotators.length, seed: 1 });
  return tasks.flatMap(({ taskId, itemId, unitKey, part }, index) => {
    const value = consensus[index];
    return value ? [{ taskId, itemId, unitKey, part, consensus: value }] : [];
  });
};
