"use client";

import { useState } from "react";
import type { KindForm, KindFormInput, KindFormProps } from "@/lib/kinds/contract";
import {
  acceptableKeys,
  cannotCompareKey,
  configOf,
  isComplete,
  isSettled,
  keyOf,
  offered,
  responseOf,
  withAcceptable,
  withChoice,
  withDetail,
} from "@/lib/kinds/pairwise/answers";
import { answered } from "@/lib/kinds/pairwise/answered.client";
import "@/lib/kinds/pairwise/form.css";
import "@/lib/kinds/pairwise/scale.css";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import { nextPart, withDigit } from "@/lib/kinds/pairwise/next-part";
import { QuestionRow } from "@/lib/kinds/pairwise/question-row.client";
import { ResponseRows } from "@/lib/kinds/pairwise/response-rows.client";
import type { PairwiseResponse } from "@/lib/kinds/pairwise/schema";
import { wordsIn } from "@/lib/kinds/pairwise/words.client";

/** Digits answer what is still open, one after another, and the first question once nothing is. */
const press = (input: KindFormInput, key: string): PairwiseResponse | undefined => {
  const config = configOf(input.config);
  const response = responseOf(input.response);
  if (config.acceptability) {
    for (const [side, { yes, no }] of acceptableKeys.entries()) {
      const ordinal = input.shownOrder[side];
      if (ordinal !== undefined && (key === yes || key === no)) return withAcceptable(response, ordinal, key === yes);
    }
  }
  const question = config.questions.find((entry) => !response.answers[entry.name]) ?? config.questions[0];
  if (!question) return undefined;
  if (key === "0") return config.allowBothBad ? withChoice(response, question.name, { choice: "both-bad" }) : undefined;
  if (key === cannotCompareKey)
    return config.allowCannotCompare ? withChoice(response, question.name, { choice: "cannot-compare" }) : undefined;
  const next = nextPart(config, response, input.shownOrder) ?? { of: "choice" as const, question: question.name };
  return withDigit(config, response, input.shownOrder, next, key);
};

function Answers({ shownOrder, onChange, ...input }: KindFormProps) {
  const config = configOf(input.config);
  const response = responseOf(input.response);
  const [opened, setOpened] = useState<{ name: string; byHand: boolean } | null>(null);
  // On a narrow screen one question stands open: the one that was asked for, or is being answered and may still be given its
  // reasons; else the first that lacks what must be given.
  const inHand = config.questions.find((question) => question.name === opened?.name);
  const stays = inHand && (opened?.byHand || !isSettled(inHand, response.answers[inHand.name]));
  const lacking = config.questions.find((question) => !isComplete(question, response.answers[question.name]));
  const next = nextPart(config, response, shownOrder);
  const current = stays ? inHand.name : (lacking ?? config.questions.at(-1))?.name;
  return (
    <>
      {config.questions.map((question, index) => (
        <QuestionRow
          key={question.name}
          question={question}
          first={index === 0}
          config={config}
          shownOrder={shownOrder}
          answer={response.answers[question.name]}
          folded={question.name !== current}
          next={next !== null && next.of !== "level" && next.question === question.name ? next.of : null}
          onUnfold={() => setOpened({ name: question.name, byHand: true })}
          onAnswer={(answer) => {
            setOpened({ name: question.name, byHand: false });
            onChange(withChoice(response, question.name, answer));
          }}
          onDetail={(detail) => onChange(withDetail(response, question.name, detail))}
        />
      ))}
      <ResponseRows
        config={config}
        shownOrder={shownOrder}
        response={response}
        next={next?.of === "level" ? next.ordinal : null}
        onChange={onChange}
      />
    </>
  );
}

export const pairwiseForm: KindForm = {
  missing: ({ config, unitKey, response }) => pairwise.check(configOf(config), unitKey, responseOf(response)),
  full: ({ config: value, unitKey, shownOrder, response: given }) => {
    const [config, response] = [configOf(value), responseOf(given)];
    if (pairwise.check(config, unitKey, response).length > 0 || nextPart(config, response, shownOrder)) return false;
    // Reasons and categories of harm are ticked after the answer.
    if (config.safety && config.safety.categories.length > 0) return false;
    return config.questions.every((question) => !question.ownReason && isSettled(question, response.answers[question.name]));
  },
  press,
  keys: (value, locale) => {
    const config = configOf(value);
    const t = wordsIn(locale);
    return [
      ...offered(config).map((entry) => ({ key: keyOf(config, entry.place), does: t(`places.${entry.name}.long`) })),
      ...(config.allowBothBad ? [{ key: "0", does: t("both-bad") }] : []),
      ...(config.allowCannotCompare ? [{ key: cannotCompareKey, does: t("cannot-compare") }] : []),
      ...(config.questions.some(({ confidence }) => confidence) || config.safety ? [{ key: "1 – 9", does: t("keys.digits") }] : []),
      ...(config.acceptability
        ? acceptableKeys.flatMap(({ yes, no }, index) => {
            const side = index === 0 ? "A" : "B";
            return [
              { key: yes, does: t("acceptable.keyYes", { side }) },
              { key: no, does: t("acceptable.keyNo", { side }) },
            ];
          })
        : []),
    ];
  },
  answered,
  help: (value) => configOf(value).questions.map(({ name, title, help }) => ({ name, title, help })),
  Answers,
  Responses: null,
};
