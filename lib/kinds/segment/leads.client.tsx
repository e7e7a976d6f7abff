"use client";

import type { Layout } from "@/lib/kinds/segment/use-margin.client";

/** Hairlines from the end of each mark, under its line, to its note; they bend where a note had to move down. */
export function Leads({ layout }: { layout: Layout }) {
  if (!layout.wide) return null;
  return (
    <svg className="seg-leads" aria-hidden="true">
      {layout.places.map((place, index) => {
        if (!place) return null;
        const { fromX, fromY, toX, toY } = place;
        // From right to left the margin is on the other side.
        const way = Math.sign(toX - fromX);
        const bend = way > 0 ? Math.max(fromX, toX - 36) : Math.min(fromX, toX + 36);
        return <path key={index} d={`M${fromX} ${fromY}H${bend}${toY - fromY > 1 ? `L${toX - 8 * way} ${toY}` : ""}H${toX}`} />;
      })}
    </svg>
  );
}
