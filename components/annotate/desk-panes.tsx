"use client";

import { ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import type { UIEvent } from "react";
import { ReadingText } from "@/components/content/reading-text";
import { Toggle } from "@/components/ui/chip";
import { SideMark } from "@/components/ui/side-mark";
import type { Work } from "@/lib/assignments/schema";

const sides = ["A", "B"] as const;

/** The two responses under their letters, in the order drawn for this annotator. Who wrote them is not known here. */
export function DeskPanes({ candidates }: { candidates: Work["candidates"] }) {
  const [together, setTogether] = useState(false);
  const [raw, setRaw] = useState(false);
  const panes = useRef<(HTMLElement | null)[]>([]);
  // A pane that was moved by the other must not answer by moving that one again.
  const moved = useRef<EventTarget | null>(null);

  function follow(event: UIEvent<HTMLElement>) {
    if (!together) return;
    if (moved.current === event.currentTarget) {
      moved.current = null;
      return;
    }
    const from = event.currentTarget;
    const other = panes.current.find((pane) => pane && pane !== from);
    if (!other) return;
    const reach = from.scrollHeight - from.clientHeight;
    const top = reach <= 0 ? 0 : (from.scrollTop / reach) * (other.scrollHeight - other.clientHeight);
    if (Math.abs(other.scrollTop - top) < 1) return;
    moved.current = other;
    other.scrollTop = top;
  }

  return (
    <div className="desk-panes">
      {sides.map((side, index) => (
        <article
          key={side}
          ref={(element) => {
            panes.current[index] = element;
          }}
          className="desk-pane"
          aria-label={`Response ${side}`}
          tabIndex={0}
          onScroll={follow}
        >
          <header>
            <SideMark side={side} />
            {index === 0 ? (
              <span className="ml-auto inline-flex items-center gap-1 text-12 text-ink-3 md:hidden" aria-hidden="true">
                B <ChevronRight className="size-3.5" />
              </span>
            ) : (
              <span className="desk-wide ml-auto flex gap-0.5">
                <Toggle pressed={together} onClick={() => setTogether(!together)}>
                  Scroll together
                </Toggle>
                <Toggle pressed={raw} onClick={() => setRaw(!raw)}>
                  As written
                </Toggle>
              </span>
            )}
          </header>
          <ReadingText text={candidates[index]?.text ?? ""} raw={raw} />
        </article>
      ))}
    </div>
  );
}
