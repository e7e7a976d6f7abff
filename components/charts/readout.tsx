import type { ReactNode } from "react";

export interface ReadoutProps {
  /** Where it points, in pixels of the drawing. */
  x: number;
  y: number;
  width: number;
  children: ReactNode;
}

/** The number under the pointer, with its n. Stays inside the drawing. */
export function Readout({ x, y, width, children }: ReadoutProps) {
  const left = x > width / 2;
  return (
    <div
      role="status"
      className="pointer-events-none absolute z-10 rounded-control border border-rule-2 bg-raise px-2.5 py-1.5 text-12 whitespace-nowrap shadow-float"
      style={{ top: Math.max(0, y - 12), ...(left ? { right: width - x + 12 } : { left: x + 12 }) }}
    >
      {children}
    </div>
  );
}
