import { cn } from "@/lib/cn";

const count = new Intl.NumberFormat("en");

/** "about 40 s", "about 6 min", "about 3 h": never finer than what one can know. */
export function formatWait(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}

/** Large counts of kilobytes in megabytes: 1.2 of 9.9 MB is read at a glance. */
const scaleOf = (unit: string | undefined, most: number): { by: number; unit: string | undefined } =>
  unit === "kB" && most >= 1_000 ? { by: 1_000, unit: "MB" } : { by: 1, unit };

const short = (value: number): string => count.format(Number(value.toPrecision(3)));

export interface ProgressBarProps {
  label: string;
  /** How much is done; with `max` unknown give null and the bar only says that work goes on. */
  value: number;
  max: number | null;
  /** What is counted: "rows", "comparisons"; "%" where `max` is 100 and nothing is counted. */
  unit?: string;
  /** Units a second, as measured, told where the unit is; the time left is derived from it. */
  ratePerSecond?: number | null;
  /** A state in words that takes the place of rate and time left: "cancelling". */
  note?: string;
  className?: string;
}

/** Progress with its numbers: "1,204 of 9,876 rows · 312 rows a second · about 28 s left". */
export function ProgressBar({ label, value, max, unit, ratePerSecond, note, className }: ProgressBarProps) {
  const scale = scaleOf(unit, max ?? value);
  const shown = (amount: number): string => (scale.by === 1 ? count.format(amount) : short(amount / scale.by));
  const percent = unit === "%";
  const counted = [max === null || percent ? shown(value) : `${shown(value)} of ${shown(max)}`, scale.unit ?? ""].join(" ").trim();
  // Nothing of nobody knows how much: the words below the bar say what is waited for.
  const parts = max === null && value === 0 ? [] : [counted];
  if (note) parts.push(note);
  else if (ratePerSecond && ratePerSecond > 0) {
    if (scale.unit && !percent) parts.push(`${short(ratePerSecond / scale.by)} ${scale.unit} a second`);
    if (max !== null && value < max) parts.push(`${formatWait((max - value) / ratePerSecond)} left`);
  }
  const text = parts.join(" · ");
  const share = max === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <div className={cn("grid gap-1.5", className)}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-12">
        <span className="font-medium">{label}</span>
        <span className="num text-ink-2">{text}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max ?? undefined}
        aria-valuenow={share === null ? undefined : value}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-sunk shadow-[inset_0_0_0_1px_var(--rule-2)]"
      >
        <div
          className={cn("h-full rounded-full bg-accent transition-[width]", share === null && "w-full animate-breathe opacity-25")}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
