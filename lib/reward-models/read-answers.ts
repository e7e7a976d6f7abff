import { getConsensus } from "@/lib/aggregation/get-consensus";
import { readLabels } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
import { AppError } from "@/lib/errors";
import type { CampaignView } from "@/lib/projects/schema";
import { majorityOfTable } from "@/lib/reward-models/majority-of-table";
import type { Answer } from "@/lib/reward-models/majority-of-table";
import { readPlanArms } from "@/lib/reward-models/read-plan-arms";
import type { PlanArms } from "@/lib/reward-models/read-plan-arms";
import { ownModelArm } from "@/lib/reward-models/schema";
import { itemNames } from "@/lib/reward-models/candidate-store";
import { annotatorSourceOf } from "@/lib/reward-models/store";

/** One question of a campaign, and whose answers to it count. */
export type Asked = { projectId: string; campaign: CampaignView; question: string; labels: string };

/** Answers as consensus values, whose they are (all of a source's, or one annotator's by name), and that in words. */
export type AnswersRead = { answers: Answer[]; source: "human" | "lm" | null; name: string | null; describe: string };

/**
 * The answers that `labels` names. The consensus is people's; where theirs was never formed, language models': in a campaign that
 * no person has answered there is no other.
 */
export const readAnswers = async (actor: Actor, asked: Asked): Promise<AnswersRead> => {
  const { labels } = asked;
  if (labels === "consensus") {
    const people = await posteriorOf(actor, asked, "human");
    const read = people ?? (await posteriorOf(actor, asked, "lm"));
    if (read) return { ...read, source: people ? "human" : "lm", name: null };
    throw new AppError("refused", {
      userMessage: "There is no consensus of the answers yet. Run the aggregation first, or train on the plain majority (labels: human).",
    });
  }
  if (labels === "human")
    return { answers: await majority(asked, "human", null), source: "human", name: null, describe: "the majority of people's answers" };
  if (labels.startsWith("annotator:")) {
    const name = labels.slice("annotator:".length);
    const source = await sourceOf(asked, name);
    return { answers: await majority(asked, source, name), source, name, describe: `the answers of ${name}` };
  }
  return readPlanned(actor, asked, await readPlanArms(labels.slice("plan:".length)));
};

/** The newest consensus of a source's answers; null where none was formed. */
const posteriorOf = async (
  actor: Actor,
  { projectId, campaign, question }: Asked,
  source: "human" | "lm",
): Promise<Pick<AnswersRead, "answers" | "describe"> | null> => {
  const read = await getConsensus(actor, { projectId, campaignId: campaign.id, question, source });
  return (
    read && {
      answers: read.consensus.map((row) => ({
        taskId: row.taskId,
        itemId: row.itemId,
        unitKey: row.unitKey,
        part: row.part,
        consensus: row,
      })),
      describe: `the posterior of ${read.aggregation.model} over ${source === "human" ? "people's" : "language models'"} answers`,
    }
  );
};

/** People's consensus where a plan sends a person (their majority on a question that was never aggregated), the judge's answer where it keeps a judge's. */
const readPlanned = async (actor: Actor, asked: Asked, { judges, armOf }: PlanArms): Promise<AnswersRead> => {
  // What was left to the project's own reward model has no label: a model is not taught by its own guesses.
  const others = judges.filter((name) => name !== ownModelArm);
  const people = await posteriorOf(actor, asked, "human");
  const lists: [string, Answer[]][] = [["human", people?.answers ?? (await majority(asked, "human", null))]];
  for (const name of others) lists.push([`lm:${name}`, await answersOf(asked, name)]);
  const itemIds = new Set(lists.flatMap(([, list]) => list.map(({ itemId }) => itemId)));
  const names = await itemNames(asked.projectId, [...itemIds]);
  const answers = lists.flatMap(([arm, list]) => list.filter(({ itemId, unitKey }) => armOf(names.get(itemId) ?? "", unitKey) === arm));
  if (answers.length === 0) {
    throw new AppError("refused", {
      userMessage:
        "Nothing that the plan decides has been answered in this project as the plan wants it. Is it a plan of another project, or have its people still to answer?",
    });
  }
  const elsewhere =
    others.length === judges.length ? "the judge elsewhere" : "a judge where it keeps one, nothing where it trusts the model";
  return {
    answers,
    source: null,
    name: null,
    describe: `a routing plan: ${people?.describe ?? "the majority of people's answers"} where it sends a person, ${elsewhere}`,
  };
};

const answersOf = async (asked: Asked, name: string): Promise<Answer[]> => majority(asked, await sourceOf(asked, name), name);

const sourceOf = async (asked: Asked, name: string): Promise<"human" | "lm"> => {
  const source = await annotatorSourceOf(asked.projectId, name);
  if (source === null) throw new AppError("invalid_input", { userMessage: `This project has no annotator called “${name}”.` });
  if (source === "gold" || source === "adjudicator")
    throw new AppError("invalid_input", {
      userMessage: "Known answers and decisions are no annotator: train on the consensus, which decisions are part of.",
    });
  return source;
};

/** See `majorityOfTable`. */
const majority = async (asked: Asked, source: "human" | "lm", name: string | null): Promise<Answer[]> => {
  const { projectId, campaign, question } = asked;
  const at = await databaseNow(db());
  const { kind, table } = await readLabels(db(), { projectId, campaign, question, source, at });
  return majorityOfTable(kind, campaign.config, table, name);
};
