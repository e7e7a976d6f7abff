"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";

type Change = { note: string; keepCounting: boolean };

/** The question has answers: a change of it makes the next version, and whoever makes it says what it means for them. */
export function QuestionChange({ change, version, onChange }: { change: Change; version: number; onChange: (change: Change) => void }) {
  return (
    <fieldset className="grid gap-3 border-l-2 border-rule-3 pl-4">
      <legend className="sr-only">If the question changes</legend>
      <p className="text-ink-2">
        This campaign has answers. Changing its question, or what is asked beside it, makes version {version}; answers keep the version that
        they were given under.
      </p>
      <Field label="What changes" description="In a line. Leave it empty where the question stays as it is.">
        <Input maxLength={500} value={change.note} onChange={(event) => onChange({ ...change, note: event.target.value })} />
      </Field>
      <RadioGroup legend="The answers so far">
        <RadioOption
          name="keep"
          label="are kept and no longer counted"
          description="The question means something else now. Others can be asked in their place, on People."
          checked={!change.keepCounting}
          onChange={() => onChange({ ...change, keepCounting: false })}
        />
        <RadioOption
          name="keep"
          label="count on"
          description="Only the wording or the help is better."
          checked={change.keepCounting}
          onChange={() => onChange({ ...change, keepCounting: true })}
        />
      </RadioGroup>
    </fieldset>
  );
}
