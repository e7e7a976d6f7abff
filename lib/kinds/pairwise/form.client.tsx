"use client";

import { useId } from "react";
import type { CSSProperties } from "react";
import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";
import type { KindForm, KindFormInput } from "@/lib/kinds/contract";
import "@/lib/kinds/pairwise/form.css";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import { answerAt, placeOf, scalePlaces } from "@/lib/kinds/pairwise/scale";
import type { ScalePlace } from "@/lib/kinds/pairwise/scale";
import { pairwiseConfigSchema, pairwiseResponseSchema } from "@/lib/kinds/pairwise/schema";
import type { PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";

type Answer = PairwiseResponse["answers"][string];
type Question = PairwiseConfig["questions"][number];

const configOf = (value: unknown): PairwiseConfig => pairwiseConfigSchema.parse(value);

/** A draft may be half an answer, or of an earlier form: what cannot be read counts as nothing yet. */
const responseOf = (value: unknown): PairwiseResponse => {
  const parsed = pairwiseResponseSchema.safeParse(value);
  return parsed.success ? parsed.data : { answers: {} };
};

const withAnswer = (response: PairwiseResponse, question: string, answer: Answer): PairwiseResponse => ({
  ...response,
  answers: { ...response.answers, [question]: answer },
});

/** Places that may be chosen: without ties the middle stays on the scale as its centre, but is not offered. */
const offered = (config: PairwiseConfig): ScalePlace[] =>
  scalePlaces(config.points).filter((entry) => config.allowTie || entry.place !== 0);

const keyOf = (config: PairwiseConfig, place: number): string => String(offered(config).findIndex((entry) => entry.place === place) + 1);

/** Digits answer the first question that is still open, and the first of all once none is. */
const press = (input: KindFormInput, key: string): PairwiseResponse | undefined => {
  const config = configOf(input.config);
  const response = responseOf(input.response);
  const question = config.questions.find((entry) => !response.answers[entry.name]) ?? config.questions[0];
  if (!question) return undefined;
  if (key === "0") return config.allowBothBad ? withAnswer(response, question.name, { choice: "both-bad" }) : undefined;
  const entry = /^[1-9]$/.test(key) ? offered(config)[Number(key) - 1] : undefined;
  return entry && withAnswer(response, question.name, answerAt(entry.place, config.points, input.shownOrder));
};

function Answers(props: KindFormInput & { onChange: (response: unknown) => void }) {
  const config = configOf(props.config);
  const response = responseOf(props.response);
  return config.questions.map((question, index) => (
    <QuestionRow
      key={question.name}
      question={question}
      first={index === 0}
      config={config}
      shownOrder={props.shownOrder}
      answer={response.answers[question.name]}
      onAnswer={(answer) => props.onChange(withAnswer(response, question.name, answer))}
    />
  ));
}

type RowProps = {
  question: Question;
  first: boolean;
  config: PairwiseConfig;
  shownOrder: number[];
  answer: Answer | undefined;
  onAnswer: (answer: Answer) => void;
};

function QuestionRow({ question, first, config, shownOrder, answer, onAnswer }: RowProps) {
  const titleId = useId();
  const bothBad = answer?.choice === "both-bad";
  return (
    <div className={cn("pair-row", first ? "pair-first" : "pair-further")}>
      <div className="pair-title" id={titleId}>
        {question.title}
      </div>
      <Scale titleId={titleId} first={first} config={config} shownOrder={shownOrder} answer={answer} onAnswer={onAnswer} />
      <div className="pair-aside">
        {config.allowBothBad ? (
          <button type="button" className="pair-both-bad" aria-pressed={bothBad} onClick={() => onAnswer({ choice: "both-bad" })}>
            Both bad {first ? <Kbd>0</Kbd> : null}
          </button>
        ) : null}
      </div>
    </div>
  );
}

function Scale({ titleId, first, config, shownOrder, answer, onAnswer }: Omit<RowProps, "question"> & { titleId: string }) {
  const name = useId();
  const places = scalePlaces(config.points);
  const chosen = answer ? placeOf(answer, shownOrder) : null;
  // Ends of the scale are the middles of the outer columns, half a column from its edge.
  const reach = (Math.abs(chosen ?? 0) * (places.length - 1) * 50) / places.length;
  const style: CSSProperties & Record<"--points" | "--reach", string | number> = { "--points": places.length, "--reach": `${reach}%` };
  return (
    <div
      role="radiogroup"
      aria-labelledby={titleId}
      className="pair-scale"
      data-lean={chosen === null ? undefined : chosen < 0 ? "a" : chosen > 0 ? "b" : "same"}
      style={style}
    >
      {places.map((entry) => {
        const closed = entry.place === 0 && !config.allowTie;
        const on = chosen !== null && Math.abs(chosen - entry.place) < 1e-6;
        return (
          <label key={entry.place} className="pair-place" data-on={on || undefined}>
            {first ? (
              <span className="pair-name" aria-hidden="true">
                {closed ? "" : entry.short}
                {closed ? null : <Kbd>{keyOf(config, entry.place)}</Kbd>}
              </span>
            ) : null}
            <input
              type="radio"
              className="sr-only"
              name={name}
              aria-label={entry.long}
              checked={on}
              disabled={closed}
              onChange={() => onAnswer(answerAt(entry.place, config.points, shownOrder))}
            />
            <span className="pair-tick" aria-hidden="true">
              <i />
            </span>
          </label>
        );
      })}
    </div>
  );
}

export const pairwiseForm: KindForm = {
  missing: ({ config, unitKey, response }) => pairwise.check(configOf(config), unitKey, responseOf(response)),
  press,
  keys: (value) => {
    const config = configOf(value);
    return [
      ...offered(config).map((entry) => ({ key: keyOf(config, entry.place), does: entry.long })),
      ...(config.allowBothBad ? [{ key: "0", does: "Both bad" }] : []),
    ];
  },
  Answers,
  Responses: null,
};
