import { formatFigure } from "@/components/ui/figure-format";

export interface ShareBarProps {
  label: string;
  parts: readonly { key: string; label: string; source: "person" | "model"; value: number }[];
}

/** One bar parted between people (ink) and models (grey), with a gap between the arms. */
export function ShareBar({ label, parts }: ShareBarProps) {
  const total = parts.reduce((sum, part) => sum + part.value, 0) || 1;
  let ofPeople = 0;
  return (
    <div
      role="img"
      aria-label={`${label}: ${parts.map((part) => `${part.label} ${formatFigure(part.value / total, "percent", 0)} %`).join(", ")}`}
      className="my-1 flex h-2.5 gap-0.5 forced-color-adjust-none"
    >
      {parts.map((part) => {
        // Several arms of people: each a tone lighter than the one before.
        const tone =
          part.source === "person"
            ? `color-mix(in srgb, var(--person) ${100 - 35 * ofPeople++}%, var(--paper))`
            : "color-mix(in srgb, var(--model) 60%, var(--paper))";
        return <span key={part.key} title={part.label} style={{ width: `${(part.value / total) * 100}%`, backgroundColor: tone }} />;
      })}
    </div>
  );
}
