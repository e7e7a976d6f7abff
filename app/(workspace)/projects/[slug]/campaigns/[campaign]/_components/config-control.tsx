"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { ConfigField } from "@/lib/projects/config-fields";

type Props = { field: ConfigField; text: string; error: string | undefined; onText: (text: string) => void };

/** One setting of a kind; its value travels as JSON text. */
export function ConfigControl({ field, text, error, onText }: Props) {
  switch (field.control) {
    case "switch":
      return <Checkbox label={field.label} checked={text === "true"} onChange={(event) => onText(String(event.target.checked))} />;
    case "choice":
      return (
        <Field label={field.label} required error={error}>
          <Select className="w-40" value={text} onChange={(event) => onText(event.target.value)}>
            {field.options.map((option) => (
              <option key={option} value={JSON.stringify(option)}>
                {option}
              </option>
            ))}
          </Select>
        </Field>
      );
    case "json":
      return (
        <Field label={field.label} required error={error} description="As JSON.">
          <Textarea className="mono text-12" spellCheck={false} value={text} onChange={(event) => onText(event.target.value)} />
        </Field>
      );
  }
}
