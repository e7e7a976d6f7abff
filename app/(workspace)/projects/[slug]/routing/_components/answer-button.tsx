"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { collect, draw } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { settled } from "@/components/forms/settled";
import { JobProgress } from "@/components/jobs/job-progress";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import type { PeopleOrJudge } from "@/lib/routing/people-or-judge";
import type { Seed } from "@/lib/routing/read-seed";
import { defaultPrices } from "@/lib/routing/schema";
import type { PlanView } from "@/lib/routing/schema";

export interface AnswerButtonProps {
  slug: string;
  projectId: string;
  plan: PlanView | null;
  answer: PeopleOrJudge | null;
  seed: Seed;
  mayPlan: boolean;
}

type Asked = { ok: true; data: { number: number; jobId?: string } } | { ok: false; error: string };

/** What gets on from here: the plan of the answer, or what is still missing for one. */
export function AnswerButton({ slug, projectId, plan, answer, seed, mayPlan }: AnswerButtonProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const press = (act: () => Promise<Asked>) =>
    start(async () => {
      const result = await act();
      if (!result.ok) return setProblem(result.error);
      // The first answer comes to where it was asked for.
      if (plan === null && result.data.jobId !== undefined) return setWorking(result.data.jobId);
      const target = `/projects/${slug}/routing/${result.data.number}`;
      if (isInternalPath(target)) router.push(target);
    });
  const button = (label: string, act: () => Promise<Asked>) => (
    <div className="grid justify-items-start gap-1 max-md:justify-items-stretch">
      <Button variant="primary" loading={pending} onClick={() => press(act)}>
        {label}
      </Button>
      <FieldError id={undefined}>{problem}</FieldError>
    </div>
  );
  const firm = answer !== null && answer.verdict !== "unsure" && answer.verdict !== "no-truth";
  if (plan && (firm || !mayPlan)) {
    const same = plan.humanItems === answer?.best.people || plan.state === "committed" || plan.outlook.rehearsal;
    if (same || !mayPlan || !answer)
      return (
        <LinkButton variant="primary" href={`/projects/${slug}/routing/${plan.number}`}>
          See plan {plan.number}
        </LinkButton>
      );
    const { strategy, prices, overlap, outlook, seed: draws } = plan;
    const learnFrom = outlook.seed.projects.find((project) => project !== slug);
    return button(`Plan it for ${formatFigure(answer.best.costMicros, "money")}`, () =>
      settled(
        draw({
          slug,
          projectId,
          strategy,
          prices,
          overlap,
          seed: draws,
          lm: outlook.lm,
          learnFrom,
          budget: { micros: answer.best.costMicros },
        }),
      ),
    );
  }
  if (!mayPlan) return null;
  if (working !== null) return <JobProgress projectId={projectId} jobId={working} label="Working it out" unit="items" />;
  if (!plan && seed.answered >= seed.first) {
    return button(`Answer it from ${counted(seed.answered, "item")}`, () => settled(draw({ slug, projectId, budget: { share: 0.25 } })));
  }
  if (seed.open === 0) {
    return seed.answered < seed.first ? (
      <LinkButton href={`/projects/${slug}/judges`}>Ask {seed.judge} about more items</LinkButton>
    ) : (
      <LinkButton href={`/projects/${slug}/agreement`}>Decide contested items</LinkButton>
    );
  }
  // Two people an item, where it is their agreement that has to tell how often they err.
  const overlap = answer?.verdict === "no-truth" ? 2 : 1;
  const humanMicros = plan?.prices.humanMicros ?? defaultPrices.humanMicros;
  const items = Math.min(seed.open, Math.max(seed.wanted - seed.answered, 0) || seed.least);
  const cost = formatFigure(items * overlap * humanMicros, "money");
  return button(`Ask people about ${counted(items, "random item")} · ${cost}`, () =>
    settled(collect({ slug, projectId, lm: plan?.outlook.lm, items, overlap, humanMicros })),
  );
}
