"use client";

import { Field } from "@/components/ui/field";
import type { FieldProps } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface NumberFieldProps extends Omit<FieldProps, "children"> {
  /** As it was typed: an empty field is no zero. */
  value: string;
  onChange: (value: string) => void;
  min?: number;
  max?: number;
  step?: string;
  placeholder?: string;
}

export function NumberField({ value, onChange, min, max, step, placeholder, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      <Input
        type="number"
        inputMode={step === "any" ? "decimal" : "numeric"}
        min={min}
        max={max}
        step={step}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
