"use client";

import type { KindForm, KindFormInput } from "@/lib/kinds/contract";
import { SegmentAnswers } from "@/lib/kinds/segment/answers.client";
import { checkAnswer } from "@/lib/kinds/segment/check";
import { setMissing, toggleNoError } from "@/lib/kinds/segment/draft";
import "@/lib/kinds/segment/form.css";
import { openAnswer } from "@/lib/kinds/segment/open-answer";
import type { SegmentResponse } from "@/lib/kinds/segment/schema";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";
import { hasError } from "@/lib/kinds/segment/text";

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
  keys: (value) => {
    const config = segmentConfigSchema.parse(value);
    return [
      { key: "N", does: config.mode === "correct" ? "Nothing to correct" : "Nothing wrong" },
      ...(config.missing ? [{ key: "M", does: "Note what is missing" }] : []),
    ];
  },
  Answers: SegmentAnswers,
  Responses: null,
};
