"use client";

import { microsOf } from "@/components/forms/dollars";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { PlanInput } from "@/lib/routing/schema";

/** An arm as it is typed. */
export type ArmValues = {
  id: number;
  name: string;
  by: "anyone" | "expert" | "cohort" | "skill" | "judge";
  /** the cohort, skill or judge */
  group: string;
  price: string;
  labels: string;
  capacity: string;
  delay: string;
};

const titles: Record<ArmValues["by"], string> = {
  anyone: "everybody else",
  expert: "experts",
  cohort: "a cohort",
  skill: "people with a skill",
  judge: "a judge",
};
const kinds = Object.keys(titles).filter((name): name is ArmValues["by"] => name in titles);

/** A judge that has labelled here, people, and experts at four times their price: to be changed. */
export const firstArms = (judge: string, human: string, lm: string): ArmValues[] => [
  { id: 1, name: judge, by: "judge", group: judge, price: lm, labels: "1", capacity: "", delay: "0" },
  { id: 2, name: "people", by: "anyone", group: "", price: human, labels: "1", capacity: "", delay: "24" },
  { id: 3, name: "experts", by: "expert", group: "", price: String(4 * Number(human)), labels: "1", capacity: "", delay: "72" },
];

const whoOf = ({ by, group }: ArmValues): NonNullable<PlanInput["arms"]>[number]["who"] => {
  switch (by) {
    case "cohort":
      return { by, cohort: group };
    case "skill":
      return { by, skill: group };
    case "judge":
      return { by, judge: group };
    default:
      return { by };
  }
};

/** What the plan is asked with; the use case says what is wrong with it. */
export const armsOf = (values: readonly ArmValues[]): NonNullable<PlanInput["arms"]> =>
  values.map((arm) => ({
    name: arm.name,
    who: whoOf(arm),
    labels: Number(arm.labels),
    priceMicros: microsOf(arm.price),
    capacity: arm.capacity.trim() === "" ? null : Number(arm.capacity),
    delayHours: Number(arm.delay),
  }));

export interface ArmsFieldsProps {
  arms: ArmValues[];
  judges: string[];
  /** one more answer while an item is contested: the most, and the probability that ends it */
  adaptive: { on: boolean; most: string; threshold: string };
  onChange: (arms: ArmValues[]) => void;
  onAdaptive: (adaptive: ArmsFieldsProps["adaptive"]) => void;
}

/** Whom one can ask, each with price, what they can take and how long they need. How often each is right is measured, not typed. */
export function ArmsFields({ arms, judges, adaptive, onChange, onAdaptive }: ArmsFieldsProps) {
  const set = (id: number, next: Partial<ArmValues>) => onChange(arms.map((arm) => (arm.id === id ? { ...arm, ...next } : arm)));
  return (
    <div className="grid gap-4">
      {arms.map((arm, index) => (
        <fieldset key={arm.id} className="grid gap-3 border-t border-rule pt-3">
          <legend className="sr-only">Arm {index + 1}</legend>
          <div className="grid grid-cols-2 items-end gap-3">
            <Field label="Arm" required>
              <Input value={arm.name} maxLength={60} onChange={(event) => set(arm.id, { name: event.currentTarget.value })} />
            </Field>
            <Field label="Who" required>
              <Select
                value={arm.by}
                onChange={(event) => {
                  const by = kinds.find((name) => name === event.currentTarget.value) ?? "anyone";
                  set(arm.id, { by, group: by === "judge" ? (judges[0] ?? "") : "" });
                }}
              >
                {kinds.map((name) => (
                  <option key={name} value={name}>
                    {titles[name]}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          {arm.by === "judge" ? (
            <Field label="Judge" required>
              <Select
                value={arm.group}
                onChange={(event) => set(arm.id, { group: event.currentTarget.value, name: event.currentTarget.value })}
              >
                {judges.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            </Field>
          ) : null}
          {arm.by === "cohort" || arm.by === "skill" ? (
            <Field label={arm.by === "cohort" ? "Cohort" : "Skill"} required>
              <Input value={arm.group} maxLength={60} onChange={(event) => set(arm.id, { group: event.currentTarget.value })} />
            </Field>
          ) : null}
          <div className="grid grid-cols-2 items-end gap-3 md:grid-cols-4">
            <NumberField label="An answer, $" required min={0} step="any" value={arm.price} onChange={(price) => set(arm.id, { price })} />
            <NumberField label="Answers" required min={1} max={9} value={arm.labels} onChange={(labels) => set(arm.id, { labels })} />
            <NumberField
              label="Can take"
              min={0}
              placeholder="any"
              value={arm.capacity}
              onChange={(capacity) => set(arm.id, { capacity })}
            />
            <NumberField label="Hours" required min={0} step="any" value={arm.delay} onChange={(delay) => set(arm.id, { delay })} />
          </div>
          {arms.length > 1 ? (
            <Button
              variant="quiet"
              size="sm"
              className="justify-self-start"
              onClick={() => onChange(arms.filter(({ id }) => id !== arm.id))}
            >
              Remove {arm.name}
            </Button>
          ) : null}
        </fieldset>
      ))}
      <Button
        className="justify-self-start"
        onClick={() =>
          onChange([
            ...arms,
            {
              id: Math.max(0, ...arms.map(({ id }) => id)) + 1,
              name: "",
              by: "skill",
              group: "",
              price: "1",
              labels: "1",
              capacity: "",
              delay: "24",
            },
          ])
        }
      >
        Add an arm
      </Button>
      <Checkbox
        checked={adaptive.on}
        onChange={(event) => onAdaptive({ ...adaptive, on: event.currentTarget.checked })}
        label="Ask one more person while an answer is contested"
      />
      {adaptive.on ? (
        <div className="grid grid-cols-2 items-end gap-3">
          <NumberField
            label="At most, people"
            required
            min={2}
            max={9}
            value={adaptive.most}
            onChange={(most) => onAdaptive({ ...adaptive, most })}
          />
          <NumberField
            label="Until this probable, %"
            required
            min={51}
            max={100}
            step="any"
            value={adaptive.threshold}
            onChange={(threshold) => onAdaptive({ ...adaptive, threshold })}
          />
        </div>
      ) : null}
    </div>
  );
}
