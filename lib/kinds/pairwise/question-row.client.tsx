"use client";

import { useId } from "react";
import type { CSSProperties } from "react";
import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";
import { cannotCompareKey, keyOf } from "@/lib/kinds/pairwise/answers";
import { Confidence, Reasons } from "@/lib/kinds/pairwise/reasons.client";
import { answerAt, placeOf, scalePlaces } from "@/lib/kinds/pairwise/scale";
import type { PairwiseAnswer, PairwiseConfig, PairwiseQuestion } from "@/lib/kinds/pairwise/schema";

type RowProps = {
  question: PairwiseQuestion;
  first: boolean;
  config: PairwiseConfig;
  shownOrder: number[];
  answer: PairwiseAnswer | undefined;
  /** on a narrow screen: shown as one line */
  folded: boolean;
  onUnfold: () => void;
  onAnswer: (answer: PairwiseAnswer) => void;
  onDetail: (detail: Partial<PairwiseAnswer>) => void;
};

/** A question, its scale, and beside it what else can be said of the answer. */
export function QuestionRow({ question, first, config, shownOrder, answer, folded, onUnfold, onAnswer, onDetail }: RowProps) {
  const titleId = useId();
  const helpId = useId();
  const whole = (
    [
      // Asked once, of the pair as a whole: an aspect on which both are bad is the same on both.
      ["both-bad", "Both bad", "0", config.allowBothBad && first],
      ["cannot-compare", "Cannot compare", cannotCompareKey, config.allowCannotCompare && first],
    ] as const
  ).filter(([, , , on]) => on);
  return (
    <div
      className={cn("pair-row", first ? "pair-first" : "pair-further")}
      data-folded={(folded && config.questions.length > 1) || undefined}
    >
      <button type="button" className="pair-summary" onClick={onUnfold}>
        <span>{question.title}</span>
        <span>{answer ? summaryOf(answer, config, shownOrder) : "open"}</span>
      </button>
      <div className="pair-title">
        <span id={titleId}>{question.title}</span>
        {question.help ? (
          <span className="pair-help" id={helpId} title={question.help}>
            {question.help}
          </span>
        ) : null}
      </div>
      <Scale
        titleId={titleId}
        helpId={question.help ? helpId : undefined}
        first={first}
        config={config}
        shownOrder={shownOrder}
        answer={answer}
        onAnswer={onAnswer}
      />
      <div className="pair-aside">
        <Reasons question={question} answer={answer} onDetail={onDetail} />
        {question.confidence ? <Confidence question={question} answer={answer} onDetail={onDetail} /> : null}
        {whole.map(([choice, name, key]) => (
          <button
            key={choice}
            type="button"
            className="pair-both-bad"
            aria-pressed={answer?.choice === choice}
            onClick={() => onAnswer({ choice })}
          >
            {name} {first ? <Kbd>{key.toUpperCase()}</Kbd> : null}
          </button>
        ))}
      </div>
    </div>
  );
}

const summaryOf = (answer: PairwiseAnswer, config: PairwiseConfig, shownOrder: number[]): string => {
  const place = placeOf(answer, shownOrder);
  if (place === null) return answer.choice === "both-bad" ? "both bad" : "cannot compare";
  return (
    scalePlaces(config.points).find((entry) => Math.abs(entry.place - place) < 1e-6)?.short ?? (place < 0 ? "A" : place > 0 ? "B" : "same")
  );
};

type ScaleProps = Omit<RowProps, "question" | "onDetail" | "folded" | "onUnfold"> & { titleId: string; helpId: string | undefined };

function Scale({ titleId, helpId, first, config, shownOrder, answer, onAnswer }: ScaleProps) {
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
      aria-describedby={helpId}
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
