"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

const none = "";

/** One column of the file, or none where that means something. */
export function ColumnSelect({
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
export function ColumnChecks({
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
