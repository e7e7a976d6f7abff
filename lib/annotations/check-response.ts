import type { ItemTexts } from "@/lib/assignments/schema";
import { AppError } from "@/lib/errors";
import type { KindItem } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";

const itemOf = (texts: ItemTexts | null): KindItem => {
  if (!texts) throw new Error("the item was not read for a kind that checks answers against it");
  return { prompt: texts.prompt, candidates: texts.candidates.map(({ text }) => ({ text, model: null })) };
};

/** Parses an answer by its kind and names what is missing in the annotator's words. */
export const checkResponse = (
  campaign: Pick<CampaignView, "kind" | "config">,
  asked: { unitKey: string; texts: ItemTexts | null },
  response: unknown,
): unknown => {
  const kind = kindOf(campaign.kind);
  const parsed = kind.responseSchema.safeParse(response);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new AppError("invalid_input", { userMessage: `The answer cannot be read: ${where}` });
  }
  const { config } = campaign;
  const { unitKey, texts } = asked;
  const broken = kind.check(config, unitKey, parsed.data);
  const reasons = broken.length > 0 || !kind.checkAgainst ? broken : kind.checkAgainst(config, unitKey, parsed.data, itemOf(texts));
  if (reasons.length > 0) throw new AppError("invalid_input", { userMessage: reasons.join(" ") });
  return parsed.data;
};
