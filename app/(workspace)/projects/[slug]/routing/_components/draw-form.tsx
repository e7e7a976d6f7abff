"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { compare, draw } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { ArmsFields, armsOf, firstArms } from "@/app/(workspace)/projects/[slug]/routing/_components/arms-fields";
import type { ArmValues } from "@/app/(workspace)/projects/[slug]/routing/_components/arms-fields";
import { microsOf } from "@/components/forms/dollars";
import { settled } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { NumberField } from "@/components/ui/number-field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { defaultPrices, goesByTags, strategySchema, strategyTitles } from "@/lib/routing/schema";
import type { StrategyName } from "@/lib/routing/schema";

export interface DrawFormProps {
  slug: string;
  projectId: string;
  judges: { name: string; tasks: number; answeredByPeople: number }[];
  others: { value: string; name: string }[];
  /** uploaded tables of measured mixes */
  tables: { id: string; name: string; mixes: number }[];
}

/** Dollars as typed, in whole micro-dollars. */

/** Strategy, budget and prices: what a plan is drawn from. */
export function DrawForm({ slug, projectId, judges, others, tables }: DrawFormProps) {
  const router = useRouter();
  const [kind, setKind] = useState<"share" | "money">("share");
  const [form, setForm] = useState({
    share: "25",
    money: "100",
    human: String(defaultPrices.humanMicros / 1e6),
    lm: String(defaultPrices.lmMicros / 1e6),
    overlap: "1",
    seed: "1",
    learnFrom: "",
    control: "0",
    table: "",
  });
  const [arms, setArms] = useState<ArmValues[] | null>(null);
  const [adaptive, setAdaptive] = useState({ on: false, most: "3", threshold: "90" });
  const [strategy, setStrategy] = useState<StrategyName>("best");
  const [first] = judges;
  const leading = judges.filter(({ tasks }) => tasks === first?.tasks).length;
  // Of several with as many labels the plan itself finds the one that agrees best with what is known: "" leaves it to it.
  const [judge, setJudge] = useState(leading > 1 ? "" : (first?.name ?? ""));
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const chosen = judges.find(({ name }) => name === judge) ?? first;
  const open = (chosen?.tasks ?? 0) - (chosen?.answeredByPeople ?? 0);
  const byTags = goesByTags(strategy);
  const set = (next: Partial<typeof form>) => setForm({ ...form, ...next });

  const submit = (act: typeof draw | typeof compare) =>
    start(async () => {
      const result = await settled(
        act({
          slug,
          projectId,
          strategy,
          budget: kind === "share" ? { share: Number(form.share) / 100 } : { micros: microsOf(form.money) },
          prices: { humanMicros: microsOf(form.human), lmMicros: microsOf(form.lm) },
          overlap: Number(form.overlap),
          controlShare: Number(form.control) / 100,
          lm: judge === "" ? undefined : judge,
          learnFrom: form.learnFrom === "" ? undefined : form.learnFrom,
          seed: Number(form.seed),
          ...(byTags && form.table !== "" ? { performance: form.table } : {}),
          ...(arms === null
            ? {}
            : {
                arms: armsOf(arms),
                ...(adaptive.on ? { adaptive: { most: Number(adaptive.most), threshold: Number(adaptive.threshold) / 100 } } : {}),
              }),
        }),
      );
      if (!result.ok) {
        setProblem([...Object.values(result.fields), result.error][0] ?? result.error);
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
      <Field label="Who goes to people first" required description={strategyTitles[strategy].about}>
        <Select value={strategy} onChange={(event) => setStrategy(strategySchema.parse(event.currentTarget.value))}>
          {strategySchema.options.map((name) => (
            <option key={name} value={name}>
              {strategyTitles[name].title}
            </option>
          ))}
        </Select>
      </Field>
      {byTags && tables.length > 0 ? (
        <Field
          label="Learns from"
          required
          description="How good a mix of labels makes a reward model: measured here on small models, or read from a table."
        >
          <Select value={form.table} onChange={(event) => set({ table: event.currentTarget.value })}>
            <option value="">mixes of this project’s own labels</option>
            {tables.map(({ id, name, mixes }) => (
              <option key={id} value={id}>
                {name}, {formatFigure(mixes, "count")} mixes
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <div className="grid gap-2">
        <span className="text-12 font-medium">Budget</span>
        <Segmented
          label="Budget as"
          value={kind}
          onValueChange={setKind}
          options={[
            { value: "share", label: "Human share" },
            { value: "money", label: "Money" },
          ]}
        />
        {kind === "share" ? (
          <NumberField
            label="Share of the items for people, %"
            required
            min={0}
            max={100}
            step="any"
            value={form.share}
            onChange={(share) => set({ share })}
          />
        ) : (
          <NumberField
            label="Money for the whole plan, $"
            required
            description="A ceiling: never a cent more."
            min={0}
            step="any"
            value={form.money}
            onChange={(money) => set({ money })}
          />
        )}
      </div>
      <Field
        label="Judge that keeps the rest"
        required
        description={`${counted(chosen?.tasks ?? 0, "task")} labelled, ${formatFigure(chosen?.answeredByPeople ?? 0, "count")} of them by people too`}
      >
        <Select value={judge} onChange={(event) => setJudge(event.currentTarget.value)}>
          {leading > 1 ? <option value="">of {formatFigure(leading, "count")} judges the one that agrees best</option> : null}
          {judges.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-2">
        <span className="text-12 font-medium">Whom one can ask</span>
        <Segmented
          label="Whom one can ask"
          value={arms === null ? "two" : "several"}
          onValueChange={(value) => setArms(value === "two" ? null : firstArms(chosen?.name ?? "", form.human, form.lm))}
          options={[
            { value: "two", label: "People and the judge" },
            { value: "several", label: "Several arms" },
          ]}
        />
      </div>
      {arms === null ? (
        <div className="grid grid-cols-3 gap-3">
          <NumberField label="A person’s label, $" required min={0} step="any" value={form.human} onChange={(human) => set({ human })} />
          <NumberField label="Labels an item" required min={1} max={9} value={form.overlap} onChange={(overlap) => set({ overlap })} />
          <NumberField label="A model’s label, $" required min={0} step="any" value={form.lm} onChange={(lm) => set({ lm })} />
        </div>
      ) : (
        <ArmsFields arms={arms} judges={judges.map(({ name }) => name)} adaptive={adaptive} onChange={setArms} onAdaptive={setAdaptive} />
      )}
      {others.length > 0 ? (
        <Field
          label="Learn from another project too"
          description="Where this one has few items that both people and the judge have labelled."
        >
          <Select value={form.learnFrom} onChange={(event) => set({ learnFrom: event.currentTarget.value })}>
            <option value="">this project alone</option>
            {others.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <NumberField
        label="Of these, drawn at random, %"
        required
        description="A control arm: with it the gain is measured and not only predicted. A tenth is enough."
        min={0}
        max={50}
        step="any"
        value={form.control}
        onChange={(control) => set({ control })}
      />
      <NumberField label="Seed" required min={0} value={form.seed} onChange={(seed) => set({ seed })} />
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
