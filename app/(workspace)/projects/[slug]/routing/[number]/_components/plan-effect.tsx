"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { commit, drop } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { ShareBar } from "@/components/charts/share-bar";
import { dataOf, refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DefinitionList } from "@/components/ui/definition-list";
import { FieldError } from "@/components/ui/field";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { ProgressBar } from "@/components/ui/progress-bar";
import { SourceMark } from "@/components/ui/source-mark";
import { Stat } from "@/components/ui/stat";
import { notifyDone } from "@/components/ui/toast";
import { warningsOf } from "@/lib/routing/explain-outlook";
import { costOf } from "@/lib/routing/people-or-judge";
import type { PlanView } from "@/lib/routing/schema";

export interface PlanEffectProps {
  slug: string;
  projectId: string;
  plan: PlanView;
  progress: { done: number; open: number };
  mayPlan: boolean;
  mayCommit: boolean;
}

/** In words: how the plan stands against asking people everything. */
const againstPeople = (plan: PlanView): string | null => {
  const { predicted, allHuman } = plan.outlook;
  if (predicted.value === null || allHuman.value === null) return null;
  const points = 100 * (predicted.value - allHuman.value);
  const saved = plan.items * plan.prices.humanMicros * plan.overlap - plan.costMicros;
  const beside =
    Math.abs(points) < 0.05 ? "As good as" : `${formatFigure(Math.abs(points), "number", 1)} points ${points > 0 ? "above" : "below"}`;
  return `${beside} asking people everything, for ${formatFigure(Math.abs(saved), "money")} ${saved >= 0 ? "less" : "more"}.`;
};

/** What more money would put right, by the curve's next step with its interval; where there is none, what the last step did. */
const nextMoney = (plan: PlanView): string | null => {
  const curve = plan.outlook.curve.flatMap(({ share, accuracy, gains }) =>
    accuracy.value === null
      ? []
      : [{ costMicros: costOf(plan, share), value: accuracy.value, ci: gains?.step.value == null ? null : gains.step.ci }],
  );
  const after = curve.findIndex(({ costMicros }) => costMicros > plan.costMicros);
  const [from, to] = after < 0 ? curve.slice(-2) : [curve[Math.max(0, after - 1)], curve[after]];
  if (!from || !to || to.costMicros <= from.costMicros) return null;
  const labels = (to.value - from.value) * plan.items;
  const step = to.costMicros - from.costMicros;
  const money = `The ${after < 0 ? "last" : "next"} ${formatFigure(step, "money")}`;
  const count = formatFigure(Math.abs(labels), "number", 1);
  const ends = to.ci && (labels < 0 ? [-to.ci[1], -to.ci[0]] : to.ci).map((end) => formatFigure(end * plan.items, "number", 1));
  const interval = ends ? ` [${ends.join(", ")}]` : "";
  if (Math.abs(labels) < 0.05) return `${money} ${after < 0 ? "put" : "would put"} nothing more right${interval}.`;
  if (labels < 0) return `${money} ${after < 0 ? "made" : "would make"} ${count}${interval} more labels wrong than right.`;
  if (after < 0) return `${money} put right ${count}${interval} labels.`;
  return `${money} would put right ${count}${interval} more labels, ${formatFigure(step / labels, "money")} a label.`;
};

type Line = { key: string; label: string; people: boolean; items: number; labels: number | null; costMicros: number };

/** What each arm gets and costs: people and one judge, or those that the plan names. */
const linesOf = ({ items, humanItems, prices, overlap, costMicros, outlook }: PlanView): Line[] => {
  if (outlook.arms.length > 0) {
    return outlook.arms
      .filter((arm) => arm.items > 0)
      .map((arm) => ({ key: arm.arm, label: arm.name, people: arm.people, items: arm.items, labels: null, costMicros: arm.costMicros }));
  }
  const people = humanItems * prices.humanMicros * overlap;
  return [
    { key: "people", label: "people", people: true, items: humanItems, labels: overlap, costMicros: people },
    { key: "model", label: outlook.lm, people: false, items: items - humanItems, labels: null, costMicros: costMicros - people },
  ];
};

