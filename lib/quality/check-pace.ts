import { z } from "zod";
import { readTexts } from "@/lib/assignments/read-texts";
import type { Tx } from "@/lib/db";
import type { CampaignView } from "@/lib/projects/schema";
import { countPromptWords, countWords } from "@/lib/quality/count-words";
import { insertPace } from "@/lib/quality/store";

const orderSchema = z.array(z.number().int()).catch([]);

type Paced = { projectId: string; annotatorId: string; annotationId: string; taskId: string; shownOrder: unknown };

/** Notes how long an answer took beside the least that the rules expect of it, in the transaction of the answer. */
export const checkPace = async (tx: Tx, campaign: CampaignView, paced: Paced): Promise<void> => {
  const rules = campaign.qualityRules.pace;
  if (rules === null) return;
  const { projectId, annotatorId, annotationId, taskId } = paced;
  let leastSeconds = rules.leastSeconds ?? 0;
  if (rules.wordsPerMinute !== null) {
    const { prompt, candidates } = await readTexts(tx, projectId, taskId);
    const shown = new Set(orderSchema.parse(paced.shownOrder));
    const words = candidates.reduce(
      (sum, { ordinal, text }) => sum + (shown.has(ordinal) ? countWords(text) : 0),
      countPromptWords(prompt),
    );
    leastSeconds = Math.max(leastSeconds, (60 * words) / rules.wordsPerMinute);
  }
  await insertPace(tx, { projectId, campaignId: campaign.id, annotatorId, annotationId, leastSeconds });
};
