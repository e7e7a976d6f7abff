"use client";

import { useState } from "react";
import { ConditionFields } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/condition-fields";
import type { TagValues } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/condition-fields";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { levels } from "@/lib/ml/routing/published-tags";
import type { TagDefinition } from "@/lib/ml/routing/tag-set";
import { describeCondition } from "@/lib/tags/describe-condition";
import { tagDefinitionSchema } from "@/lib/tags/schema";

const kinds: Record<TagValues["is"], string> = {
  bin: "a measure lies between",
  level: "the tagger gives a level",
  member: "the tagger’s list holds",
  exists: "the tagger’s list is not empty",
  meta: "the file says",
  always: "always",
};
const kindNames = Object.keys(kinds).filter((name): name is TagValues["is"] => name in kinds);

const fresh: TagValues = {
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

const valuesOf = ({ name, condition }: TagDefinition): TagValues => {
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
const conditionOf = ({ is, fact, low, high, level, list, value, key }: TagValues): object => {
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
  const [values, setValues] = useState<TagValues>(() => (tag ? valuesOf(tag) : fresh));
  const [problem, setProblem] = useState<string | null>(null);
  const set = (next: Partial<TagValues>) => setValues({ ...values, ...next });
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
      className="my-3 grid items-start gap-3 border-y border-rule py-4 md:grid-cols-2"
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
      <ConditionFields values={values} set={set} />
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
