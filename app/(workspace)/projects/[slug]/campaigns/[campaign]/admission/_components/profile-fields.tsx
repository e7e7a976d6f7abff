"use client";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { profileTypes } from "@/lib/qualification/schema";
import type { ProfileField } from "@/lib/qualification/schema";

const typeWords: Record<ProfileField["type"], string> = {
  text: "text",
  number: "number",
  one: "one of a list",
  several: "several of a list",
};

const nameOf = (title: string, taken: string[]): string => {
  const base =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^[^a-z]+|_+$/g, "")
      .slice(0, 30) || "field";
  return taken.includes(base) ? `${base}_${taken.length + 1}` : base;
};

const withType = (field: ProfileField, type: ProfileField["type"]): ProfileField => {
  const { name, title, help, required } = field;
  const base = { name, title, help, required };
  if (type === "text" || type === "number") return { ...base, type };
  return { ...base, type, options: "options" in field ? field.options : ["yes", "no"] };
};

export function ProfileFields({ fields, onChange }: { fields: ProfileField[]; onChange: (fields: ProfileField[]) => void }) {
  const change = (index: number, field: ProfileField) => onChange(fields.map((one, at) => (at === index ? field : one)));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-12 font-medium">Profile</legend>
      <p className="text-12 text-ink-2">
        Questions about the person, kept with the annotator. Nobody is made to tell: “I would rather not say” is always offered.
      </p>
      {fields.map((field, index) => (
        <div key={index} className="grid gap-2 border-l border-rule-2 pl-3">
          <div className="grid grid-cols-[minmax(0,1fr)_160px_auto] items-end gap-3 max-md:grid-cols-1">
            <Field label="Question" required>
              <Input
                value={field.title}
                onChange={(event) => {
                  const title = event.target.value;
                  const others = fields.filter((_, at) => at !== index).map((one) => one.name);
                  change(index, { ...field, title, name: nameOf(title, others) });
                }}
              />
            </Field>
            <Field label="Answer" required>
              <Select
                value={field.type}
                onChange={(event) => {
                  const type = profileTypes.find((known) => known === event.target.value);
                  if (type) change(index, withType(field, type));
                }}
              >
                {profileTypes.map((type) => (
                  <option key={type} value={type}>
                    {typeWords[type]}
                  </option>
                ))}
              </Select>
            </Field>
            <Button variant="quiet" onClick={() => onChange(fields.filter((_, at) => at !== index))}>
              Remove
            </Button>
          </div>
          {"options" in field ? (
            <Field label="Options, one a line" required>
              <Textarea
                value={field.options.join("\n")}
                onChange={(event) => change(index, { ...field, options: event.target.value.split("\n") })}
              />
            </Field>
          ) : null}
          <Checkbox
            label="Must be answered"
            checked={field.required}
            onChange={(event) => change(index, { ...field, required: event.target.checked })}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          onClick={() =>
            onChange([
              ...fields,
              {
                type: "text",
                name: nameOf(
                  "",
                  fields.map((field) => field.name),
                ),
                title: "",
                help: "",
                required: false,
              },
            ])
          }
        >
          Add a question
        </Button>
      </div>
    </fieldset>
  );
}
