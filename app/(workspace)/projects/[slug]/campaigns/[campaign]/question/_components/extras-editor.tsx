"use client";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Extra } from "@/lib/extras/schema";

const types = { critique: "a critique", rewrite: "a better text, rewritten" } as const;
const abouts = { item: "the item", response: "each response" } as const;

const freshName = (type: Extra["type"], taken: string[]): string => {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? type : `${type}_${n}`;
    if (!taken.includes(name)) return name;
  }
};

/** Critiques and rewrites asked beside the question. */
export function ExtrasEditor({ extras, onChange }: { extras: Extra[]; onChange: (extras: Extra[]) => void }) {
  const change = (index: number, next: Partial<Extra>) =>
    onChange(extras.map((extra, at) => (at === index ? { ...extra, ...next } : extra)));
  const add = (type: Extra["type"]) =>
    onChange([
      ...extras,
      {
        name: freshName(
          type,
          extras.map((extra) => extra.name),
        ),
        title: type === "critique" ? "What is wrong with it?" : "Write it as it should be",
        help: "",
        type,
        about: "response",
        required: false,
        minChars: 0,
      },
    ]);
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-4 border-t border-rule pt-4">
      <legend className="sr-only">Beside the question</legend>
      <div>
        <h2>Beside the question</h2>
        <p className="mt-1 text-ink-2">Free text of the annotator: critiques, and rewrites that become demonstrations and preferences.</p>
      </div>
      {extras.map((extra, index) => (
        <div key={extra.name} className="grid gap-2 border-l border-rule-2 pl-3">
          <Field label="Asked as" required>
            <Input maxLength={200} value={extra.title} onChange={(event) => change(index, { title: event.target.value })} />
          </Field>
          <div className="grid grid-cols-[1fr_1fr_110px_auto] items-end gap-3 max-md:grid-cols-1">
            <Field label="Wanted" required>
              <Select
                value={extra.type}
                onChange={(event) => change(index, { type: event.target.value === "rewrite" ? "rewrite" : "critique" })}
              >
                {Object.entries(types).map(([type, words]) => (
                  <option key={type} value={type}>
                    {words}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="About" required>
              <Select
                value={extra.about}
                onChange={(event) => change(index, { about: event.target.value === "item" ? "item" : "response" })}
              >
                {Object.entries(abouts).map(([about, words]) => (
                  <option key={about} value={about}>
                    {words}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="Characters at least" required>
              <Input
                type="number"
                min={0}
                value={String(extra.minChars)}
                onChange={(event) => change(index, { minChars: Number(event.target.value) })}
              />
            </Field>
            <Button variant="quiet" onClick={() => onChange(extras.filter((_, at) => at !== index))}>
              Remove
            </Button>
          </div>
          <Checkbox
            label="Must be written"
            checked={extra.required}
            onChange={(event) => change(index, { required: event.target.checked })}
          />
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => add("critique")}>
          Ask for a critique
        </Button>
        <Button size="sm" onClick={() => add("rewrite")}>
          Ask for a rewrite
        </Button>
      </div>
    </fieldset>
  );
}
