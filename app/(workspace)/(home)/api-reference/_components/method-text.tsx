import { cn } from "@/lib/cn";

/** Reading is told from writing by weight, not by colour alone. */
export function MethodText({ method, className }: { method: string; className?: string }) {
  return (
    <span
      className={cn(
        "mono text-11",
        method === "GET" ? "text-ink-3" : method === "DELETE" ? "font-semibold text-bad" : "font-semibold text-accent",
        className,
      )}
    >
      {method}
    </span>
  );
}
