"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { setPayMinimum, setPayRate } from "@/app/(workspace)/projects/[slug]/budget/people/actions";
import { dollarsOf, microsOf } from "@/components/forms/dollars";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { payBases } from "@/lib/payments/schema";
import type { PayBasis } from "@/lib/payments/schema";

const basisTitles: Record<PayBasis, string> = { item: "for each answer", hour: "for each hour of active time", none: "nothing" };

type Named = { id: string; name: string };

/** What an answer or an hour is worth, for whom, and from when. */
export function RateForm(props: { slug: string; projectId: string; campaigns: Named[]; people: Named[] }) {
  const { slug, projectId, campaigns, people } = props;
  const router = useRouter();
  const [form, setForm] = useState({ basis: "item", amount: "0.10", campaignId: "", annotatorId: "", from: "now" });
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const set = (next: Partial<typeof form>) => setForm({ ...form, ...next });
  const submit = () =>
    start(async () => {
      const { campaignId, annotatorId, amount } = form;
      const basis = payBases.find((known) => known === form.basis) ?? "none";
      const from = form.from === "start" ? "start" : "now";
      const amountMicros = basis === "none" ? 0 : microsOf(amount);
      const result = await settled(setPayRate({ slug, projectId, campaignId, annotatorId, basis, amountMicros, from }));
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) router.refresh();
    });
  const choices = (named: Named[], all: string) => [
    <option key="" value="">
      {all}
    </option>,
    ...named.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    )),
  ];
  return (
    <form
      aria-label="Set a rate"
      className="grid max-w-[440px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label="Paid" required>
          <Select value={form.basis} onChange={(event) => set({ basis: event.currentTarget.value })}>
            {payBases.map((basis) => (
              <option key={basis} value={basis}>
                {basisTitles[basis]}
              </option>
            ))}
          </Select>
        </Field>
        {form.basis === "none" ? null : (
          <NumberField label="Amount, $" required min={0} step="any" value={form.amount} onChange={(amount) => set({ amount })} />
        )}
        <Field label="Campaign" required>
          <Select value={form.campaignId} onChange={(event) => set({ campaignId: event.currentTarget.value })}>
            {choices(campaigns, "all")}
          </Select>
        </Field>
        <Field label="Person" required>
          <Select value={form.annotatorId} onChange={(event) => set({ annotatorId: event.currentTarget.value })}>
            {choices(people, "everybody")}
          </Select>
        </Field>
        <Field label="Counts for" required className="max-md:col-span-2">
          <Select value={form.from} onChange={(event) => set({ from: event.currentTarget.value })}>
            <option value="now">answers from now on</option>
            <option value="start">all that are not counted yet</option>
          </Select>
        </Field>
      </div>
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      <Button type="submit" variant="primary" loading={pending}>
        Set the rate
      </Button>
    </form>
  );
}

/** The least that an hour of active time should bring. */
export function MinimumForm({ slug, projectId, minimumMicros }: { slug: string; projectId: string; minimumMicros: number | null }) {
  const router = useRouter();
  const [amount, setAmount] = useState(minimumMicros === null ? "" : dollarsOf(minimumMicros));
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await settled(setPayMinimum({ slug, projectId, hourlyMicros: amount === "" ? null : microsOf(amount) }));
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) router.refresh();
    });
  return (
    <form
      aria-label="Set the least pay"
      className="grid max-w-[440px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NumberField
        label="An hour should bring at least, $"
        description="Whoever’s measured pay lies below it is named. Empty: no check."
        min={0}
        step="any"
        value={amount}
        onChange={setAmount}
      />
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      <Button type="submit" loading={pending}>
        Set the least pay
      </Button>
    </form>
  );
}
