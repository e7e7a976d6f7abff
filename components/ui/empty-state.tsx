import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface EmptyStateProps {
  title: string;
  /** One sentence: what will be here, and what makes it come. */
  children: ReactNode;
  /** One verb. */
  action?: ReactNode;
  className?: string;
}

/** Nothing here yet, and what to do about it. No picture: a sentence in the reading face carries it. */
export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("grid max-w-[60ch] justify-items-start gap-2 border-l border-rule-3 py-1 pl-5", className)}>
      <h2>{title}</h2>
      <p className="font-read text-16 text-ink-2">{children}</p>
      {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