/** Counts, cost, and the one act. */
export function PlanEffect({ slug, projectId, plan, progress, mayPlan, mayCommit }: PlanEffectProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const lines = linesOf(plan);
  const people = lines.reduce((sum, line) => sum + (line.people ? line.costMicros : 0), 0);
  const open = () =>
    start(async () => {
      const result = await settled(commit({ slug, projectId, planId: plan.id }));
      setProblem(result.ok ? null : refusalOf(result));
      if (!result.ok) return;
      if (result.data.jobId !== null)
        notifyDone("The plan is being committed", { description: "Its tasks are opened by a job, all at once when it ends." });
      router.refresh();
    });
  const stop = async () => {
    const dropped = await dataOf(drop({ slug, projectId, planId: plan.id }));
    if (dropped.jobId !== null)
      notifyDone("The plan is stopped", { description: "Its open tasks are being closed; the page of tasks shows how far it is." });
    router.refresh();
  };
  return (
    <section className="min-w-0">
      <h2 className="mb-1">What the plan does</h2>
      <Stat
        label="Predicted accuracy of the labels"
        estimate={toFigure(plan.outlook.predicted)}
        kind="percent"
        note={againstPeople(plan)}
      />
      {warningsOf({ ...plan.outlook, strategy: plan.strategy }).map(({ title, says }) => (
        <Callout key={title} className="mt-2" title={title}>
          {says}
        </Callout>
      ))}
      {nextMoney(plan) ? <p className="mt-2 font-medium">{nextMoney(plan)}</p> : null}
      {plan.outlook.ceiling ? <p className="mt-2 text-12 text-ink-2">{plan.outlook.ceiling.reason}</p> : null}
      <div className="mt-3">
        <ShareBar
          label="Split of the items"
          parts={lines.map(({ key, label, people: byPeople, items }) => ({
            key,
            label,
            source: byPeople ? "person" : "model",
            value: items,
          }))}
        />
      </div>
      <DefinitionList
        bill
        items={[
          ...lines.map(({ key, label, people: byPeople, items, labels, costMicros }) => ({
            key,
            term: (
              <>
                <SourceMark source={byPeople ? "person" : "model"} label={null} className="mr-2" />
                {byPeople ? label.charAt(0).toUpperCase() + label.slice(1) : label}, {formatFigure(items, "count")}
                {labels === null ? "" : ` × ${labels}`}
              </>
            ),
            value: formatFigure(costMicros, "money"),
          })),
          { key: "all", term: <b className="font-semibold text-ink">together</b>, value: formatFigure(plan.costMicros, "money") },
        ]}
      />
      {plan.state === "committed" ? (
        <ProgressBar className="mt-4" label="Answers of people" unit="answers" value={progress.done} max={progress.done + progress.open} />
      ) : null}
      {plan.state === "drawn" && plan.humanItems === 0 ? (
        <p className="mt-4 text-12 text-ink-2">This plan asks nobody: every item keeps the judge’s label.</p>
      ) : null}
      {plan.state === "drawn" && plan.humanItems > 0 && mayCommit ? (
        <div className="mt-4 grid gap-2">
          <Button variant="primary" size="lg" loading={pending} disabled={plan.outlook.rehearsal} onClick={open}>
            Open {counted(plan.humanItems, "task")} · {formatFigure(people, "money")}
          </Button>
          <p className="text-12 text-ink-2">
            {plan.outlook.rehearsal
              ? "A rehearsal: people have answered every one of these items, so there is nothing to open."
              : "Those that gain most are handed out first; the rest keep the judge’s label. You can stop the plan at any time."}
          </p>
        </div>
      ) : null}
      {plan.state === "drawn" && plan.humanItems > 0 && !plan.outlook.rehearsal && !mayCommit ? (
        <p className="mt-4 text-12 text-ink-2">Opening its tasks promises money: an admin or an owner does it, on this page.</p>
      ) : null}
      <FieldError id={undefined}>{problem}</FieldError>
      {plan.state !== "dropped" && mayPlan && (plan.state === "drawn" || mayCommit) ? (
        <div className="mt-2">
          <ConfirmDialog
            title={plan.state === "committed" ? `Stop plan ${plan.number}?` : `Drop plan ${plan.number}?`}
            description={
              plan.state === "committed"
                ? `${counted(progress.open, "answer is", "answers are")} still wanted; what nobody has begun is withdrawn. Every answer stays.`
                : "It stays in the list as dropped and cannot be committed any more."
            }
            confirmLabel={plan.state === "committed" ? "Stop the plan" : "Drop the plan"}
            onConfirm={stop}
            trigger={
              <Button variant="quiet" size="sm" className="-ml-2 max-md:-ml-3">
                {plan.state === "committed" ? "Stop the plan" : "Drop the plan"}
              </Button>
            }
          />
        </div>
      ) : null}
    </section>
  );
}
