"use client";

import { ColumnChecks, ColumnSelect } from "@/app/(workspace)/projects/[slug]/imports/_components/column-controls";
import { SideWords } from "@/app/(workspace)/projects/[slug]/imports/_components/side-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
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
    const answers = responses.length === mapping.responses.length ? {} : { choice: null, ratings: [] };
    set({ responses, models: responses.map((_, i) => mapping.models[i] ?? null), ...answers });
  };
  const model = (index: number, column: string | null) => {
    const models = mapping.responses.map((_, i) => mapping.models[i] ?? null);
    models[index] = column;
    set({ models });
  };
  const second = mapping.responses[1] ?? null;
  const labelled = mapping.chosenFirst || mapping.choice !== null || mapping.raters.length > 0 || mapping.ratings.length > 0;
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
          onChange={(raters) => set({ raters })}
        />
      )}
      {lone ? (
        <ColumnChecks
          legend="Columns that rate the response"
          columns={columns}
          chosen={rated}
          onChange={(chosen) => set({ ratings: chosen.map((column) => ({ name: column.slice(0, 60), columns: [column] })) })}
        />
      ) : null}
      <Checkbox
        className="sm:col-span-2 lg:col-span-4"
        label="The first response column is the preferred one in every row"
        description="Which of the two then stands first is drawn from the row's content, so that the place says nothing."
        checked={mapping.chosenFirst}
        disabled={mapping.responses.length !== 2}
        onChange={(event) => set({ chosenFirst: event.target.checked })}
      />
    </div>
  );
}

const bases = [0, 1] as const;

/** Which of two responses was chosen, and in what words the file says so. */
function ChoiceFields({ columns, mapping, set }: Part) {
  return (
    <>
      <ColumnSelect
        label="Choice"
        columns={columns}
        value={mapping.choice}
        empty="no labels in this file"
        onChange={(choice) => set({ choice })}
      />
      {mapping.choice === null && mapping.raters.length === 0 ? null : (
        <Field label="Numbers for a side count from" required>
          <Select
            value={String(mapping.choiceBase)}
            onChange={(event) => set({ choiceBase: bases.find((base) => String(base) === event.target.value) ?? null })}
          >
            <option value="null">not known: rows with numbers are refused</option>
            <option value="0">0 (the first response is 0)</option>
            <option value="1">1 (the first response is 1)</option>
          </Select>
        </Field>
      )}
      {mapping.choice === null && mapping.raters.length === 0 ? null : (
        <SideWords words={mapping.words} onChange={(words) => set({ words })} />
      )}
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
