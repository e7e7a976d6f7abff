"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { levels, subjects } from "@/lib/ml/routing/published-tags";
import { levelDimensions, listDimensions, numericFacts } from "@/lib/ml/routing/tag-set";
import type { LevelDimension, ListDimension, NumericFact, TagDefinition } from "@/lib/ml/routing/tag-set";
import { dimensionTitles, factTitles } from "@/lib/tags/describe-condition";

/** A tag as it is typed: what one sort of condition asks stays while another is looked at. */
export type TagValues = {
  name: string;
  is: TagDefinition["condition"]["is"];
  fact: NumericFact;
  low: string;
  high: string;
  level: LevelDimension;
  list: ListDimension;
  value: string;
  key: string;
};

/** What the chosen sort of condition asks. */
export function ConditionFields({ values, set }: { values: TagValues; set: (next: Partial<TagValues>) => void }) {
  const { is } = values;
  return (
    <>
      {is === "bin" ? (
        <>
          <Field label="Measure" required description="Lengths are ranks over the whole project, 0 the shortest.">
            <Select
              value={values.fact}
              onChange={(event) => set({ fact: numericFacts.find((name) => name === event.currentTarget.value) ?? "rouge" })}
            >
              {numericFacts.map((name) => (
                <option key={name} value={name}>
                  {factTitles[name]}
                </option>
              ))}
            </Select>
          </Field>
          <div className="grid grid-cols-2 items-start gap-3">
            <NumberField label="From" required min={0} max={1} step="any" value={values.low} onChange={(low) => set({ low })} />
            <NumberField label="To" required min={0} max={1} step="any" value={values.high} onChange={(high) => set({ high })} />
          </div>
        </>
      ) : null}
      {is === "level" ? (
        <>
          <Field label="Dimension" required>
            <Select
              value={values.level}
              onChange={(event) =>
                set({ level: levelDimensions.find((name) => name === event.currentTarget.value) ?? "safety_concern", value: "" })
              }
            >
              {levelDimensions.map((name) => (
                <option key={name} value={name}>
                  {dimensionTitles[name]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Level" required>
            <Select value={values.value} onChange={(event) => set({ value: event.currentTarget.value })}>
              {levels[values.level].map((level) => (
                <option key={level}>{level}</option>
              ))}
            </Select>
          </Field>
        </>
      ) : null}
      {is === "member" || is === "exists" ? (
        <Field label="List" required>
          <Select
            value={values.list}
            onChange={(event) => set({ list: listDimensions.find((name) => name === event.currentTarget.value) ?? "languages" })}
          >
            {listDimensions.map((name) => (
              <option key={name} value={name}>
                {dimensionTitles[name]}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      {is === "member" ? (
        <Field
          label="Entry"
          required
          description={values.list === "subject_of_expertise" ? "As the taggers name it, such as Physics." : undefined}
        >
          <Input list="tag-entries" value={values.value} onChange={(event) => set({ value: event.currentTarget.value })} />
          {values.list === "subject_of_expertise" ? (
            <datalist id="tag-entries">
              {subjects.map((subject) => (
                <option key={subject} value={subject} />
              ))}
            </datalist>
          ) : null}
        </Field>
      ) : null}
      {is === "meta" ? (
        <div className="grid grid-cols-2 items-start gap-3 md:col-span-2">
          <Field label="Field of meta" required description="“source” is the item’s source.">
            <Input value={values.key} onChange={(event) => set({ key: event.currentTarget.value })} />
          </Field>
          <Field label="Is" required>
            <Input value={values.value} onChange={(event) => set({ value: event.currentTarget.value })} />
          </Field>
        </div>
      ) : null}
    </>
  );
}
