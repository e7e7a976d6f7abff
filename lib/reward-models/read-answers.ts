import { getConsensus } from "@/lib/aggregation/get-consensus";
import type { LabelTable } from "@/lib/aggregation/label-table";
import { readLabels } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { databaseNow, db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { KindAggregator, UnitConsensus } from "@/lib/kinds/contract";
import type { CampaignView } from "@/lib/projects/schema";
import { readPlanArms } from "@/lib/reward-models/read-plan-arms";
import { annotatorSourceOf, itemNames } from "@/lib/reward-models/store";

/** What a task's answers to one question come to, by whose labels one trains on. */
export type Answer = UnitConsensus & { taskId: string; itemId: string };

/** One question of a campaign, and whose answers to it count. */
export type Asked = { projectId: string; campaign: CampaignView; question: string; labels: string };

/** The answers that `labels` names, in words and as consensus values. */
export const readAnswers = async (actor: Actor, asked: Asked): Promise<{ answers: Answer[]; describe: string }> => {
  const { projectId, campaign, question, labels } = asked;
  if (labels === "consensus") {
    const read = await getConsensus(actor, {
      projectId,
      campaignId: campaign.id,
      question,
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
  if (labels === "human") return { answers: await majority(asked, "human", null), describe: "the majority of people's answers" };
  if (labels.startsWith("annotator:")) {
    const name = labels.slice("annotator:".length);
    return { answers: await answersOf(asked, name), describe: `the answers of ${name}` };
  }
  const arms = await readPlanArms(labels.slice("plan:".length));
  const judges = [...new Set([...arms.values()].filter((arm) => arm !== "human"))];
  const byArm = new Map<string, Answer[]>([["human", await majority(asked, "human", null)]]);
  for (const judge of judges) byArm.set(judge, await answersOf(asked, judge.slice("lm:".length)));
  const externalIds = await itemNames(projectId, [...new Set([...byArm.values()].flat().map((answer) => answer.itemId))]);
  const answers = [...byArm].flatMap(([arm, list]) => list.filter((answer) => arms.get(externalIds.get(answer.itemId) ?? "") === arm));
  return { answers, describe: "a routing plan: people where it sends a person, the judge elsewhere" };
};

const answersOf = async (asked: Asked, name: string): Promise<Answer[]> => {
  const source = await annotatorSourceOf(asked.projectId, name);
  if (source === null) throw new AppError("invalid_input", { userMessage: `This project has no annotator called “${name}”.` });
  if (source === "gold" || source === "adjudicator")
    throw new AppError("invalid_input", {
      userMessage: "Known answers and decisions are no annotator: train on the consensus, which decisions are part of.",
    });
  return majority(asked, source, name);
};

/** The most frequent answer of each task; where two lead together, neither. `name` keeps to one annotator. */
const majority = async (asked: Asked, source: "human" | "lm", name: string | null): Promise<Answer[]> => {
  const { projectId, campaign, question } = asked;
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
