import { Fragment } from "react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface DefinitionListProps {
  items: readonly { term: ReactNode; value: ReactNode; key?: string }[];
  /** Values at the right, as in a bill. */
  bill?: boolean;
  className?: string;
}

/** Facts about one thing, on hairlines. */
export function DefinitionList({ items, bill = false, className }: DefinitionListProps) {
  return (
    <dl className={cn("grid", bill ? "grid-cols-[1fr_fit-content(68%)]" : "grid-cols-[minmax(112px,auto)_minmax(0,1fr)]", className)}>
      {items.map((item, index) => (
        <Fragment key={item.key ?? index}>
          <dt className="border-b border-rule py-1 pr-4 text-ink-2">{item.term}</dt>
          <dd className={cn("num border-b border-rule py-1", bill && "text-right font-medium wrap-anywhere")}>{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
