"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { compare, draw } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { firstDraft, planOf } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-draft";
import type { JudgeOption, PlanDraft } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-draft";
import {
  AskedFields,
  BudgetFields,
  EvidenceFields,
  JudgeField,
  StrategyFields,
} from "@/app/(workspace)/projects/[slug]/routing/_components/plan-fields";
import type { TableOption } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-fields";
import { refusalOf, settled } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { counted, formatFigure } from "@/components/ui/figure-format";

export interface DrawFormProps {
  slug: string;
  projectId: string;
  judges: JudgeOption[];
  others: { value: string; name: string }[];
  tables: TableOption[];
}

/** Strategy, budget and prices: what a plan is drawn from. */
export function DrawForm({ slug, projectId, judges, others, tables }: DrawFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => firstDraft(judges));
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const chosen = judges.find(({ name }) => name === draft.judge) ?? judges[0];
  const open = (chosen?.tasks ?? 0) - (chosen?.answeredByPeople ?? 0);
  const set = (next: Partial<PlanDraft>) => setDraft({ ...draft, ...next });

  const submit = (act: typeof draw | typeof compare) =>
    start(async () => {
      const result = await settled(act({ slug, projectId, ...planOf(draft) }));
      if (!result.ok) {
        setProblem(refusalOf(result));
        return;
      }
      const target = `/projects/${slug}/routing/${result.data.number}`;
      if (isInternalPath(target)) router.push(target);
    });

  return (
    <form
      aria-label="Draw a plan"
      className="grid max-w-[440px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(draw);
      }}
    >
      <h2>Draw a plan</h2>
      <StrategyFields draft={draft} set={set} tables={tables} />
      <BudgetFields draft={draft} set={set} />
      <JudgeField draft={draft} set={set} judges={judges} chosen={chosen} />
      <AskedFields draft={draft} set={set} judges={judges} chosen={chosen} />
      <EvidenceFields draft={draft} set={set} others={others} />
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      <Button type="submit" variant="primary" size="lg" loading={pending}>
        {open > 0 ? `Draw a plan for ${counted(open, "item")}` : `Rehearse on ${formatFigure(chosen?.tasks ?? 0, "count")} answered items`}
      </Button>
      <Button loading={pending} onClick={() => submit(compare)}>
        Draw one for each strategy
      </Button>
    </form>
  );
}
