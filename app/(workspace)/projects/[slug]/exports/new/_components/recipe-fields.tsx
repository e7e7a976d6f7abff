"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { recipeSchema } from "@/lib/exports/schema";
import type { DatasetInput } from "@/lib/exports/schema";

export type WantedRecipe = NonNullable<DatasetInput["recipe"]>;

export interface RecipeFieldsProps {
  recipe: WantedRecipe;
  raw: boolean;
  /** the container is one of text files, which may be packed */
  text: boolean;
  campaigns: { value: string; name: string }[];
  onChange: (recipe: WantedRecipe) => void;
}

const shape = recipeSchema.shape;

/** Names one a line. */
const namesOf = (typed: string): string[] =>
  typed
    .split("\n")
    .map((name) => name.trim())
    .filter((name) => name !== "");
const dayOf = (typed: string): string | undefined => (typed === "" ? undefined : typed);

/** A share typed in per cent, as the recipe keeps it; NaN is told by the schema. */
const fraction = (text: string): number => Math.round(Number(text) * 1e7) / 1e9;

/** Which rows, how they are split, and how people are named. */
export function RecipeFields({ recipe, raw, text, campaigns, onChange }: RecipeFieldsProps) {
  const set = (next: Partial<WantedRecipe>) => onChange({ ...recipe, ...next });
  const splits = { train: 1, validation: 0, test: 0, ...recipe.splits };
  const setSplit = (name: "validation" | "test", text: string) => {
    const next = { ...splits, [name]: fraction(text) };
    set({ splits: { ...next, train: Math.round((1 - next.validation - next.test) * 1e9) / 1e9 } });
  };
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
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
              <option value="unpaired">two rows of single responses</option>
            </Select>
          </Field>
          <Field
            label="Least posterior, %"
            required
            description="How probable the chosen side must be, after weighing who answered (0: however unsure)."
          >
            <Input
              type="number"
              inputMode="decimal"
              min={0}
              max={100}
              defaultValue={0}
              onChange={(event) => set({ minPosterior: fraction(event.currentTarget.value) })}
            />
          </Field>
          <Field
            label="Least share of votes, %"
            required
            description="A task with fewer votes for its consensus is contested and left out."
          >
            <Input
              type="number"
              inputMode="decimal"
              min={0}
              max={100}
              defaultValue={0}
              onChange={(event) => set({ minVoteShare: fraction(event.currentTarget.value) })}
            />
          </Field>
          <Field label="Least answers" required description="Tasks with fewer stay out.">
            <Input
              type="number"
              inputMode="numeric"
              min={0}
              defaultValue={0}
              onChange={(event) => set({ minLabels: Number(event.currentTarget.value) })}
            />
          </Field>
          <Field label="Texts that people wrote" required description="Better responses written beside an answer.">
            <Select
              value={recipe.rewrites ?? "auto"}
              onChange={(event) => set({ rewrites: shape.rewrites.parse(event.currentTarget.value) })}
            >
              <option value="auto">rows for fine-tuning</option>
              <option value="include">also preferred to what they rewrote</option>
              <option value="none">leave out</option>
            </Select>
          </Field>
          <Field label="Duplicates" required description="Whether a row or a prompt may come twice.">
            <Select value={recipe.dedup ?? "none"} onChange={(event) => set({ dedup: shape.dedup.parse(event.currentTarget.value) })}>
              <option value="none">keep</option>
              <option value="rows">each row once</option>
              <option value="prompts">each prompt once</option>
            </Select>
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
      <Field label="Answers from" description="First day, UTC. The consensus is fitted anew to the answers that remain.">
        <Input
          type="date"
          value={recipe.answers?.from ?? ""}
          onChange={(event) => set({ answers: { ...recipe.answers, from: dayOf(event.currentTarget.value) } })}
        />
      </Field>
      <Field label="Answers to" description="Last day, UTC.">
        <Input
          type="date"
          value={recipe.answers?.to ?? ""}
          onChange={(event) => set({ answers: { ...recipe.answers, to: dayOf(event.currentTarget.value) } })}
        />
      </Field>
      <Field label="Answers of these alone" description="Names of annotators, one a line; empty for all.">
        <Textarea
          rows={2}
          defaultValue=""
          onChange={(event) => set({ answers: { ...recipe.answers, annotators: namesOf(event.currentTarget.value) } })}
        />
      </Field>
      <Field label="Without the answers of" description="Names of annotators, one a line.">
        <Textarea
          rows={2}
          defaultValue=""
          onChange={(event) => set({ answers: { ...recipe.answers, exceptAnnotators: namesOf(event.currentTarget.value) } })}
        />
      </Field>
      <Field label="Items of these sources" description="One a line; empty for all.">
        <Textarea rows={2} defaultValue="" onChange={(event) => set({ itemSources: namesOf(event.currentTarget.value) })} />
      </Field>
      {text ? (
        <Field label="Packing" required description="Of the text files; CSV by gzip.">
          <Select
            value={recipe.compression ?? "none"}
            onChange={(event) => set({ compression: shape.compression.parse(event.currentTarget.value) })}
          >
            <option value="none">none</option>
            <option value="gzip">gzip</option>
            <option value="zstd">zstd</option>
          </Select>
        </Field>
      ) : null}
      <Field label="Seed" required description="Of the splits and of the pseudonyms.">
        <Input
          type="number"
          inputMode="numeric"
          min={0}
          defaultValue={1}
          onChange={(event) => set({ seed: Number(event.currentTarget.value) })}
        />
      </Field>
      <Field label="Names of people" required description="Wherever they stand.">
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
