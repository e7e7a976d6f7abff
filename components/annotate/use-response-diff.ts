import { useEffect, useState } from "react";
import type { RefObject } from "react";
import { canMark, readLetters, toRange } from "@/components/annotate/page-letters";

export type DiffSummary = { state: "off" | "working" | "too-different" | "unavailable" } | { state: "shown"; places: number; same: number };

const names = ["desk-diff-a", "desk-diff-b"] as const;

const blocksOf = (pane: HTMLElement): HTMLElement[] =>
  [...(pane.querySelector(".reading")?.children ?? [])].filter((child): child is HTMLElement => child instanceof HTMLElement);

/** A block of which nearly every letter is marked gets a bar at its side instead of a hundred lines under its words. */
const markNew = (pane: HTMLElement, ranges: Range[]): Range[] => {
  const spared = new Set<Range>();
  for (const block of blocksOf(pane)) {
    const within = ranges.filter((range) => block.contains(range.startContainer) && block.contains(range.endContainer));
    const letters = within.reduce((sum, range) => sum + range.toString().length, 0);
    const whole = letters > 40 && letters > 0.85 * (block.textContent ?? "").replace(/\s+/g, " ").length;
    block.toggleAttribute("data-new", whole);
    if (whole) for (const range of within) spared.add(range);
  }
  return ranges.filter((range) => !spared.has(range));
};

const clear = (panes: HTMLElement[]): void => {
  for (const name of names) CSS.highlights.delete(name);
  for (const pane of panes) for (const block of blocksOf(pane)) block.removeAttribute("data-new");
};

/** How many blocks at the beginning are letter for letter the same. */
const sameBlocks = ([a, b]: HTMLElement[]): number => {
  if (!a || !b) return 0;
  const [blocksA, blocksB] = [blocksOf(a), blocksOf(b)];
  const firstDifference = blocksA.findIndex((block, index) => block.textContent !== blocksB[index]?.textContent);
  return firstDifference < 0 ? 0 : firstDifference;
};

/**
 * Marks the words that differ between two panes and folds what they share at the beginning, on the page as it stands: the
 * texts stay as React drew them, so that code, formulas and tables are marked like prose. After the paint, never before it.
 */
export function useResponseDiff(
  panes: RefObject<(HTMLElement | null)[]>,
  texts: string,
  settings: { diff: boolean; foldSame: boolean; raw: boolean; layout: string },
): DiffSummary {
  const [summary, setSummary] = useState<DiffSummary>({ state: "off" });
  const { diff, foldSame, raw, layout } = settings;
  useEffect(() => {
    const both = panes.current.filter((pane): pane is HTMLElement => pane !== null);
    if (both.length !== 2 || (!diff && !foldSame)) {
      setSummary({ state: "off" });
      return;
    }
    let current = true;
    const same = foldSame && !raw ? sameBlocks(both) : 0;
    for (const pane of both) for (const [index, block] of blocksOf(pane).entries()) block.toggleAttribute("data-same", index < same);
    const mark = async (): Promise<void> => {
      const { diffResponses } = await import("@/components/annotate/response-diff");
      const letters = both.map(readLetters);
      const [a, b] = letters;
      const found = a && b ? diffResponses(a.text, b.text) : null;
      if (!current) return;
      clear(both);
      if (!found || !a || !b) {
        setSummary({ state: "too-different" });
        return;
      }
      for (const [index, stretches] of [found.a, found.b].entries()) {
        const pieces = letters[index]?.pieces ?? [];
        const pane = both[index];
        const name = names[index];
        if (!pane || !name) continue;
        const ranges = stretches.flatMap((stretch) => toRange(pieces, stretch) ?? []);
        CSS.highlights.set(name, new Highlight(...markNew(pane, ranges)));
      }
      setSummary({ state: "shown", places: Math.max(found.a.length, found.b.length), same });
    };
    let again: ReturnType<typeof setTimeout> | undefined;
    const soon = (ms: number): void => {
      clearTimeout(again);
      // Its words come in a part of their own, which cannot be had without a network or from a server that was updated meanwhile.
      again = setTimeout(() => void mark().catch(() => current && setSummary({ state: "unavailable" })), ms);
    };
    // Code is coloured a moment later and gets new nodes then: the marks must be put again.
    const watcher = new MutationObserver(() => soon(120));
    if (diff && canMark()) {
      setSummary({ state: "working" });
      soon(0);
      for (const pane of both) watcher.observe(pane, { childList: true, subtree: true });
    } else setSummary({ state: "shown", places: 0, same });
    return () => {
      current = false;
      clearTimeout(again);
      watcher.disconnect();
      if (canMark()) clear(both);
      for (const pane of both) for (const block of blocksOf(pane)) block.removeAttribute("data-same");
    };
  }, [panes, texts, diff, foldSame, raw, layout]);
  return summary;
}
