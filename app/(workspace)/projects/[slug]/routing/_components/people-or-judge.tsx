"use client";

import { useState } from "react";
import {
  headlineOf,
  nextDollarNote,
  pointsOf,
  reasonsOf,
  warningsOfAnswer,
} from "@/app/(workspace)/projects/[slug]/routing/_components/answer-words";
import { AnswerButton } from "@/app/(workspace)/projects/[slug]/routing/_components/answer-button";
import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { DotWhiskerRows } from "@/components/charts/dot-whisker-rows";
import { microsOf } from "@/components/forms/dollars";
import { AppLink } from "@/components/ui/app-link";
import { Callout } from "@/components/ui/callout";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { NumberField } from "@/components/ui/number-field";
import { Stat } from "@/components/ui/stat";
import { explainYardstick } from "@/lib/routing/explain-outlook";
import { peopleOrJudge } from "@/lib/routing/people-or-judge";
import type { PeopleOrJudge as Answer, Split } from "@/lib/routing/people-or-judge";
import type { Seed } from "@/lib/routing/read-seed";
import type { PlanView } from "@/lib/routing/schema";

export interface PeopleOrJudgeProps {
  slug: string;
  projectId: string;
  /** the newest plan that tells; null where none does */
  plan: PlanView | null;
  seed: Seed;
  mayPlan: boolean;
}

/** “People or a judge, and what does the next dollar buy?”: the direct answer, or what is missing and the one button that gets it. */
export function PeopleOrJudge({ plan, ...rest }: PeopleOrJudgeProps) {
  const [money, setMoney] = useState("");
  const micros = money.trim() === "" ? null : microsOf(money);
  const answer = plan && peopleOrJudge(plan, micros !== null && Number.isFinite(micros) ? micros : null);
  return (
    <section aria-label="People or a judge?" className="mb-8 border-b border-rule pb-6">
      <div className="grid items-start gap-x-11 gap-y-6 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
        <div className="grid min-w-0 gap-3">
          <h2>People or a judge?</h2>
          {plan && answer ? <Told {...rest} plan={plan} answer={answer} money={money} onMoney={setMoney} /> : <Untold {...rest} />}
        </div>
        {plan && answer ? (
          <div className="grid min-w-0 gap-3">
            <Splits slug={rest.slug} plan={plan} answer={answer} />
            {/* With the figures that they are about, and not between the answer and its button. */}
            {warningsOfAnswer(answer, plan).map(({ title, says }) => (
              <Callout key={title} className="max-w-[68ch]" title={title}>
                {says}
              </Callout>
            ))}
          </div>
        ) : null}
      </div>
    </section>
  );
}

type ToldProps = Omit<PeopleOrJudgeProps, "plan"> & { plan: PlanView; answer: Answer; money: string; onMoney: (money: string) => void };

function Told({ plan, answer, money, onMoney, ...rest }: ToldProps) {
  const { nextDollar } = answer;
  return (
    <>
      <p className="max-w-[40ch] text-20 font-semibold tracking-[-0.01em] text-balance" aria-live="polite">
        {headlineOf(answer, plan)}
      </p>
      <p className="max-w-[60ch] text-ink-2">{reasonsOf(answer, plan)}</p>
      {answer.verdict === "no-truth" || nextDollar === null ? null : (
        <Stat label="Labels that the next dollar puts right" estimate={toFigure(nextDollar)} kind="number" note={nextDollarNote(answer)} />
      )}
      <div className="flex flex-wrap items-end gap-3">
        <NumberField
          className="w-44"
          label="Money at hand, $"
          min={0}
          step="any"
          placeholder="as much as it takes"
          value={money}
          onChange={onMoney}
        />
        <AnswerButton {...rest} plan={plan} answer={answer} />
      </div>
    </>
  );
}

function Untold({ seed, ...rest }: Omit<PeopleOrJudgeProps, "plan">) {
  const both = `${counted(seed.answered, "item has", "items have")} labels of both people and ${seed.judge}`;
  return (
    <>
      <p className="max-w-[60ch] text-ink-2">
        {seed.answered >= seed.first
          ? `${both}: enough for a first answer, which costs nothing and opens nothing.`
          : `Nobody can say yet: ${both}, and a first answer takes ${seed.first}.`}{" "}
        {seed.answered < seed.wanted ? `A firm one takes about ${formatFigure(seed.wanted, "count")}.` : ""}
      </p>
      <div>
        <AnswerButton {...rest} seed={seed} plan={null} answer={null} />
      </div>
    </>
  );
}

/** The three ways of splitting the items, on one scale. */
function Splits({ slug, plan, answer }: { slug: string; plan: PlanView; answer: Answer }) {
  const { judge, best, people } = answer;
  const row = (key: string, label: string, { accuracy, costMicros, gains }: Split) => ({
    key,
    label,
    estimate: toFigure(accuracy),
    mark: key === "best" ? ("chosen" as const) : ("dot" as const),
    note: { text: `${formatFigure(costMicros, "money")}${key === "judge" ? "" : `, ${pointsOf(gains.overJudge)}`}` },
  });
  const rows = [
    row("judge", "judge alone", judge),
    ...(best.people > 0 && best.share < 1 ? [row("best", `both, ${formatFigure(best.people, "count")} to people`, best)] : []),
    row(best.share === 1 ? "best" : "people", "people alone", people),
  ];
  const lows = rows.flatMap(({ estimate }) => (estimate.value === null ? [] : [estimate.low ?? estimate.value]));
  return (
    <DotWhiskerRows
      title="How many labels would be right"
      say={
        <>
          Of {counted(plan.items, "item")}, by{" "}
          <AppLink href={`/projects/${slug}/routing/${plan.number}`} className="underline decoration-rule-3 underline-offset-3">
            plan {plan.number}
          </AppLink>{" "}
          of {formatMinute(plan.createdAt)} UTC; a person’s label at {formatFigure(plan.prices.humanMicros * plan.overlap, "money")},{" "}
          {plan.prices.lmMicros === 0
            ? "the judge’s are there and cost nothing more"
            : `the judge’s at ${formatFigure(plan.prices.lmMicros, "money")}`}
          . {explainYardstick(plan.outlook)}
        </>
      }
      fileName={`${slug}-people-or-judge`}
      rowTitle="Who labels"
      valueTitle="Right"
      noteTitle="Cost, and over the judge"
      rows={rows}
      domain={[Math.max(0, Math.floor(10 * Math.min(...lows)) / 10), 1]}
      kind="percent"
      baseline={judge.accuracy.value === null ? undefined : { value: judge.accuracy.value, label: `${plan.outlook.lm} alone` }}
    />
  );
}
