"use client";

import { Field } from "@/components/ui/field";
import type { FieldProps } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { DatasetInput } from "@/lib/exports/schema";

export type WantedRecipe = NonNullable<DatasetInput["recipe"]>;

/** What a part of the recipe's form reads, and what it changes. */
export interface RecipePartProps {
  recipe: WantedRecipe;
  set: (next: Partial<WantedRecipe>) => void;
}

type Asked = Pick<FieldProps, "label" | "description">;

interface WordFieldProps<Word extends string> extends Asked {
  /** The recipe's word, and what it is called here; the first is what it is where nothing is said. */
  words: readonly (readonly [Word, string])[];
  value: Word | undefined;
  onChange: (word: Word) => void;
}

/** A choice among the words that the recipe has for something. */
export function WordField<Word extends string>({ words, value, onChange, ...asked }: WordFieldProps<Word>) {
  return (
    <Field required {...asked}>
      <Select
        value={value ?? words[0]?.[0]}
        onChange={(event) => {
          const chosen = words.find(([word]) => word === event.currentTarget.value);
          if (chosen) onChange(chosen[0]);
        }}
      >
        {words.map(([word, name]) => (
          <option key={word} value={word}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface WholeFieldProps extends Asked {
  initial: number;
  onChange: (typed: string) => void;
}

/** A whole number. What is typed stays as it is typed: the recipe's schema says what is wrong with it. */
export function WholeField({ initial, onChange, ...asked }: WholeFieldProps) {
  return (
    <Field required {...asked}>
      <Input type="number" inputMode="numeric" min={0} defaultValue={initial} onChange={(event) => onChange(event.currentTarget.value)} />
    </Field>
  );
}

/** A share typed in per cent, as the recipe keeps it; NaN is told by the schema. */
const fraction = (typed: string): number => Math.round(Number(typed) * 1e7) / 1e9;

interface ShareFieldProps extends Asked {
  /** in per cent */
  max: number;
  onChange: (share: number) => void;
}

/** A share, typed in per cent, none at first. */
export function ShareField({ max, onChange, ...asked }: ShareFieldProps) {
  return (
    <Field required {...asked}>
      <Input
        type="number"
        inputMode="decimal"
        min={0}
        max={max}
        defaultValue={0}
        onChange={(event) => onChange(fraction(event.currentTarget.value))}
      />
    </Field>
  );
}

const namesOf = (typed: string): string[] =>
  typed
    .split("\n")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** Names one a line, none at first. */
export function NamesField({ onChange, ...asked }: Asked & { onChange: (names: string[]) => void }) {
  return (
    <Field {...asked}>
      <Textarea rows={2} defaultValue="" onChange={(event) => onChange(namesOf(event.currentTarget.value))} />
    </Field>
  );
}
