import type { KindForm } from "@/lib/kinds/contract";
import { segmentConfigSchema, segmentResponseSchema } from "@/lib/kinds/segment/schema";
import { hasError, isCorrected, quotedCritique, saysErrors } from "@/lib/kinds/segment/text";
import { wordsIn } from "@/lib/kinds/segment/words.client";

/** "2 corrections"; "3 marks · 1 missing · score 4"; that nothing is wrong. */
export const answered: KindForm["answered"] = ({ config, response: given }, locale) => {
  const { mode, score } = segmentConfigSchema.parse(config);
  const t = wordsIn(locale);
  const response = segmentResponseSchema.safeParse(given).data;
  if (!response) return "";
  const [spans, missing] = [response.spans?.length ?? 0, response.missing?.length ?? 0];
  return [
    ...(spans > 0 ? [t(`answered.${mode}`, { count: spans })] : []),
    ...(spans === 0 && isCorrected(response) ? [t("corrected.name")] : []),
    ...(missing > 0 ? [t("answered.missing", { count: missing })] : []),
    ...(saysErrors(response) ? (hasError(response) ? [] : [t(`fine.${mode}`)]) : quotedCritique(response)),
    ...(score === "off" || response.score === undefined ? [] : [t("answered.score", { score: response.score })]),
  ].join(" · ");
};
