"use client";

import type { KindForm, KindFormInput } from "@/lib/kinds/contract";
import { SegmentAnswers } from "@/lib/kinds/segment/answers.client";
import { checkAnswer } from "@/lib/kinds/segment/check";
import { setMissing, toggleNoError } from "@/lib/kinds/segment/draft";
import "@/lib/kinds/segment/form.css";
import { openAnswer } from "@/lib/kinds/segment/open-answer";
import { SegmentResponses } from "@/lib/kinds/segment/responses.client";
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
      { key: "Enter", does: config.mode === "correct" ? "Correct the selected words" : "Mark the selected words" },
      ...(config.mode === "correct"
        ? [
            { key: "Delete", does: "Strike the selected words" },
            { key: "I", does: "Insert at the caret" },
          ]
        : []),
      { key: "J K", does: "Next and previous note" },
      { key: "Ctrl Z", does: "Undo a change to this answer, with Shift to redo it" },
      { key: "N", does: config.mode === "correct" ? "Nothing to correct" : "Nothing wrong" },
      ...(config.missing ? [{ key: "M", does: "Note what is missing" }] : []),
    ];
  },
  Answers: SegmentAnswers,
  Responses: SegmentResponses,
};
