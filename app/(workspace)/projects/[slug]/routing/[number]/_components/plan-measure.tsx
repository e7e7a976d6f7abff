"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { nextRound } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { refusalOf, settled } from "@/components/forms/settled";
import { Section } from "@/components/shell/page-header";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { FieldError } from "@/components/ui/field";
import { formatFigure } from "@/components/ui/figure-format";
import { Stat } from "@/components/ui/stat";
import type { MeasuredGain } from "@/lib/ml/routing/measured-gain";

export interface PlanMeasureProps {
  slug: string;
  projectId: string;
  planId: string;
  progress: { done: number; open: number };
  measured: MeasuredGain;
  mayCommit: boolean;
}

/** Why there is no figure of the items that the plan chose. */
const whyNot = ({ routed, control }: MeasuredGain, done: number): string => {
  const later = "As people answer, this shows how often they change the judge’s label, beside what was predicted.";
  if (control.value !== null) return `Only items drawn at random have been answered yet. ${later}`;
  return done > 0 && routed.value === null ? routed.reason : `No answer has come in yet. ${later}`;
};

/** What came of a plan that is being carried out, against what was predicted of it; the alarm, and the way to plan anew. */
export function PlanMeasure({ slug, projectId, planId, progress, measured, mayCommit }: PlanMeasureProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const again = () =>
    start(async () => {
      const result = await settled(nextRound({ slug, projectId, planId }));
      if (!result.ok) return setProblem(refusalOf(result));
      const target = `/projects/${slug}/routing/${result.data.number}`;
      if (isInternalPath(target)) router.push(target);
    });
  const { routed, control, lift, predicted, alarm } = measured;
  const button =
    mayCommit && progress.open > 0 ? (
      <Button loading={pending} onClick={again}>
        Re-plan what is left
      </Button>
    ) : null;
  return (
    <Section title="Predicted and actual" about="over the items that people have answered so far" ruled>
      {routed.value === null ? (
        <p className="max-w-[60ch] text-ink-2">{whyNot(measured, progress.done)}</p>
      ) : (
        <div className="grid gap-4">
          <div className="grid max-w-[960px] gap-6 md:grid-cols-3">
            <Stat
              label="People changed the judge’s label"
              estimate={toFigure(routed)}
              kind="percent"
              note={predicted === null ? "nothing was predicted" : `predicted for these items: ${formatFigure(predicted, "percent")} %`}
            />
            <Stat label="On items drawn at random" estimate={toFigure(control)} kind="percent" note="the control arm of the plan" />
            <Stat label="Labels changed beyond chance" estimate={toFigure(lift)} kind="percent" note="routed less random, an item asked" />
          </div>
          {alarm ? (
            <Callout tone="bad" live title="The prediction was wrong" actions={button}>
              People change {(predicted ?? 0) < routed.value ? "more" : "fewer"} labels than the plan was drawn for, and by more than chance
              explains. Answers and costs stand. Re-planning withdraws what nobody has begun and learns from what came in.
            </Callout>
          ) : null}
        </div>
      )}
      {alarm ? null : <div className="mt-4">{button}</div>}
      <FieldError id={undefined}>{problem}</FieldError>
    </Section>
  );
}
