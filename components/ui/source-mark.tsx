import { cn } from "@/lib/cn";

export type Source = "person" | "model";

/** Who answered: a dot is a person, a square is a model. Give `label={null}` where words beside it already say so. */
export function SourceMark({ source, label, className }: { source: Source; label?: string | null; className?: string }) {
  const name = label === undefined ? source : label;
  return (
    <span
      className={cn(
        "inline-block shrink-0 forced-color-adjust-none",
        source === "person" ? "size-2 rounded-full bg-person" : "mx-[0.5px] size-[7px] bg-model",
        className,
      )}
      role={name === null ? undefined : "img"}
      aria-label={name ?? undefined}
      aria-hidden={name === null ? true : undefined}
      title={name ?? undefined}
    />
  );
}
