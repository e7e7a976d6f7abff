"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  /** in the order shown */
  shown: string[];
  /** fields that the items to try have */
  known: string[];
  problem: string | undefined;
  onChange: (shown: string[]) => void;
};

/** Which fields of an item's metadata annotators see beside the prompt. */
export function ShownMetaEditor({ shown, known, problem, onChange }: Props) {
  const [name, setName] = useState("");
  const fields = [...new Set([...known, ...shown])];
  const add = () => {
    const wanted = name.trim();
    if (wanted === "") return;
    onChange([...new Set([...shown, wanted])]);
    setName("");
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-4 border-t border-rule pt-4">
      <legend className="sr-only">Metadata in sight</legend>
      <div>
        <h2>Metadata in sight</h2>
        <p className="mt-1 text-ink-2">
          Annotators see the fields ticked here under the prompt, in the order of ticking, and nothing else of an item’s metadata. Leave out
          what gives an answer away, such as models, labels and ratings.
        </p>
      </div>
      {fields.length > 0 ? (
        <div role="group" aria-label="Fields" className="flex flex-wrap gap-x-5 gap-y-2">
          {fields.map((field) => (
            <Checkbox
              key={field}
              label={<bdi className="[overflow-wrap:anywhere]">{field}</bdi>}
              checked={shown.includes(field)}
              onChange={(event) => onChange(event.target.checked ? [...shown, field] : shown.filter((one) => one !== field))}
            />
          ))}
        </div>
      ) : null}
      <div className="flex items-end gap-2">
        <div className="min-w-0 grow">
          <Field label="Another field" error={problem}>
            <Input
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
          </Field>
        </div>
        <Button disabled={name.trim() === ""} onClick={add}>
          Show it
        </Button>
      </div>
    </fieldset>
  );
}
