"use client";

import { NamesField, ShareField, WholeField, WordField } from "@/app/(workspace)/projects/[slug]/exports/new/_components/recipe-inputs";
import type { RecipePartProps, WantedRecipe } from "@/app/(workspace)/projects/[slug]/exports/new/_components/recipe-inputs";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export interface RecipeFieldsProps {
  recipe: WantedRecipe;
  raw: boolean;
  /** the container is one of text files, which may be packed */
  text: boolean;
  campaigns: { value: string; name: string }[];
  onChange: (recipe: WantedRecipe) => void;
}

/** Which rows, how they are split, and how people are named. */
export function RecipeFields({ recipe, raw, text, campaigns, onChange }: RecipeFieldsProps) {
  const part = { recipe, set: (next: Partial<WantedRecipe>) => onChange({ ...recipe, ...next }) };
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {campaigns.length > 1 ? <CampaignField {...part} campaigns={campaigns} /> : null}
      {raw ? null : (
        <>
          <ConsensusFields {...part} />
          <RowFields {...part} />
          <SplitFields {...part} />
        </>
      )}
      <AnswerFields {...part} />
      <FileFields {...part} text={text} />
    </div>
  );
}

function CampaignField({ recipe, set, campaigns }: RecipePartProps & Pick<RecipeFieldsProps, "campaigns">) {
  return (
    <Field label="Campaign" required className="sm:col-span-2">
      <Select value={recipe.campaign ?? campaigns[0]?.value} onChange={(event) => set({ campaign: event.currentTarget.value })}>
        {campaigns.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Whose consensus, and how sure it must be. */
function ConsensusFields({ recipe, set }: RecipePartProps) {
  return (
    <>
      <WordField
        label="Labels"
        description="Whose labels the consensus was fitted to."
        words={[
          ["latest", "newest aggregation"],
          ["human", "people"],
          ["lm", "language models"],
          ["all", "people and models"],
        ]}
        value={recipe.labels}
        onChange={(labels) => set({ labels })}
      />
      <WordField
        label="Ties"
        description="Preference rows have no form for a tie."
        words={[
          ["drop", "leave out"],
          ["lean", "give to the more probable side"],
          ["unpaired", "two rows of single responses"],
        ]}
        value={recipe.ties}
        onChange={(ties) => set({ ties })}
      />
      <ShareField
        label="Least posterior, %"
        description="How probable the chosen side must be, after weighing who answered (0: however unsure)."
        max={100}
        onChange={(minPosterior) => set({ minPosterior })}
      />
      <ShareField
        label="Least share of votes, %"
        description="A task with fewer votes for its consensus is contested and left out."
        max={100}
        onChange={(minVoteShare) => set({ minVoteShare })}
      />
      <WholeField
        label="Least answers"
        description="Tasks with fewer stay out."
        initial={0}
        onChange={(typed) => set({ minLabels: Number(typed) })}
      />
    </>
  );
}

/** Which rows are made of it. */
function RowFields({ recipe, set }: RecipePartProps) {
  return (
    <>
      <WordField
        label="Texts that people wrote"
        description="Better responses written beside an answer."
        words={[
          ["auto", "rows for fine-tuning"],
          ["include", "also preferred to what they rewrote"],
          ["none", "leave out"],
        ]}
        value={recipe.rewrites}
        onChange={(rewrites) => set({ rewrites })}
      />
      <WordField
        label="Duplicates"
        description="Whether a row, or an item of the same prompt, may come twice. An item may give several rows."
        words={[
          ["none", "keep"],
          ["rows", "each row once"],
          ["prompts", "of each prompt the first item"],
        ]}
        value={recipe.dedup}
        onChange={(dedup) => set({ dedup })}
      />
      <WordField
        label="Tasks with a known answer"
        description="Planted to check annotators."
        words={[
          ["include", "include"],
          ["exclude", "leave out"],
        ]}
        value={recipe.gold}
        onChange={(gold) => set({ gold })}
      />
    </>
  );
}

function SplitFields({ recipe, set }: RecipePartProps) {
  const splits = { train: 1, validation: 0, test: 0, ...recipe.splits };
  const setSplit = (next: { validation: number } | { test: number }) => {
    const { validation, test } = { ...splits, ...next };
    set({ splits: { train: Math.round((1 - validation - test) * 1e9) / 1e9, validation, test } });
  };
  return (
    <>
      <ShareField
        label="Validation, % of prompts"
        description={`Train keeps ${Math.round(splits.train * 1000) / 10} %.`}
        max={99}
        onChange={(validation) => setSplit({ validation })}
      />
      <ShareField
        label="Test, % of prompts"
        description="Rows that share a prompt stay together."
        max={99}
        onChange={(test) => setSplit({ test })}
      />
    </>
  );
}

const dayOf = (typed: string): string | undefined => (typed === "" ? undefined : typed);

/** Whose answers from when, and to which items. */
function AnswerFields({ recipe, set }: RecipePartProps) {
  const setAnswers = (next: WantedRecipe["answers"]) => set({ answers: { ...recipe.answers, ...next } });
  return (
    <>
      <Field label="Answers from" description="First day, UTC. The consensus is fitted anew to the answers that remain.">
        <Input
          type="date"
          value={recipe.answers?.from ?? ""}
          onChange={(event) => setAnswers({ from: dayOf(event.currentTarget.value) })}
        />
      </Field>
      <Field label="Answers to" description="Last day, UTC.">
        <Input type="date" value={recipe.answers?.to ?? ""} onChange={(event) => setAnswers({ to: dayOf(event.currentTarget.value) })} />
      </Field>
      <NamesField
        label="Answers of these alone"
        description="Names of annotators, one a line; empty for all."
        onChange={(annotators) => setAnswers({ annotators })}
      />
      <NamesField
        label="Without the answers of"
        description="Names of annotators, one a line."
        onChange={(exceptAnnotators) => setAnswers({ exceptAnnotators })}
      />
      <NamesField
        label="Items of these sources"
        description="One a line; empty for all."
        onChange={(itemSources) => set({ itemSources })}
      />
    </>
  );
}

/** How the files are packed, what chance they hang on, and how people are named in them. */
function FileFields({ recipe, set, text }: RecipePartProps & Pick<RecipeFieldsProps, "text">) {
  return (
    <>
      {text ? (
        <WordField
          label="Packing"
          description="Of the text files; CSV by gzip."
          words={[
            ["none", "none"],
            ["gzip", "gzip"],
            ["zstd", "zstd"],
          ]}
          value={recipe.compression}
          onChange={(compression) => set({ compression })}
        />
      ) : null}
      <WholeField
        label="Seed"
        description="Of the splits and of the pseudonyms."
        initial={1}
        onChange={(typed) => set({ seed: Number(typed) })}
      />
      <WordField
        label="Names of people"
        description="Wherever they stand."
        words={[
          ["pseudonyms", "pseudonyms"],
          ["names", "as they are"],
        ]}
        value={recipe.annotators}
        onChange={(annotators) => set({ annotators })}
      />
    </>
  );
}
