"use client";

import { useState } from "react";
import { ArmsTable } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/arms-table";
import { OutlookChart } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/outlook-chart";
import { PlanEffect } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-effect";
import { Redraw } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/redraw";
import { BudgetDial } from "@/components/charts/budget-dial";
import { formatFigure } from "@/components/ui/figure-format";
import type { PlanView } from "@/lib/routing/schema";

export interface PlanBoardProps {
  slug: string;
  projectId: string;
  plan: PlanView;
  /** plans of other strategies for the same budget */
  beside: PlanView[];
  progress: { done: number; open: number };
  mayPlan: boolean;
  mayCommit: boolean;
}

/** Budget at the left, what the money buys in the middle, what the plan does at the right. On a phone the answer comes first. */
export function PlanBoard({ slug, projectId, plan, beside, progress, mayPlan, mayCommit }: PlanBoardProps) {
  const [budget, setBudget] = useState(plan.costMicros);
  const each = plan.prices.humanMicros * plan.overlap;
  const least = plan.items * Math.min(each, plan.prices.lmMicros);
  const most = Math.max(least, plan.items * each);
  const shareAt = (micros: number): number => (most === least ? 0 : Math.max(0, Math.min(1, (micros - least) / (most - least))));
  const moved = Math.abs(budget - plan.costMicros) >= 1;
  return (
    <div className="grid items-start gap-x-8 gap-y-8 lg:grid-cols-[240px_minmax(0,1fr)_280px]">
      <section className="min-w-0 max-lg:order-2">
        <h2 className="mb-2">Budget</h2>
        <BudgetDial
          label="Budget of the plan"
          valueMicros={budget}
          maxMicros={most}
          stepMicros={Math.max(1, Math.round(most / 400))}
          shareText={`${formatFigure(shareAt(budget), "percent")} %`}
          shareTicks={[0, 0.25, 0.5, 0.75, 1].map((share) => ({ micros: least + share * (most - least), label: `${share * 100} %` }))}
          onChange={setBudget}
          disabled={!mayPlan}
        />
        {mayPlan && moved ? (
          <Redraw
            slug={slug}
            projectId={projectId}
            plan={plan}
            micros={Math.max(least, budget)}
            onBack={() => setBudget(plan.costMicros)}
          />
        ) : null}
        {plan.outlook.arms.length === 0 ? <ArmsTable plan={plan} /> : null}
      </section>
      <OutlookChart plan={plan} beside={beside} className="max-lg:order-1" />
      <PlanEffect slug={slug} projectId={projectId} plan={plan} progress={progress} mayCommit={mayCommit} mayPlan={mayPlan} />
    </div>
  );
}
