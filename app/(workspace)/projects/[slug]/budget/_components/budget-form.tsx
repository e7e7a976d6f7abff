"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { set as setBudget } from "@/app/(workspace)/projects/[slug]/budget/actions";
import { microsOf } from "@/components/forms/dollars";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { BudgetView } from "@/lib/budgets/schema";

type CapSet = Pick<BudgetView, "campaignId" | "arm" | "period" | "capMicros">;

/** A cap: of everything, or of one campaign, arm, or both; for good, or each month. */
export function BudgetForm(props: {
  slug: string;
  projectId: string;
  campaigns: { id: string; name: string }[];
  arms: string[];
  set: CapSet[];
}) {
  const { slug, projectId, campaigns, arms } = props;
  const router = useRouter();
  const [form, setForm] = useState({ cap: "100", campaignId: "", arm: "", period: "total" });
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const set = (next: Partial<typeof form>) => setForm({ ...form, ...next });
  const submit = () =>
    start(async () => {
      const { campaignId, arm } = form;
      const period = form.period === "month" ? "month" : "total";
      const scope = { campaignId, arm, period } as const;
      const seen = props.set.find((own) => own.campaignId === campaignId && own.arm === arm && own.period === period);
      const seenMicros = seen?.capMicros ?? null;
      const result = await settled(setBudget({ slug, projectId, ...scope, seenMicros, capMicros: microsOf(form.cap) }));
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) router.refresh();
    });
  return (
    <form
      aria-label="Set a budget"
      className="grid max-w-[440px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NumberField
        label="Cap, $"
        required
        description="Never passed, not by a micro-dollar."
        min={0}
        step="any"
        value={form.cap}
        onChange={(cap) => set({ cap })}
      />
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label="For" required>
          <Select value={form.arm} onChange={(event) => set({ arm: event.currentTarget.value })}>
            <option value="">everybody</option>
            {arms.map((arm) => (
              <option key={arm} value={arm}>
                {arm === "human" ? "people" : arm.slice("lm:".length)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Campaign" required>
          <Select value={form.campaignId} onChange={(event) => set({ campaignId: event.currentTarget.value })}>
            <option value="">all</option>
            {campaigns.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Runs" required>
          <Select value={form.period} onChange={(event) => set({ period: event.currentTarget.value })}>
            <option value="total">for good</option>
            <option value="month">each month (UTC)</option>
          </Select>
        </Field>
      </div>
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      <Button type="submit" variant="primary" loading={pending}>
        Set the budget
      </Button>
    </form>
  );
}
