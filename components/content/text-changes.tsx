"use client";

import { useEffect, useState } from "react";
import type { Change } from "diff";

/** Two versions as one text: what went is struck, what came is underlined. `same` is said where nothing changed. */
export function TextChanges({ from, to, same }: { from: string; to: string; same: string }) {
  const [changes, setChanges] = useState<Change[] | null>(null);
  useEffect(() => {
    let current = true;
    void import("diff").then(({ diffWordsWithSpace }) => {
      // Publishing trims: blank ends are no change that anybody made.
      if (current) setChanges(diffWordsWithSpace(from.trim(), to.trim()));
    });
    return () => {
      current = false;
    };
  }, [from, to]);
  if (changes === null) return null;
  if (changes.every((change) => !change.added && !change.removed)) return <p className="text-ink-2">{same}</p>;
  return (
    <div className="reading as-written guide-changes" dir="auto">
      {changes.map((change, index) =>
        change.added ? (
          <ins key={index}>{change.value}</ins>
        ) : change.removed ? (
          <del key={index}>{change.value}</del>
        ) : (
          <span key={index}>{shorten(change.value)}</span>
        ),
      )}
    </div>
  );
}

/** Long stretches that did not change are cut down to the lines around the changes. */
const shorten = (text: string): string => {
  const lines = text.split("\n");
  return lines.length <= 8 ? text : [...lines.slice(0, 3), "…", ...lines.slice(-3)].join("\n");
};
