import { useEffect, useRef, useState } from "react";
import { keyName } from "@/components/ui/key-name";
import type { SegmentResponse } from "@/lib/kinds/segment/schema";

const most = 200;

export type History = {
  /** A change; those with the same key that follow one another are one step. */
  apply: (next: SegmentResponse, key?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
};

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "radio");

/**
 * Steps back and forth within one answer (`given` as the desk holds it, `current` as it was read), also by Ctrl+Z and Ctrl+Shift+Z. While there is a step, the keys are the answer's;
 * after the last they are the desk's again. In a field they are the field's.
 */
export function useHistory(
  given: unknown,
  current: SegmentResponse,
  onChange: (next: SegmentResponse) => void,
  onStep: () => void,
): History {
  const past = useRef<SegmentResponse[]>([]);
  const future = useRef<SegmentResponse[]>([]);
  const last = useRef({ given, response: current });
  const lastKey = useRef<string | undefined>(undefined);
  const [, redraw] = useState(0);

  // What other parts of the form changed (the score, a note on what is missing) is a step too. What was changed here comes
  // back as the same object.
  useEffect(() => {
    const before = last.current;
    if (before.given === given) return;
    last.current = { given, response: current };
    past.current = [...past.current, before.response].slice(-most);
    future.current = [];
    lastKey.current = undefined;
    redraw((count) => count + 1);
  }, [given, current]);

  const show = (next: SegmentResponse): void => {
    last.current = { given: next, response: next };
    lastKey.current = undefined;
    onChange(next);
    onStep();
  };
  const history: History = {
    apply: (next, key) => {
      if (key === undefined || key !== lastKey.current) past.current = [...past.current, current].slice(-most);
      future.current = [];
      last.current = { given: next, response: next };
      lastKey.current = key;
      onChange(next);
    },
    undo: () => {
      const before = past.current.at(-1);
      if (!before) return;
      past.current = past.current.slice(0, -1);
      future.current = [...future.current, current];
      show(before);
    },
    redo: () => {
      const after = future.current.at(-1);
      if (!after) return;
      future.current = future.current.slice(0, -1);
      past.current = [...past.current, current];
      show(after);
    },
    canUndo: past.current.length > 0,
    canRedo: future.current.length > 0,
  };

  const latest = useRef(history);
  latest.current = history;
  useEffect(() => {
    // Before the desk hears the key, which would take back the last answer sent.
    const listen = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || takesText(event.target)) return;
      const key = keyName(event);
      const forward = key === "y" || (key === "z" && event.shiftKey);
      if (!forward && key !== "z") return;
      const { canUndo, canRedo, undo, redo } = latest.current;
      if (forward ? !canRedo : !canUndo) return;
      event.preventDefault();
      event.stopPropagation();
      if (forward) redo();
      else undo();
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
  return history;
}
