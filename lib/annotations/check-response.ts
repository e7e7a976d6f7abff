import type { ItemTexts } from "@/lib/assignments/schema";
import { AppError } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";

/** Parses an answer by its kind and names what is missing in the annotator's words. */
export const checkResponse = (
  campaign: Pick<CampaignView, "kind" | "config">,
  asked: { unitKey: string; texts: ItemTexts },
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
  const item = { prompt: texts.prompt, candidates: texts.candidates.map(({ text }) => ({ text, model: null })) };
  const broken = kind.check(config, unitKey, parsed.data);
  const reasons = broken.length > 0 ? broken : kind.checkAgainst(config, unitKey, parsed.data, item);
  if (reasons.length > 0) throw new AppError("invalid_input", { userMessage: reasons.join(" ") });
  return parsed.data;
};
