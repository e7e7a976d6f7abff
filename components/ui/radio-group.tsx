import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface RadioGroupProps {
  legend: ReactNode;
  description?: ReactNode;
  hideLegend?: boolean;
  className?: string;
  children: ReactNode;
}

/** A question with one answer; its children are RadioOption elements with the same name. */
export function RadioGroup({ legend, description, hideLegend = false, className, children }: RadioGroupProps) {
  return (
    <fieldset className={cn("grid gap-0.5", className)}>
      <legend className={hideLegend ? "sr-only" : "mb-1 text-12 font-medium"}>{legend}</legend>
      {description ? <p className="mb-1 text-12 text-ink-2">{description}</p> : null}
      {children}
    </fieldset>
  );
}

export interface RadioOptionProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
  description?: ReactNode;
}

export function RadioOption({ label, description, className, ...rest }: RadioOptionProps) {
  return (
    <label className={cn("flex min-h-7 items-start gap-2 py-1 max-md:min-h-11 max-md:py-3", className)}>
      <input
        type="radio"
        {...rest}
        className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-rule-3 bg-raise transition-colors checked:border-[5px] checked:border-accent hover:border-ink-3 checked:hover:border-accent disabled:opacity-55"
      />
      <span className="min-w-0">
        {label}
        {description ? <span className="block text-12 text-ink-2">{description}</span> : null}
      </span>
    </label>
  );
}
