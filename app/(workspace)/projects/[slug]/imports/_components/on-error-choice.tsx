"use client";

import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import type { OnError } from "@/lib/imports/schema";

const choices: { value: OnError; label: string; description: string }[] = [
  { value: "stop", label: "Import nothing", description: "All rows come in, or none. The report names every bad one." },
  { value: "skip", label: "Leave it out", description: "The other rows come in. The report names those left out." },
];

export function OnErrorChoice({ value, onChange }: { value: OnError; onChange: (value: OnError) => void }) {
  return (
    <RadioGroup legend="When a row cannot be read">
      {choices.map((choice) => (
        <RadioOption
          key={choice.value}
          name="on-error"
          {...choice}
          checked={value === choice.value}
          onChange={() => onChange(choice.value)}
        />
      ))}
    </RadioGroup>
  );
}
