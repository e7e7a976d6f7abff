"use client";

import { SideWords } from "@/app/(workspace)/projects/[slug]/imports/_components/side-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Mapping } from "@/lib/imports/mapping-schema";

type Props = { columns: string[]; mapping: Mapping; onChange: (mapping: Mapping) => void };

const none = "";

function ColumnSelect({
  label,
  description,
  columns,
  value,
  empty,
  onChange,
}: {
  label: string;
  description?: string;
  columns: string[];
  value: string | null;
  /** What no column means; without it one must be chosen. */
  empty?: string;
  onChange: (column: string | null) => void;
}) {
  // A saved reading may lead into a column, by a name that the file itself does not list.
  const offered = value === null || columns.includes(value) ? columns : [...columns, value];
  return (
    <Field label={label} description={description} required={empty === undefined}>
      <Select value={value ?? none} onChange={(event) => onChange(event.target.value === none ? null : event.target.value)}>
        {empty !== undefined || value === null ? <option value={none}>{empty ?? "Choose a column"}</option> : null}
        {offered.map((column) => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Any number of columns; those that are chosen stand in the order of the file. */
function ColumnChecks({
  legend,
  columns,
  chosen,
  onChange,
}: {
  legend: string;
  columns: string[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  return (
    <fieldset className="min-w-0 sm:col-span-2 lg:col-span-4">
      <legend className="mb-1 text-12 font-medium">{legend}</legend>
      <div className="flex max-h-48 flex-wrap gap-x-6 overflow-y-auto">
        {columns.map((column) => (
          <Checkbox
            key={column}
            label={column}
            checked={chosen.includes(column)}
            onChange={(event) => onChange(columns.filter((one) => (one === column ? event.target.checked : chosen.includes(one))))}
          />
        ))}
      </div>
    </fieldset>
  );
}

const kindsOfAnnotator: { value: Mapping["annotatorKind"]; label: string }[] = [
  { value: "human", label: "people" },
  { value: "lm", label: "a language model" },
  { value: "gold", label: "a known answer" },
];

/** Which column is what. */
export function MappingFields({ columns, mapping, onChange }: Props) {
  const set = (change: Partial<Mapping>) => onChange({ ...mapping, ...change });
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
      {mapping.chosenFirst || lone ? null : (
        <>
          <ColumnSelect
            label="Choice"
            columns={columns}
            value={mapping.choice}
            empty="no labels in this file"
            onChange={(choice) => set({ choice })}
          />
          {mapping.choice === null ? null : (
            <Field label="Numbers in it count from" required>
              <Select value={String(mapping.choiceBase)} onChange={(event) => set({ choiceBase: event.target.value === "1" ? 1 : 0 })}>
                <option value="0">0 (the first response is 0)</option>
                <option value="1">1 (the first response is 1)</option>
              </Select>
            </Field>
          )}
          {mapping.choice === null && mapping.raters.length === 0 ? null : (
            <SideWords words={mapping.words} onChange={(words) => set({ words })} />
          )}
        </>
      )}
      {labelled ? (
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
      ) : null}
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
