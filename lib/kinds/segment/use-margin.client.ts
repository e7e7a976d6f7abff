import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";

export type NotePlace = {
  /** of the note, from the top of the canvas */
  top: number;
  /** of the hairline: where the mark ends and its line's foot */
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
};

const gap = 10;
// The hairline meets a note beside its first line.
const meets = 14;
const leastWide = 900;

const sameLayout = (a: Layout, b: Layout): boolean => JSON.stringify(a) === JSON.stringify(b);

export type Layout = { wide: boolean; places: (NotePlace | null)[]; height: number };

/**
 * Where each note stands in the margin: beside its line, or below the note before it where they would collide. Measured after
 * each drawing, and again when the width of the text, or the height of a note, changes.
 */
export function useMargin(
  canvas: RefObject<HTMLDivElement | null>,
  text: RefObject<HTMLDivElement | null>,
  count: number,
  rtl: boolean,
): { layout: Layout; noteRef: (index: number) => (element: HTMLElement | null) => void } {
  const notes = useRef<(HTMLElement | null)[]>([]);
  const [layout, setLayout] = useState<Layout>({ wide: true, places: [], height: 0 });

  const measure = (): void => {
    const [frame, root] = [canvas.current, text.current];
    if (!frame || !root) return;
    const box = frame.getBoundingClientRect();
    const wide = box.width >= leastWide;
    const places: (NotePlace | null)[] = [];
    let floor = 0;
    if (wide) {
      const side = notes.current.find((note) => note !== null)?.getBoundingClientRect();
      const ends = new Map<number, Element>();
      for (const piece of root.querySelectorAll("[data-number]"))
        for (const number of (piece.getAttribute("data-number") ?? "").split(" ")) ends.set(Number(number) - 1, piece);
      for (let index = 0; index < count; index += 1) {
        const rect = [...(ends.get(index)?.getClientRects() ?? [])].at(-1);
        const note = notes.current[index];
        if (!rect || !note) {
          places.push(null);
          continue;
        }
        const top = Math.max(rect.top - box.top - 4, floor);
        places.push({
          top,
          fromX: (rtl ? rect.left : rect.right) - box.left,
          fromY: rect.bottom - box.top + 1,
          toX: (side ? (rtl ? side.right : side.left) : box.right) - box.left,
          toY: Math.max(rect.bottom - box.top + 1, top + meets),
        });
        floor = top + note.offsetHeight + gap;
      }
    }
    const next: Layout = { wide, places, height: floor };
    setLayout((before) => (sameLayout(before, next) ? before : next));
  };

  // Every drawing may move lines; a layout that stays the same draws nothing again.
  useLayoutEffect(measure);

  const latest = useRef(measure);
  latest.current = measure;
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => latest.current());
    if (canvas.current) watch.observe(canvas.current);
    if (text.current) watch.observe(text.current);
    for (const note of notes.current) if (note) watch.observe(note);
    return () => watch.disconnect();
  }, [canvas, text, count, layout.wide]);

  return {
    layout,
    noteRef: (index) => (element) => {
      notes.current[index] = element;
    },
  };
}
