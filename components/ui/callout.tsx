import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface CalloutProps {
  tone?: "info" | "good" | "bad";
  /** What happened. */
  title: ReactNode;
  /** What is safe and what to do. */
  children?: ReactNode;
  actions?: ReactNode;
  /** Announced at once when it appears. */
  live?: boolean;
  className?: string;
}

const edges = { info: "border-rule-3", good: "border-accent", bad: "border-bad" };
const signs = { info: Info, good: CircleCheck, bad: TriangleAlert };
const inks = { info: "text-ink-2", good: "text-accent", bad: "text-bad" };

/** What happened, what is safe, what to do. */
export function Callout({ tone = "info", title, children, actions, live = false, className }: CalloutProps) {
  const Sign = signs[tone];
  return (
    <div
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
      className={cn(
        "grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-3 border-y py-3 md:grid-cols-[auto_minmax(0,1fr)_auto] md:items-center",
        edges[tone],
        className,
      )}
    >
      <Sign className={cn("mt-0.5 size-4 self-start", inks[tone])} aria-hidden="true" />
      <div>
        <p className={cn("font-semibold", tone === "bad" ? "text-bad" : "text-ink")}>{title}</p>
        {children ? <div className="max-w-[84ch] text-ink-2">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2 max-md:col-span-2">{actions}</div> : null}
    </div>
  );
}
