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

/** Figures in a row to come, each under its name. */
export function SkeletonStats({ count = 4, className }: { count?: number; className?: string }) {
  const words = useOwnWords();
  return (
    <div role="status" aria-label={words.loading} className={cn("mb-8 grid gap-6 sm:grid-cols-2 lg:grid-cols-4", className)}>
      {Array.from({ length: count }, (_, place) => (
        <div key={place} className="grid gap-2">
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-6 w-20" />
        </div>
      ))}
    </div>
  );
}

/** Fields of a form to come, each under its label. */
export function SkeletonForm({ fields = 4, className }: { fields?: number; className?: string }) {
  const words = useOwnWords();
  return (
    <div role="status" aria-label={words.loading} className={cn("grid max-w-[480px] gap-4", className)}>
      {Array.from({ length: fields }, (_, place) => (
        <div key={place} className="grid gap-2">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-8 rounded-control" />
        </div>
      ))}
    </div>
  );
}
