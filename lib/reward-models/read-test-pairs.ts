import path from "node:path";
import { tabulateLabels } from "@/lib/aggregation/label-table";
import type { LabelRow } from "@/lib/aggregation/label-table";
import { chooseCampaign } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { NamedReading } from "@/lib/imports/read-map-file";
import { kindOf } from "@/lib/kinds/registry";
import type { LossName } from "@/lib/ml/reward/examples";
import { getProject } from "@/lib/projects/get-project";
import { questionsOf } from "@/lib/reward-models/build-training-set";
import { createCollector } from "@/lib/reward-models/collect-examples";
import type { CollectedItem } from "@/lib/reward-models/told";
import { majorityOfTable } from "@/lib/reward-models/majority-of-table";
import { nothingPreferred } from "@/lib/reward-models/nothing-preferred";
import type { TestFileContents } from "@/lib/reward-models/nothing-preferred";
import { readItemFile } from "@/lib/reward-models/read-test-file";
import type { PairText } from "@/lib/reward-models/schema";

/** Whose labels a test file is measured on, the first of these that has any: never people's and a model's together. */
const judges = ["human", "gold", "lm"] as const;

/**
 * Judged pairs of a test file, read as the project's own labels are: by the campaign's kind, on the question that is trained on,
 * the majority of people (or the kind's own aggregation), then the preferences that follow. A file that no person labelled is
 * measured on its known answers, or else on the majority of its language models. A label that is no answer of this kind is left
 * aside; a tie gives no pair.
 * @throws AppError refused where no pair is left on which one response is preferred: with what was looked for and what the file has
 */
export const readTestPairs = async (
  actor: Actor,
  input: {
    projectId: string;
    file: string;
    /** which of its columns is what, where somebody told it */
    mapping?: NamedReading | undefined;
    loss?: LossName;
    campaignId?: string | undefined;
    questions?: readonly string[] | "all" | undefined;
  },
): Promise<PairText[]> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const { campaigns } = await getProject(actor, { projectId: input.projectId });
  const campaign = chooseCampaign(campaigns, input.campaignId);
  const kind = kindOf(campaign.kind);
  const [question = ""] = questionsOf(campaign, input.questions, input.loss ?? "bradley-terry");
  const rowsOf = new Map<string, LabelRow[]>(judges.map((source) => [source, []]));
  const items = new Map<string, CollectedItem>();
  const found: TestFileContents = { rows: 0, labels: 0, unfit: new Map(), otherSources: 0 };
  for await (const row of readItemFile(input.file, input.mapping)) {
    found.rows += 1;
    found.labels += row.labels.length;
    const itemId = String(items.size);
    const texts = new Map(row.responses.map(({ text }, ordinal) => [ordinal, { text, model: null }]));
    items.set(itemId, { position: items.size, promptId: row.promptText, prompt: row.promptText, domain: null, texts });
    const item = { prompt: row.promptText, candidates: row.responses.map(({ text }) => ({ text, model: null })) };
    for (const label of row.labels) {
      const read = kind.fromImport(label, item, campaign.config);
      const response = read.fits ? kind.responseSchema.safeParse(read.response) : null;
      if (!read.fits || !response?.success) {
        const reason = read.fits ? "is no answer to this campaign’s questions" : read.reason;
        found.unfit.set(reason, (found.unfit.get(reason) ?? 0) + 1);
        continue;
      }
      const rows = rowsOf.get(label.kind);
      if (!rows) found.otherSources += 1;
      rows?.push({
        taskId: `${itemId} ${read.unitKey}`,
        unitKey: read.unitKey,
        itemId,
        itemExternalId: row.id ?? itemId,
        promptHash: row.promptText,
        annotatorId: label.annotator,
        annotatorName: label.annotator,
        annotatorSource: label.kind,
        response: response.data,
      });
    }
  }
  const tables = judges.map((source) => tabulateLabels(kind, campaign.config, question, rowsOf.get(source) ?? []));
  const table = tables.find(({ task }) => task.length > 0) ?? tabulateLabels(kind, campaign.config, question, []);
  const collector = createCollector([question], new Set());
  collector.addAnswers(kind, campaign.config, 0, majorityOfTable(kind, campaign.config, table, null));
  const { pairs } = collector.finish(items);
  if (!pairs.some(({ pFirst }) => pFirst !== 0.5)) {
    const answered = kind.questions(campaign.config).flatMap(({ name }) => {
      const answers = judges.reduce(
        (sum, source) => sum + tabulateLabels(kind, campaign.config, name, rowsOf.get(source) ?? []).label.length,
        0,
      );
      return answers > 0 ? [{ name, answers }] : [];
    });
    throw nothingPreferred({ file: path.basename(input.file), campaign: campaign.name, question, answered }, found);
  }
  return pairs.map(({ promptId, prompt, first, second, pFirst, weight }) => ({ promptId, prompt, first, second, pFirst, weight }));
};
