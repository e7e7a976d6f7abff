import { Check, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type Tone = "neutral" | "quiet" | "good" | "bad";

const tones: Record<Tone, string> = {
  neutral: "text-ink",
  quiet: "text-ink-3",
  good: "font-medium text-accent",
  bad: "font-medium text-bad",
};

/** A state in words. Good and bad carry a sign, so that colour is never alone. */
export function StateText({ tone = "neutral", children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span className={cn("inline-flex items-baseline gap-1.5 whitespace-nowrap", tones[tone], className)}>
      {tone === "bad" ? <TriangleAlert className="size-3.5 shrink-0 self-center" aria-hidden="true" /> : null}
      {tone === "good" ? <Check className="size-3.5 shrink-0 self-center" aria-hidden="true" /> : null}
      {children}
    </span>
  );
}

const outlines: Record<Tone, string> = {
  neutral: "border-rule-2 text-ink-2",
  quiet: "border-rule text-ink-3",
  good: "border-accent-line bg-accent-wash text-accent",
  bad: "border-bad bg-bad-wash text-bad",
};

/** A small label on an object: a tag, a role, a version. */
export function Badge({ tone = "neutral", children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 rounded-control border px-1.5 text-11 font-medium whitespace-nowrap",
        outlines[tone],
        className,
      )}
    >
      {tone === "bad" ? <TriangleAlert className="size-3 shrink-0" aria-hidden="true" /> : null}
      {children}
    </span>
  );
}
