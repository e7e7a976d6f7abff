import { useEffect, useRef } from "react";

/** Fields that take letters. Radio buttons and check boxes do not. */
const takesText = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && target.type !== "radio" && target.type !== "checkbox";
};

/** Enter belongs to whatever would be pressed by it. */
const isPressable = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest("button, a, summary") !== null;

/**
 * Single keys for the whole page: never while somebody types, with a modifier held, or while a dialog is open.
 * @param onKey returns whether the key meant something here
 */
export function useDeskKeys(enabled: boolean, onKey: (key: string) => boolean): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
      if (takesText(event.target)) return;
      if (event.key === "Enter" && isPressable(event.target)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (latest.current(key)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [enabled]);
}
