"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { draw } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { formatFigure } from "@/components/ui/figure-format";
import type { PlanView } from "@/lib/routing/schema";

/** The dial was moved: the same plan for another budget is a plan of its own. */
export function Redraw({
  slug,
  projectId,
  plan,
  micros,
  onBack,
}: {
  slug: string;
  projectId: string;
  plan: PlanView;
  micros: number;
  onBack: () => void;
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const learnFrom = plan.outlook.seed.projects.find((project) => project !== slug);
  const redraw = () =>
    start(async () => {
      const { strategy, seed, prices, overlap, outlook } = plan;
      const result = await settled(
        draw({
          slug,
          projectId,
          strategy,
          seed,
          prices,
          overlap,
          lm: outlook.lm,
          learnFrom,
          budget: { micros: Math.round(micros) },
        }),
      );
      if (!result.ok) return setProblem(refusalOf(result));
      const target = `/projects/${slug}/routing/${result.data.number}`;
      if (isInternalPath(target)) router.push(target);
    });
  return (
    <div className="mt-2 grid gap-2">
      <Button loading={pending} onClick={redraw}>
        Redraw for {formatFigure(micros, "money")}
      </Button>
      <Button variant="quiet" size="sm" onClick={onBack}>
        Back to {formatFigure(plan.costMicros, "money")}
      </Button>
      <FieldError id={undefined}>{problem}</FieldError>
    </div>
  );
}
