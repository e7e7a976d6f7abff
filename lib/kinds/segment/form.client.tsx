"use client";

import type { KindForm, KindFormInput } from "@/lib/kinds/contract";
import { answered } from "@/lib/kinds/segment/answered.client";
import { SegmentAnswers } from "@/lib/kinds/segment/answers.client";
import { checkAnswer } from "@/lib/kinds/segment/check";
import { setMissing, toggleNoError } from "@/lib/kinds/segment/draft";
import "@/lib/kinds/segment/form.css";
import "@/lib/kinds/segment/proof.css";
import "@/lib/kinds/segment/note-card.css";
import "@/lib/kinds/segment/corrected-text.css";
import { openAnswer } from "@/lib/kinds/segment/open-answer";
import { SegmentResponses } from "@/lib/kinds/segment/responses.client";
import type { SegmentResponse } from "@/lib/kinds/segment/schema";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";
import { hasError } from "@/lib/kinds/segment/text";
import { wordsIn } from "@/lib/kinds/segment/words.client";

const press = (input: KindFormInput, key: string): SegmentResponse | undefined => {
  const { config, text, response } = openAnswer(input);
  if (key === "n") return hasError(response) ? undefined : toggleNoError(config, text, response);
  if (key === "m" && config.missing) return setMissing(config, text, response, [...(response.missing ?? []), { note: "" }]);
  return undefined;
};

export const segmentForm: KindForm = {
  missing: (input) => {
    const { config, response } = openAnswer(input);
    return checkAnswer(config, response);
  },
  press,
  answered,
  keys: (value, locale) => {
    const config = segmentConfigSchema.parse(value);
    const t = wordsIn(locale);
    return [
      { key: "Enter", does: t(`keys.enter.${config.mode}`) },
      ...(config.mode === "correct"
        ? [
            { key: "Delete", does: t("keys.delete") },
            { key: "I", does: t("keys.insert") },
          ]
        : []),
      { key: "J K", does: t("keys.walk") },
      { key: "O", does: t("keys.alike") },
      { key: "Ctrl Z", does: t("keys.undo") },
      { key: "N", does: t(`fine.${config.mode}`) },
      ...(config.missing ? [{ key: "M", does: t("keys.missing") }] : []),
    ];
  },
  Answers: SegmentAnswers,
  Responses: SegmentResponses,
};
