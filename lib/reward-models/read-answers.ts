import { getConsensus } from "@/lib/aggregation/get-consensus";
import { readLabels } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { databaseNow, db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { CampaignView } from "@/lib/projects/schema";
import { majorityOfTable } from "@/lib/reward-models/majority-of-table";
import type { Answer } from "@/lib/reward-models/majority-of-table";
import { readPlanArms } from "@/lib/reward-models/read-plan-arms";
import { annotatorSourceOf, itemNames } from "@/lib/reward-models/store";

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

/** See `majorityOfTable`. */
const majority = async (asked: Asked, source: "human" | "lm", name: string | null): Promise<Answer[]> => {
  const { projectId, campaign, question } = asked;
  const at = await databaseNow(db());
  const { kind, table } = await readLabels(db(), { projectId, campaign, question, source, at });
  return majorityOfTable(kind, campaign.config, table, name);
};
