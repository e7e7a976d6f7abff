"use client";

import { ColumnChecks, ColumnSelect } from "@/app/(workspace)/projects/[slug]/imports/_components/column-controls";
import { RankFields } from "@/app/(workspace)/projects/[slug]/imports/_components/rank-fields";
import { ScaleEnds } from "@/app/(workspace)/projects/[slug]/imports/_components/scale-ends";
import { SideWords } from "@/app/(workspace)/projects/[slug]/imports/_components/side-words";
import { VoteFields } from "@/app/(workspace)/projects/[slug]/imports/_components/vote-fields";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { compares, mostAspects } from "@/lib/imports/mapping-schema";
import type { Mapping } from "@/lib/imports/mapping-schema";

type SetMapping = (change: Partial<Mapping>) => void;
type Part = { columns: string[]; mapping: Mapping; set: SetMapping };
type Props = { columns: string[]; mapping: Mapping; onChange: (mapping: Mapping) => void };

const kindsOfAnnotator: { value: Mapping["annotatorKind"]; label: string }[] = [
  { value: "human", label: "people" },
  { value: "lm", label: "a language model" },
  { value: "gold", label: "a known answer" },
];

/** Which column is what. */
export function MappingFields({ columns, mapping, onChange }: Props) {
  const set: SetMapping = (change) => onChange({ ...mapping, ...change });
  const response = (index: number, column: string | null) => {
    if (column === null && index === 0) return;
    const responses = [...mapping.responses.slice(0, index), ...(column === null ? [] : [column, ...mapping.responses.slice(index + 1)])];
    // A lone response is rated and two are chosen between: what was said of the one form has no meaning in the other.
    const answers =
      responses.length === mapping.responses.length ? {} : { choice: null, aspects: [], ranks: [], votes: [], ratings: [], scale: null };
    set({ responses, models: responses.map((_, i) => mapping.models[i] ?? null), ...answers });
  };
  const model = (index: number, column: string | null) => {
    const models = mapping.responses.map((_, i) => mapping.models[i] ?? null);
    models[index] = column;
    set({ models });
  };
  const second = mapping.responses[1] ?? null;
  const labelled = mapping.chosenFirst || compares(mapping) || mapping.ranks.length + mapping.votes.length + mapping.ratings.length > 0;
  const lone = mapping.responses.length === 1;
  const rated = mapping.ratings.map(({ columns: [first] }) => first ?? "");
  return (
    <div className="grid grid-cols-1 items-start gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
      <ColumnSelect
        label="Prompt"
        columns={columns}
        value={mapping.prompt}
        empty={mapping.chosenFirst ? "inside the two conversations" : "no prompt"}
        onChange={(prompt) => set({ prompt })}
      />
      <ColumnSelect
        label="More of the prompt"
        columns={columns}
        value={mapping.context}
        empty="nothing more"
        onChange={(context) => set({ context })}
      />
      <ColumnSelect
        label="System message"
        columns={columns}
        value={mapping.system}
        empty="no column of its own"
        onChange={(system) => set({ system })}
      />
      <ColumnSelect
        label={mapping.chosenFirst ? "Preferred response" : "First response"}
        columns={columns}
        value={mapping.responses[0] ?? null}
        onChange={(column) => response(0, column)}
      />
      <ColumnSelect
        label={mapping.chosenFirst ? "Other response" : "Second response"}
        columns={columns}
        value={second}
        {...(mapping.chosenFirst ? {} : { empty: "none: one response is rated" })}
        onChange={(column) => response(1, column)}
      />
      <ColumnSelect
        label="Row id"
        columns={columns}
        value={mapping.id}
        empty="none: rows are told apart by content"
        onChange={(id) => set({ id })}
      />
      <ColumnSelect
        label="First model"
        columns={columns}
        value={mapping.models[0] ?? null}
        empty="not named"
        onChange={(c) => model(0, c)}
      />
      <ColumnSelect
        label="Second model"
        columns={columns}
        value={mapping.models[1] ?? null}
        empty="not named"
        onChange={(c) => model(1, c)}
      />
      {mapping.chosenFirst || lone ? null : <ChoiceFields columns={columns} mapping={mapping} set={set} />}
      {labelled ? <AnnotatorFields columns={columns} mapping={mapping} set={set} /> : null}
      {mapping.chosenFirst ? null : (
        <ColumnChecks
          legend="Columns that hold one annotator’s answers each, under the annotator’s name"
          columns={columns}
          chosen={mapping.raters}
          onChange={(raters) => set({ raters, ratersOutOf: null, choiceBase: null })}
        />
      )}
      {lone || mapping.chosenFirst ? null : (
        <ColumnChecks
          legend="Columns that each say which response is better by one aspect"
          columns={columns}
          chosen={mapping.aspects.map(({ column }) => column)}
          onChange={(chosen) => set({ aspects: aspectsOf(chosen, mapping.aspects), choiceBase: null })}
        />
      )}
      {lone ? (
        <ColumnChecks
          legend="Columns that rate the response"
          columns={columns}
          chosen={rated}
          onChange={(chosen) => set({ ratings: ratingsOf(chosen, mapping.ratings) })}
        />
      ) : null}
      <Checkbox
        className="sm:col-span-2 lg:col-span-4"
        label="The first response column is the preferred one in every row"
        description="Which of the two then stands first is drawn from the row's content, so that the place says nothing."
        checked={mapping.chosenFirst}
        disabled={mapping.responses.length !== 2}
        onChange={(event) => set({ chosenFirst: event.target.checked, ...(event.target.checked ? { ranks: [], votes: [] } : {}) })}
      />
    </div>
  );
}

