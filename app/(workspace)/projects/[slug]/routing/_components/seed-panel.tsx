"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { collect } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { microsOf } from "@/components/forms/dollars";
import { refusalOf, settled } from "@/components/forms/settled";
import { AppLink, isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { NumberField } from "@/components/ui/number-field";
import { ProgressBar } from "@/components/ui/progress-bar";
import { defaultPrices } from "@/lib/routing/schema";
import type { Seed } from "@/lib/routing/read-seed";

/** Enough to choose a budget by, or how far it is to that. */
const verdictOf = ({ adjudicated, wanted, least }: Seed): string => {
  if (adjudicated >= wanted) return "There are enough to choose a budget by.";
  const missing = `${counted(wanted - adjudicated, "more is", "more are")} wanted`;
  if (adjudicated >= least) return `A budget can be chosen with caution; ${missing}.`;
  return `With fewer than ${formatFigure(least, "count")} a plan spends its whole budget; ${missing}.`;
};

interface SeedPanelProps {
  slug: string;
  projectId: string;
  seed: Seed;
  /** whether other judges have labelled as much as this one */
  several: boolean;
  mayPlan: boolean;
}

/** What routing learns from, how much of it is wanted, and the way to more. */
export function SeedPanel({ slug, projectId, seed, several, mayPlan }: SeedPanelProps) {
  const router = useRouter();
  const suggested = Math.min(seed.open, Math.max(seed.wanted - seed.answered, 0) || seed.least);
  const [form, setForm] = useState({ items: String(suggested), overlap: "1", price: String(defaultPrices.humanMicros / 1e6) });
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const items = Number(form.items);
  const submit = () =>
    start(async () => {
      const humanMicros = microsOf(form.price);
      const result = await settled(
        collect({ slug, projectId, lm: several ? undefined : seed.judge, items, overlap: Number(form.overlap), humanMicros }),
      );
      if (!result.ok) return setProblem(refusalOf(result));
      const target = `/projects/${slug}/routing/${result.data.number}`;
      if (isInternalPath(target)) router.push(target);
    });
  return (
    <section className="min-w-0">
      <h2 className="mb-1">What routing learns from</h2>
      <p className="mb-3 max-w-[60ch] text-12 text-ink-2">
        Items drawn at random that both people and {several ? "a judge" : seed.judge} have labelled teach where the judge errs. Those with a{" "}
        <AppLink href={`/projects/${slug}/agreement`} className="underline decoration-rule-3 underline-offset-3">
          deciding answer
        </AppLink>{" "}
        are gold: by them a plan tells how much money is worth spending. {verdictOf(seed)}
      </p>
      <div className="grid gap-3">
        <ProgressBar label="Gold: items with a deciding answer" unit="items" value={seed.adjudicated} max={seed.wanted} />
        <ProgressBar
          label="Labelled by people and the judge"
          unit="items"
          value={seed.answered}
          max={Math.max(seed.answered, seed.wanted)}
        />
      </div>
      {mayPlan && seed.open > 0 ? (
        <form
          aria-label="Collect a seed"
          className="mt-4 flex flex-wrap items-end gap-3 [&>*]:min-w-[104px] max-md:[&>*]:grow"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <NumberField
            label="Items to collect"
            required
            min={1}
            max={seed.open}
            value={form.items}
            onChange={(next) => setForm({ ...form, items: next })}
          />
          <NumberField
            label="Answers an item"
            required
            min={1}
            max={9}
            value={form.overlap}
            onChange={(overlap) => setForm({ ...form, overlap })}
          />
          <NumberField
            label="A person’s answer, $"
            required
            min={0}
            step="any"
            value={form.price}
            onChange={(price) => setForm({ ...form, price })}
          />
          <Button type="submit" loading={pending}>
            Collect a seed of {formatFigure(Number.isFinite(items) ? items : 0, "count")}
          </Button>
        </form>
      ) : null}
      <FieldError id={undefined}>{problem}</FieldError>
    </section>
  );
}
