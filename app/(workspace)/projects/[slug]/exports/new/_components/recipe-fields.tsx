"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { recipeSchema } from "@/lib/exports/schema";
import type { DatasetInput } from "@/lib/exports/schema";

export type WantedRecipe = NonNullable<DatasetInput["recipe"]>;

export interface RecipeFieldsProps {
  recipe: WantedRecipe;
  raw: boolean;
  campaigns: { value: string; name: string }[];
  onChange: (recipe: WantedRecipe) => void;
}

const shape = recipeSchema.shape;

/** A share typed in per cent, as the recipe keeps it; NaN is told by the schema. */
const fraction = (text: string): number => Math.round(Number(text) * 1e7) / 1e9;

/** Which rows, how they are split, and how people are named. */
export function RecipeFields({ recipe, raw, campaigns, onChange }: RecipeFieldsProps) {
  const set = (next: Partial<WantedRecipe>) => onChange({ ...recipe, ...next });
  const splits = { train: 1, validation: 0, test: 0, ...recipe.splits };
  const setSplit = (name: "validation" | "test", text: string) => {
    const next = { ...splits, [name]: fraction(text) };
    set({ splits: { ...next, train: Math.round((1 - next.validation - next.test) * 1e9) / 1e9 } });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {campaigns.length > 1 ? (
        <Field label="Campaign" required className="sm:col-span-2">
          <Select value={recipe.campaign ?? campaigns[0]?.value} onChange={(event) => set({ campaign: event.currentTarget.value })}>
            {campaigns.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      {raw ? null : (
        <>
          <Field label="Labels" required description="Whose labels the consensus was fitted to.">
            <Select value={recipe.labels ?? "latest"} onChange={(event) => set({ labels: shape.labels.parse(event.currentTarget.value) })}>
              <option value="latest">newest aggregation</option>
              <option value="human">people</option>
              <option value="lm">language models</option>
              <option value="all">people and models</option>
            </Select>
          </Field>
          <Field label="Ties" required description="Preference rows have no form for a tie.">
            <Select value={recipe.ties ?? "drop"} onChange={(event) => set({ ties: shape.ties.parse(event.currentTarget.value) })}>
              <option value="drop">leave out</option>
              <option value="lean">give to the more probable side</option>
            </Select>
          </Field>
          <Field label="Least posterior, %" required description="How sure the consensus must be of the chosen side.">
            <Input
              type="number"
              inputMode="decimal"
              min={0}
              max={100}
              defaultValue={0}
              onChange={(event) => set({ minPosterior: fraction(event.currentTarget.value) })}
            />
          </Field>
          <Field label="Tasks with a known answer" required description="Planted to check annotators.">
            <Select value={recipe.gold ?? "include"} onChange={(event) => set({ gold: shape.gold.parse(event.currentTarget.value) })}>
              <option value="include">include</option>
              <option value="exclude">leave out</option>
            </Select>
          </Field>
          <Field label="Validation, % of prompts" required description={`Train keeps ${Math.round(splits.train * 1000) / 10} %.`}>
            <Input
              type="number"
              inputMode="decimal"
              min={0}
              max={99}
              defaultValue={0}
              onChange={(event) => setSplit("validation", event.currentTarget.value)}
            />
          </Field>
          <Field label="Test, % of prompts" required description="Rows that share a prompt stay together.">
            <Input
              type="number"
              inputMode="decimal"
              min={0}
              max={99}
              defaultValue={0}
              onChange={(event) => setSplit("test", event.currentTarget.value)}
            />
          </Field>
        </>
      )}
      <Field label="Seed" required description="Of the splits and of the pseudonyms.">
        <Input
          type="number"
          inputMode="numeric"
          min={0}
          defaultValue={1}
          onChange={(event) => set({ seed: Number(event.currentTarget.value) })}
        />
      </Field>
      <Field label="Names of people" required description="In the raw annotations.">
        <Select
          value={recipe.annotators ?? "pseudonyms"}
          onChange={(event) => set({ annotators: shape.annotators.parse(event.currentTarget.value) })}
        >
          <option value="pseudonyms">pseudonyms</option>
          <option value="names">as they are</option>
        </Select>
      </Field>
    </div>
  );
}
