import { z } from "zod";
import type { AnnotationReceipt } from "@/lib/annotations/schema";
import { findByKey } from "@/lib/annotations/store";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { keptExtras, missingExtras } from "@/lib/extras/schema";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { CampaignView } from "@/lib/projects/schema";

/** What every answer is held to besides its kind's rules, the first time and when it is changed. */

const shownOrderSchema = z.array(z.number().int());

/** The critiques and rewrites that belong to the campaign's extras. @throws AppError invalid_input naming what is missing */
export const checkExtras = (campaign: CampaignView, shownOrder: unknown, answers: ExtraAnswer[]): ExtraAnswer[] => {
  const order = shownOrderSchema.catch([]).parse(shownOrder);
  const reasons = missingExtras(campaign.extras, order, answers);
  if (reasons.length > 0) throw new AppError("invalid_input", { userMessage: reasons.join(" ") });
  return keptExtras(campaign.extras, order, answers);
};

/** An answer to a question that was replaced meanwhile is not filed under the new one. */
export const checkVersion = (campaign: CampaignView, shown: number | undefined): void => {
  if (shown === undefined || shown === campaign.questionVersion) return;
  throw new AppError("conflict", {
    message: `answered version ${shown}, ${campaign.questionVersion} is asked`,
    userMessage: "The question was changed while you were answering. Your draft is kept: load the page again to see the new one.",
  });
};

/** The row stored under a key, where the key was used before. @throws AppError conflict for the same key with another answer */
export const storedUnderKey = async (tx: Tx, annotatorId: string, idemKey: string, hash: string): Promise<AnnotationReceipt | null> => {
  const known = await findByKey(tx, annotatorId, idemKey);
  if (!known) return null;
  const { payloadHash: storedHash, ...receipt } = known;
  if (storedHash !== hash) {
    throw new AppError("conflict", {
      userMessage: "An answer was stored under this key already, and it is another one. The stored one stands.",
    });
  }
  return receipt;
};
