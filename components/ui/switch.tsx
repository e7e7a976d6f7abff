import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "role"> {
  label: ReactNode;
  description?: ReactNode;
}

/** Takes effect at once. Where a form is sent later, use a checkbox. */
export function Switch({ label, description, className, ...rest }: SwitchProps) {
  return (
    <label className={cn("flex min-h-7 items-start gap-2.5 py-1 max-md:min-h-11 max-md:py-3", className)}>
      <input
        type="checkbox"
        role="switch"
        {...rest}
        className="relative mt-0.5 h-4 w-7 shrink-0 appearance-none rounded-full border border-rule-3 bg-sunk transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-2.5 before:rounded-full before:bg-ink-3 before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-3 checked:before:bg-on-accent disabled:opacity-55"
      />
      <span className="min-w-0">
        {label}
        {description ? <span className="block text-12 text-ink-2">{description}</span> : null}
      </span>
    </label>
  );
}
