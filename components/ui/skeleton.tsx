"use client";

import { useOwnWords } from "@/components/ui/locale";
import { cn } from "@/lib/cn";

/** A quiet stand-in with the size of what will come. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("block h-4 animate-breathe rounded-mark bg-rule", className)} />;
}

/** Lines of text to come; the last is shorter. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  const words = useOwnWords();
  return (
    <span role="status" aria-label={words.loading} className={cn("grid gap-2", className)}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={line === lines - 1 ? "w-3/5" : "w-full"} />
      ))}
    </span>
  );
}

/** Table rows to come, at the height of table rows. */
export function SkeletonRows({ rows = 8, className }: { rows?: number; className?: string }) {
  const words = useOwnWords();
  return (
    <div role="status" aria-label={words.loading} className={className}>
      <div className="h-[22px] border-b border-rule-3" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-7 items-center gap-6 border-b border-rule">
          <Skeleton className="h-3 grow" />
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3 w-12" />
        </div>
      ))}
    </div>
  );
}
