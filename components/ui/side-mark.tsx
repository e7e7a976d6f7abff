import { cn } from "@/lib/cn";

export type Side = "A" | "B";

const sides: Record<Side, string> = {
  A: "bg-a text-on-a",
  B: "text-b-ink shadow-[inset_0_0_0_1.5px_var(--b)]",
};

/** The tile of a side: A filled, B outlined, so that they differ in grey as well. */
export function SideMark({ side, size = "md", className }: { side: Side; size?: "sm" | "md"; className?: string }) {
  return (
    <span
      className={cn(
        "inline-grid shrink-0 place-items-center rounded-mark align-middle leading-none font-semibold forced-color-adjust-none",
        size === "md" ? "size-5 text-12" : "size-4 text-[0.65625rem]",
        sides[side],
        className,
      )}
    >
      {side}
    </span>
  );
}

/** A neutral letter tile (K to N) for rankings, where no side is meant. */
export function LetterMark({ letter }: { letter: string }) {
  return (
    <span className="inline-grid size-5 shrink-0 place-items-center rounded-mark align-middle text-12 leading-none font-semibold shadow-[inset_0_0_0_1px_var(--rule-3)]">
      {letter}
    </span>
  );
}
