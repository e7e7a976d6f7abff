import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
  description?: ReactNode;
}

const box =
  "peer col-start-1 row-start-1 size-4 appearance-none rounded-mark border border-rule-3 bg-raise transition-colors hover:border-ink-3 " +
  "checked:border-accent checked:bg-accent disabled:opacity-55 indeterminate:border-accent indeterminate:bg-accent";

/** A choice that stands by itself; the whole line is the target. */
export function Checkbox({ label, description, className, ...rest }: CheckboxProps) {
  return (
    <label className={cn("flex min-h-7 items-start gap-2 py-1 max-md:min-h-11 max-md:py-3", className)}>
      <span className="mt-0.5 grid shrink-0">
        <input type="checkbox" {...rest} className={box} />
        <svg
          viewBox="0 0 16 16"
          className="pointer-events-none invisible col-start-1 row-start-1 size-4 fill-none stroke-on-accent stroke-2 peer-checked:visible"
          aria-hidden="true"
        >
          <path d="m4 8.3 2.6 2.7L12 5.2" />
        </svg>
      </span>
      <span className="min-w-0">
        {label}
        {description ? <span className="block text-12 text-ink-2">{description}</span> : null}
      </span>
    </label>
  );
}
