"use client";

import { useState } from "react";
import { filterNames } from "@/app/(workspace)/projects/[slug]/items/_components/filter-words";
import type { filterOptions } from "@/app/(workspace)/projects/[slug]/items/_components/filter-words";
import { FiltersDialog } from "@/components/ui/filters-dialog";
import { Select } from "@/components/ui/select";
import { itemFilterSchema } from "@/lib/items/schema";
import type { ItemFilter, ItemQuery } from "@/lib/items/schema";

type Options = ReturnType<typeof filterOptions>;
type Key = keyof Options;
type Props = {
  query: ItemQuery;
  options: Options;
  fetching: boolean;
  problem: string | null;
  onApply: (filter: Partial<ItemFilter>) => void;
  onClose: () => void;
};

const parts: { title: string; keys: Key[] }[] = [
  { title: "Answers", keys: ["state", "answers", "agreement", "label", "annotator", "campaign"] },
  { title: "Models and attention", keys: ["model", "flagged", "discussed"] },
  { title: "What it is", keys: ["tag", "source", "import"] },
];

/** All filters at once; each is one choice, and "any" is none. */
export function FilterDialog({ query, options, fetching, problem, onApply, onClose }: Props) {
  const [chosen, setChosen] = useState<Record<string, string>>(() =>
    Object.fromEntries(Object.entries(query).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : []))),
  );
  const keys = parts.flatMap((part) => part.keys);
  const apply = (values: Record<string, string>): void => {
    const { q: _q, ...filter } = itemFilterSchema.parse(Object.fromEntries(keys.map((key) => [key, values[key] || undefined])));
    onApply(Object.fromEntries(keys.map((key) => [key, filter[key]])));
  };
  return (
    <FiltersDialog
      title="Filter the items"
      description="An item is shown where all of these hold."
      confirmLabel="Show these items"
      wide
      onApply={() => apply(chosen)}
      onClear={() => apply({})}
      onClose={onClose}
    >
      {problem ? <p role="alert">{problem}</p> : null}
      {parts.map((part) => (
        <fieldset key={part.title} className="border-t border-rule pt-3 first:border-t-0 first:pt-0">
          <legend className="sr-only">{part.title}</legend>
          <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2 md:grid-cols-3">
            {part.keys.map((key) => {
              const value = chosen[key] ?? "";
              const known = options[key].some((option) => option.value === value);
              return (
                <div key={key} className="grid gap-1">
                  <label htmlFor={`filter-${key}`} className="text-12 font-medium first-letter:uppercase">
                    {filterNames[key]}
                  </label>
                  <Select
                    id={`filter-${key}`}
                    autoFocus={key === keys[0]}
                    value={value}
                    disabled={options[key].length === 0 && value === ""}
                    onChange={(event) => setChosen({ ...chosen, [key]: event.target.value })}
                  >
                    <option value="">{options[key].length === 0 ? (fetching ? "Fetching" : "nothing to choose") : "any"}</option>
                    {value !== "" && !known ? <option value={value}>{value}</option> : null}
                    {options[key].map((option) => (
                      <option key={option.value} value={option.value}>
                        {option.label}
                      </option>
                    ))}
                  </Select>
                </div>
              );
            })}
          </div>
        </fieldset>
      ))}
    </FiltersDialog>
  );
}
