"use client";

import { ArmsFields, firstArms } from "@/app/(workspace)/projects/[slug]/routing/_components/arms-fields";
import { leadingOf } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-draft";
import type { JudgeOption, PlanDraft } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-draft";
import { Field } from "@/components/ui/field";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { NumberField } from "@/components/ui/number-field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { goesByTags, strategySchema, strategyTitles } from "@/lib/routing/schema";

interface PartProps {
  draft: PlanDraft;
  set: (next: Partial<PlanDraft>) => void;
}

/** A measured table of mixes, uploaded. */
export interface TableOption {
  id: string;
  name: string;
  mixes: number;
}

/** Who goes to people first, and where a strategy by tags learns what a mix of labels is worth. */
export function StrategyFields({ draft, set, tables }: PartProps & { tables: TableOption[] }) {
  return (
    <>
      <Field label="Who goes to people first" required description={strategyTitles[draft.strategy].about}>
        <Select value={draft.strategy} onChange={(event) => set({ strategy: strategySchema.parse(event.currentTarget.value) })}>
          {strategySchema.options.map((name) => (
            <option key={name} value={name}>
              {strategyTitles[name].title}
            </option>
          ))}
        </Select>
      </Field>
      {goesByTags(draft.strategy) && tables.length > 0 ? (
        <Field
          label="Learns from"
          required
          description="How good a mix of labels makes a reward model: measured here on small models, or read from a table."
        >
          <Select value={draft.table} onChange={(event) => set({ table: event.currentTarget.value })}>
            <option value="">mixes of this project’s own labels</option>
            {tables.map(({ id, name, mixes }) => (
              <option key={id} value={id}>
                {name}, {formatFigure(mixes, "count")} mixes
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
    </>
  );
}

/** A share of the items for people, or money for all. */
export function BudgetFields({ draft, set }: PartProps) {
  return (
    <div className="grid gap-2">
      <span className="text-12 font-medium">Budget</span>
      <Segmented
        label="Budget as"
        value={draft.budgetAs}
        onValueChange={(budgetAs) => set({ budgetAs })}
        options={[
          { value: "share", label: "Human share" },
          { value: "money", label: "Money" },
        ]}
      />
      {draft.budgetAs === "share" ? (
        <NumberField
          label="Share of the items for people, %"
          required
          min={0}
          max={100}
          step="any"
          value={draft.share}
          onChange={(share) => set({ share })}
        />
      ) : (
        <NumberField
          label="Money for the whole plan, $"
          required
          description="A ceiling: never a cent more."
          min={0}
          step="any"
          value={draft.money}
          onChange={(money) => set({ money })}
        />
      )}
    </div>
  );
}

type JudgesProps = PartProps & { judges: JudgeOption[]; chosen: JudgeOption | undefined };

export function JudgeField({ draft, set, judges, chosen }: JudgesProps) {
  const leading = leadingOf(judges);
  return (
    <Field
      label="Judge that keeps the rest"
      required
      description={`${counted(chosen?.tasks ?? 0, "task")} labelled, ${formatFigure(chosen?.answeredByPeople ?? 0, "count")} of them by people too`}
    >
      <Select value={draft.judge} onChange={(event) => set({ judge: event.currentTarget.value })}>
        {leading > 1 ? <option value="">of {formatFigure(leading, "count")} judges the one that agrees best</option> : null}
        {judges.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
    </Field>
  );
}

/** People and the judge at a price each, or arms that differ in more than that. */
export function AskedFields({ draft, set, judges, chosen }: JudgesProps) {
  const { arms, human, lm, overlap } = draft;
  return (
    <>
      <div className="grid gap-2">
        <span className="text-12 font-medium">Whom one can ask</span>
        <Segmented
          label="Whom one can ask"
          value={arms === null ? "two" : "several"}
          onValueChange={(value) => set({ arms: value === "two" ? null : firstArms(chosen?.name ?? "", human, lm) })}
          options={[
            { value: "two", label: "People and the judge" },
            { value: "several", label: "Several arms" },
          ]}
        />
      </div>
      {arms === null ? (
        <div className="grid gap-1.5">
          <div className="grid grid-cols-3 gap-3">
            <NumberField label="A person’s label, $" required min={0} step="any" value={human} onChange={(next) => set({ human: next })} />
            <NumberField label="Labels an item" required min={1} max={9} value={overlap} onChange={(next) => set({ overlap: next })} />
            <NumberField label="A model’s label, $" required min={0} step="any" value={lm} onChange={(next) => set({ lm: next })} />
          </div>
          <p className="text-12 text-ink-3">
            The judge’s labels of open items are there and cost nothing more; a model’s price counts where people have answered every item.
          </p>
        </div>
      ) : (
        <ArmsFields
          arms={arms}
          judges={judges.map(({ name }) => name)}
          adaptive={draft.adaptive}
          onChange={(next) => set({ arms: next })}
          onAdaptive={(adaptive) => set({ adaptive })}
        />
      )}
    </>
  );
}

/** Another project's labels to learn from, the items drawn at random to measure by, and the seed. */
export function EvidenceFields({ draft, set, others }: PartProps & { others: { value: string; name: string }[] }) {
  return (
    <>
      {others.length > 0 ? (
        <Field
          label="Learn from another project too"
          description="Where this one has few items that both people and the judge have labelled."
        >
          <Select value={draft.learnFrom} onChange={(event) => set({ learnFrom: event.currentTarget.value })}>
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
        value={draft.control}
        onChange={(control) => set({ control })}
      />
      <NumberField label="Seed" required min={0} value={draft.seed} onChange={(seed) => set({ seed })} />
    </>
  );
}
