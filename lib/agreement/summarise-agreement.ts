import { setImmediate as breathe } from "node:timers/promises";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { annotatorMatrix } from "@/lib/agreement/annotator-matrix";
import type { AnnotatorMatrix } from "@/lib/agreement/annotator-matrix";
import { estimateAgreement, levelOf } from "@/lib/agreement/estimate-agreement";
import { rankContested } from "@/lib/agreement/rank-contested";
import type { AgreementMetric, AgreementReport } from "@/lib/agreement/schema";
import { itemTitles } from "@/lib/agreement/store";
import { mostLabelsARequest, readDrawnLabels } from "@/lib/aggregation/read-drawn-labels";
import type { LabelSource } from "@/lib/aggregation/schema";
import { keepFigures } from "@/lib/kept-figures";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView } from "@/lib/projects/schema";

export type ContestedItem = {
  taskId: string;
  itemId: string;
  unitKey: string;
  title: string;
  labels: number;
  agreement: number;
  /** `choice` is the kind's class name: a candidate ordinal, "tie", "both-bad" */
  votes: { choice: string; people: number; models: number }[];
};

export type AgreementSummary = {
  /** Krippendorff's alpha, or agreement by the distance of the question's answers where it has one */
  main: AgreementReport;
  /** null where answers have an order or a distance, which it would not see */
  fleiss: AgreementReport | null;
  percent: AgreementReport;
  matrix: AnnotatorMatrix;
  /** least agreement first, of the tasks that were measured */
  contested: ContestedItem[];
  /** labels of all tasks, where `main` measured a share of them */
  totalLabels: number;
};

const seed = 1;

type Wanted = {
  projectId: string;
  campaignId?: string;
  question?: string;
  source: LabelSource;
  matrixAnnotators: number;
  contested: number;
};

const kept = keepFigures<AgreementSummary>(({ totalLabels }) => totalLabels);

/**
 * Everything about agreement from one reading of the labels: a page that read them five times over would be slow on large projects.
 * @param most labels beyond which tasks are drawn and the reports say which share of them
 */
export const summariseAgreement = async (actor: Actor, input: Wanted, most: number = mostLabelsARequest): Promise<AgreementSummary> => {
  await guard(actor, "aggregation:see", { projectId: input.projectId });
  const { campaigns } = await getProject(actor, { projectId: input.projectId });
  return kept(JSON.stringify([input, most, campaigns]), () => summarise(campaigns, input, most));
};

const summarise = async (campaigns: CampaignView[], input: Wanted, most: number): Promise<AgreementSummary> => {
  const { campaign, question, kind, table, taskShare, fewestLabels, totalLabels } = await readDrawnLabels(campaigns, input, most);
  const level = kind.level(campaign.config, question);
  const distance = kind.distance(campaign.config, question);
  const report = async (metric: AgreementMetric): Promise<AgreementReport> => {
    // Resampling takes up to a second: whoever else waits for this process is served in between.
    await breathe();
    const estimate = estimateAgreement(table, { metric, level, distance, seed });
    const counts = { items: table.tasks.length, labels: table.task.length, annotators: table.annotators.length };
    return { metric, level: levelOf(metric, level), question, estimate, ...counts, taskShare, fewestLabels };
  };
  const contested = rankContested(table, input.contested);
  const titles = await itemTitles(
    input.projectId,
    contested.map(({ itemId }) => itemId),
  );
  const metric = distance ? "distance-agreement" : "krippendorff-alpha";
  return {
    main: await report(metric),
    fleiss: distance || level !== "nominal" ? null : await report("fleiss-kappa"),
    percent: await report("percent-agreement"),
    matrix: annotatorMatrix(table, { metric, level, distance }, input.matrixAnnotators),
    totalLabels: totalLabels ?? table.task.length,
    contested: contested.map(({ unitKey, votes, ...task }) => {
      const names = table.given ?? kind.classes(campaign.config, unitKey, question) ?? [];
      return {
        ...task,
        unitKey,
        title: titles.get(task.itemId) ?? task.itemId,
        votes: votes.map(({ label, ...count }) => ({ choice: names[label] ?? String(label), ...count })),
      };
    }),
  };
};
