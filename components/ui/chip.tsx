"use client";

import { Plus, X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

const base =
  "inline-flex h-6 items-center gap-1.5 rounded-control border border-rule-2 px-2 text-12 whitespace-nowrap text-ink-2 transition-colors hover:border-rule-3 hover:text-ink max-md:h-10 max-md:px-3";

export interface FilterChipProps {
  name: string;
  value: ReactNode;
  onRemove: () => void;
  className?: string;
}

/** A filter in force: its name, its value, and the way to drop it. */
export function FilterChip({ name, value, onRemove, className }: FilterChipProps) {
  return (
    <span className={cn(base, "border-rule-3 pr-0.5", className)}>
      {name} <b className="font-medium text-ink">{value}</b>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Remove the filter ${name}`}
        className="grid size-5 place-items-center rounded-mark text-ink-3 hover:bg-sunk hover:text-ink max-md:size-9"
      >
        <X className="size-3" aria-hidden="true" />
      </button>
    </span>
  );
}

/** The way to more filters, behind the chips of those in force. */
export function AddFilterButton(props: Omit<ComponentProps<"button">, "type" | "className" | "children">) {
  return (
    <button
      type="button"
      className="inline-flex h-6 items-center gap-1 rounded-control border border-dashed border-rule-3 px-2 text-12 text-ink-2 hover:text-ink max-md:h-10 max-md:px-3"
      {...props}
    >
      <Plus className="size-3" aria-hidden="true" /> Filter
    </button>
  );
}

interface ToggleProps extends Omit<ComponentProps<"button">, "type"> {
  pressed: boolean;
}

/** A view switched on or off at once: the small square fills. */
export function Toggle({ pressed, className, children, ...rest }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={cn(
        "inline-flex h-[26px] items-center gap-1.5 rounded-control px-2 text-12 whitespace-nowrap transition-colors hover:text-ink max-md:h-10",
        pressed ? "font-medium text-ink" : "text-ink-3",
        className,
      )}
      {...rest}
    >
      <span
        aria-hidden="true"
        className={cn("size-2 rounded-[1px] border-[1.2px]", pressed ? "border-accent bg-accent" : "border-rule-3")}
      />
      {children}
    </button>
  );
}
