"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { levels, subjects } from "@/lib/ml/routing/published-tags";
import { levelDimensions, listDimensions, numericFacts } from "@/lib/ml/routing/tag-set";
import type { LevelDimension, ListDimension, NumericFact, TagDefinition } from "@/lib/ml/routing/tag-set";
import { describeCondition, dimensionTitles, factTitles } from "@/lib/tags/describe-condition";
import { tagDefinitionSchema } from "@/lib/tags/schema";

type Values = {
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

const kinds: Record<Values["is"], string> = {
  bin: "a measure lies between",
  level: "the tagger gives a level",
  member: "the tagger’s list holds",
  exists: "the tagger’s list is not empty",
  meta: "the file says",
  always: "always",
};
const kindNames = Object.keys(kinds).filter((name): name is Values["is"] => name in kinds);

const fresh: Values = {
  name: "",
  is: "bin",
  fact: "prompt_len",
  low: "0.5",
  high: "1",
  level: "safety_concern",
  list: "subject_of_expertise",
  value: "",
  key: "source",
};

const valuesOf = ({ name, condition }: TagDefinition): Values => {
  const values = { ...fresh, name, is: condition.is };
  switch (condition.is) {
    case "bin":
      return { ...values, fact: condition.fact, low: String(condition.low), high: String(condition.high) };
    case "level":
      return { ...values, level: condition.dimension, value: condition.value };
    case "member":
      return { ...values, list: condition.dimension, value: condition.value };
    case "exists":
      return { ...values, list: condition.dimension };
    case "meta":
      return { ...values, key: condition.key, value: condition.value };
    case "always":
      return values;
  }
};

/** The condition as typed, unchecked: the schema says what is wrong with it. */
const conditionOf = ({ is, fact, low, high, level, list, value, key }: Values): object => {
  if (is === "bin") return { is, fact, low: low === "" ? Number.NaN : Number(low), high: high === "" ? Number.NaN : Number(high) };
  if (is === "level") return { is, dimension: level, value: value === "" ? levels[level][0] : value };
  if (is === "member") return { is, dimension: list, value: value.trim() };
  if (is === "exists") return { is, dimension: list };
  return is === "meta" ? { is, key: key.trim(), value } : { is };
};

/** One tag: its name and its condition. A tag without a name is named by its condition. */
export function TagForm({
  tag,
  onDone,
  onCancel,
}: {
  tag: TagDefinition | null;
  onDone: (tag: TagDefinition) => void;
  onCancel: () => void;
}) {
  const [values, setValues] = useState<Values>(() => (tag ? valuesOf(tag) : fresh));
  const [problem, setProblem] = useState<string | null>(null);
  const set = (next: Partial<Values>) => setValues({ ...values, ...next });
  const { is } = values;
  const submit = () => {
    const condition = conditionOf(values);
    const parsed = tagDefinitionSchema.safeParse({ name: values.name.trim() === "" ? "unnamed" : values.name, condition });
    if (!parsed.success)
      return setProblem(parsed.error.issues.map(({ path, message }) => `${path.slice(1).join(" ")} ${message}`.trim())[0] ?? null);
    const { data } = parsed;
    onDone(values.name.trim() === "" ? { ...data, name: describeCondition(data.condition).slice(0, 160) } : data);
  };
  return (
    <form
      aria-label={tag ? `Change the tag ${tag.name}` : "Add a tag"}
      className="my-3 grid gap-3 border-y border-rule py-4 md:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="Name" description="Its condition in words, unless given.">
        <Input value={values.name} maxLength={160} onChange={(event) => set({ name: event.currentTarget.value })} />
      </Field>
      <Field label="An item has it when" required>
        <Select
          value={is}
          onChange={(event) => set({ is: kindNames.find((name) => name === event.currentTarget.value) ?? "bin", value: "" })}
        >
          {kindNames.map((name) => (
            <option key={name} value={name}>
              {kinds[name]}
            </option>
          ))}
        </Select>
      </Field>
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
      <div className="flex flex-wrap items-center gap-2 md:col-span-2">
        <Button type="submit">{tag ? "Change the tag" : "Add the tag"}</Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <FieldError id={undefined}>{problem}</FieldError>
      </div>
    </form>
  );
}