const bases = [0, 1] as const;
const usualScale: NonNullable<Mapping["scale"]> = [-2, 2];

/** Aspects keep the names that they have; others are called as their columns are. */
const aspectsOf = (chosen: string[], known: Mapping["aspects"]): Mapping["aspects"] =>
  chosen.slice(0, mostAspects).map((column) => known.find((aspect) => aspect.column === column) ?? { name: column.slice(0, 60), column });

/** Ratings stay as they are read; others are called as their columns are. */
const ratingsOf = (chosen: string[], known: Mapping["ratings"]): Mapping["ratings"] =>
  chosen.map(
    (column) =>
      known.find(({ columns: [own] }) => own === column) ?? {
        name: column.slice(0, 60),
        columns: [column],
        outOf: null,
        approval: false,
        words: {},
      },
  );

/** Which of two responses was chosen, and in what words the file says so. */
function ChoiceFields({ columns, mapping, set }: Part) {
  return (
    <>
      <ColumnSelect
        label="Choice"
        columns={columns}
        value={mapping.choice}
        empty="no labels in this file"
        onChange={(choice) => set({ choice, ranks: [], words: {}, choiceBase: null })}
      />
      {compares(mapping) ? (
        <Field label="Numbers for a side count from" required>
          <Select
            value={mapping.scale === null ? String(mapping.choiceBase) : "scale"}
            onChange={({ target: { value } }) =>
              set({
                choiceBase: bases.find((base) => String(base) === value) ?? null,
                zeroIsTie: true,
                scale: value === "scale" ? usualScale : null,
              })
            }
          >
            <option value="null">not known: rows with numbers are refused</option>
            <option value="0">0 (the first response is 0)</option>
            <option value="1">1 (the first response is 1)</option>
            {mapping.responses.length === 2 ? <option value="scale">neither: they are places on a scale</option> : null}
          </Select>
        </Field>
      ) : null}
      {mapping.scale === null ? null : <ScaleEnds scale={mapping.scale} onChange={(scale) => set({ scale })} />}
      {mapping.responses.length === 2 ? <VoteFields columns={columns} votes={mapping.votes} onChange={(votes) => set({ votes })} /> : null}
      <RankFields
        columns={columns}
        responses={mapping.responses}
        ranks={mapping.ranks}
        onChange={(ranks) => set(ranks.length > 0 ? { ranks, choice: null } : { ranks })}
      />
      {compares(mapping) ? <SideWords words={mapping.words} onChange={(words) => set({ words })} /> : null}
    </>
  );
}

/** Whose labels they are. */
function AnnotatorFields({ columns, mapping, set }: Part) {
  return (
    <>
      <ColumnSelect
        label="Annotator"
        columns={columns}
        value={mapping.annotator}
        empty={`one for the whole file: “${mapping.annotatorName}”`}
        onChange={(annotator) => set({ annotator })}
      />
      <ColumnSelect label="Reasons" columns={columns} value={mapping.rationale} empty="none" onChange={(rationale) => set({ rationale })} />
      <Field label="Labels are by" required>
        <Select
          value={mapping.annotatorKind}
          onChange={(event) => {
            const kind = kindsOfAnnotator.find((candidate) => candidate.value === event.target.value);
            if (kind) set({ annotatorKind: kind.value });
          }}
        >
          {kindsOfAnnotator.map((kind) => (
            <option key={kind.value} value={kind.value}>
              {kind.label}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
