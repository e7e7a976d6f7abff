"use client";

import { useRef } from "react";
import { formatFigure } from "@/components/ui/figure-format";

export interface BudgetDialProps {
  label: string;
  /** Micro-dollars to be spent; zero at the top, all at the bottom. */
  valueMicros: number;
  maxMicros: number;
  stepMicros: number;
  /** What the budget buys, in words beside the bob: "34.5 %". */
  shareText: string;
  /** The other scale: where on the money scale each share lies. */
  shareTicks: readonly { micros: number; label: string }[];
  /** What the ledger still allows; below it the track is hatched. */
  limitMicros?: number;
  onChange: (micros: number) => void;
  /** Called when the hand is taken off, for what is dear to compute. */
  onCommit?: (micros: number) => void;
  disabled?: boolean;
}

const top = 14;
const bottom = 306;

/** The budget hangs on the plumb line: money at the left, the share of people at the right. Arrows step, Page keys leap ten steps. */
export function BudgetDial(props: BudgetDialProps) {
  const { label, valueMicros, maxMicros, stepMicros, shareText, shareTicks, limitMicros, onChange, onCommit, disabled = false } = props;
  const track = useRef<SVGSVGElement>(null);
  const y = (micros: number) => top + (Math.min(maxMicros, Math.max(0, micros)) / Math.max(1, maxMicros)) * (bottom - top);
  const clamp = (micros: number) => Math.min(maxMicros, Math.max(0, Math.round(micros / stepMicros) * stepMicros));
  const tick = niceStep(maxMicros / 6);
  const ticks = Array.from({ length: Math.floor(maxMicros / tick) + 1 }, (_, index) => index * tick);
  const at = y(valueMicros);
  // The handles say the value themselves: a tick's words that would peep out from under them are left out.
  const covered = (micros: number) => Math.abs(y(micros) - at) < 20;

  function fromPointer(event: React.PointerEvent): number | null {
    const svg = track.current;
    if (!svg) return null;
    const bounds = svg.getBoundingClientRect();
    const place = ((event.clientY - bounds.top) / bounds.height) * 330;
    return clamp(((place - top) / (bottom - top)) * maxMicros);
  }

  function onKeyDown(event: React.KeyboardEvent) {
    const next = afterKey(event.key, valueMicros, stepMicros, maxMicros);
    if (next === null || disabled) return;
    event.preventDefault();
    const micros = clamp(next);
    onChange(micros);
    onCommit?.(micros);
  }

  return (
    <div
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={maxMicros / 1_000_000}
      aria-valuenow={valueMicros / 1_000_000}
      aria-valuetext={`$${dollars(valueMicros)}, ${shareText}`}
      aria-disabled={disabled || undefined}
      onKeyDown={onKeyDown}
      className="mx-auto w-[228px] touch-none rounded-control select-none max-md:w-[260px]"
    >
      <svg
        ref={track}
        className="chart cursor-ns-resize"
        viewBox="0 0 228 330"
        aria-hidden="true"
        onPointerDown={(event) => {
          if (disabled) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const micros = fromPointer(event);
          if (micros !== null) onChange(micros);
        }}
        onPointerMove={(event) => {
          if (disabled || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const micros = fromPointer(event);
          if (micros !== null) onChange(micros);
        }}
        onPointerUp={(event) => {
          const micros = fromPointer(event);
          if (!disabled && micros !== null) onCommit?.(micros);
        }}
      >
        <defs>
          <pattern id="beyond-ledger" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0v5" stroke="var(--rule-3)" />
          </pattern>
        </defs>
        {ticks.map((micros) => (
          <g key={micros}>
            <line x1={86} x2={96} y1={y(micros)} y2={y(micros)} className="axis" />
            {covered(micros) ? null : (
              <text x={80} y={y(micros) + 4} textAnchor="end">
                ${dollars(micros)}
              </text>
            )}
          </g>
        ))}
        {shareTicks.map((share) => (
          <g key={share.label}>
            <line x1={124} x2={134} y1={y(share.micros)} y2={y(share.micros)} className="axis" />
            {covered(share.micros) ? null : (
              <text x={140} y={y(share.micros) + 4}>
                {share.label}
              </text>
            )}
          </g>
        ))}
        <rect x={97} y={top} width={26} height={Math.max(0, at - top)} fill="var(--accent-wash)" />
        {limitMicros !== undefined && limitMicros < maxMicros ? (
          <g>
            <rect x={96} y={y(limitMicros)} width={28} height={bottom - y(limitMicros)} fill="url(#beyond-ledger)" />
            <line x1={92} x2={128} y1={y(limitMicros)} y2={y(limitMicros)} stroke="var(--bad)" strokeWidth={1.5} />
            <text x={180} y={y(limitMicros) + 4} className="label-bad halo">
              ledger
            </text>
          </g>
        ) : null}
        <line x1={96} x2={96} y1={top} y2={bottom} className="axis" />
        <line x1={124} x2={124} y1={top} y2={bottom} className="axis" />
        <line x1={110} x2={110} y1={4} y2={at - 8} className="plumb" />
        <path className="bob" d={`M103 ${at - 13}h14v6l-7 13l-7-13Z`} />
        <line x1={72} x2={96} y1={at} y2={at} className="plumb" />
        <line x1={124} x2={148} y1={at} y2={at} className="plumb" />
        <rect x={8} y={at - 12} width={68} height={24} rx={3} fill="var(--raise)" stroke="var(--ink)" />
        <text x={42} y={at + 4.5} textAnchor="middle" className="figure">
          ${dollars(valueMicros)}
        </text>
        <rect x={144} y={at - 12} width={68} height={24} rx={3} fill="var(--raise)" stroke="var(--rule-3)" />
        <text x={178} y={at + 4.5} textAnchor="middle" className="figure">
          {shareText}
        </text>
      </svg>
    </div>
  );
}

function dollars(micros: number): string {
  return formatFigure(micros / 1_000_000, "number", micros >= 100_000_000 || micros % 1_000_000 === 0 ? 0 : 2);
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const lead = rough / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}

function afterKey(key: string, value: number, step: number, max: number): number | null {
  switch (key) {
    // The bob hangs lower with more money, so down is more.
    case "ArrowDown":
    case "ArrowRight":
      return value + step;
    case "ArrowUp":
    case "ArrowLeft":
      return value - step;
    case "PageDown":
      return value + 10 * step;
    case "PageUp":
      return value - 10 * step;
    case "Home":
      return 0;
    case "End":
      return max;
    default:
      return null;
  }
}
