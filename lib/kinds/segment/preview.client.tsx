"use client";

import { useDeferredValue, useState } from "react";
import { Toggle } from "@/components/ui/chip";
import { excerptsOf, previewOf } from "@/lib/kinds/segment/preview";
import type { Run } from "@/lib/kinds/segment/preview";
import type { SegmentResponse } from "@/lib/kinds/segment/schema";

const runOf = (run: Run, index: number) =>
  run.how === "out" ? (
    <del key={index}>{run.text}</del>
  ) : run.how === "in" ? (
    <ins key={index}>{run.text}</ins>
  ) : (
    <span key={index}>{run.text}</span>
  );

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The corrected text as it will be: its changes with a few words around them, or the whole of it. */
export function CorrectedText({ text, response }: { text: string; response: SegmentResponse }) {
  const [asDiff, setAsDiff] = useState(true);
  // Typing goes first; the preview follows.
  const shown = useDeferredValue(response);
  const preview = previewOf(text, shown);
  if (!preview) return null;
  const { runs, out, in: put, kept } = preview;
  const excerpts = excerptsOf(runs);
  return (
    <section className="seg-preview" aria-label="Corrected text">
      <header>
        <b>Corrected text</b>
        <Toggle pressed={asDiff} onClick={() => setAsDiff(!asDiff)}>
          Word diff
        </Toggle>
        <span className="seg-counts num">
          {counted(shown.spans?.length ?? 0, "correction")} · {counted(out, "word")} out, {put} in · {kept.toLocaleString("en")} kept
        </span>
      </header>
      <div className="seg-preview-text" tabIndex={0} role="group" aria-label={asDiff ? "Changes" : "The whole corrected text"} dir="auto">
        {asDiff ? (
          excerpts.length === 0 ? (
            <p className="text-ink-3">Nothing differs yet.</p>
          ) : (
            excerpts.map((excerpt, index) => (
              <p key={index} dir="auto">
                {excerpt.map(runOf)}
              </p>
            ))
          )
        ) : (
          <p dir="auto">{runs.map((run) => (run.how === "out" ? "" : run.text)).join("")}</p>
        )}
      </div>
    </section>
  );
}
