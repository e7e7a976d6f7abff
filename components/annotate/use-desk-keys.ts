import { useLayoutEffect, useRef } from "react";
import { actionOf } from "@/components/annotate/key-map";
import type { DeskAction, KeyMap } from "@/components/annotate/key-map";
import { keyAtPlace, normalKey } from "@/components/ui/key-name";

const withoutText = new Set(["radio", "checkbox", "range"]);

/** Fields that take letters. Radio buttons, check boxes and sliders do not. */
export const takesText = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !withoutText.has(target.type);
};

/** Enter belongs to whatever would be pressed by it; boxes are ticked by Space. */
export const isPressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("button:not([role=checkbox]), a, summary") !== null;

/**
 * Space belongs to the button or box that has the focus: with films in an item it would play them and tick nothing. What is
 * chosen already has no use for it.
 */
const takesSpace = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button:not([role="radio"][aria-checked="true"]), summary, [type="checkbox"], [type="radio"]:not(:checked)') !== null;

/** What a press may mean, in the order to ask: the key as it is typed, which somebody may have chosen, then its place on the board. */
export const namesOf = (event: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string[] => {
  const place = keyAtPlace(event);
  return [normalKey(event.key), ...(place === null ? [] : [place])];
};

export type DeskKeys = {
  map: KeyMap;
  /** returns whether the action meant something here */
  act: (action: DeskAction) => boolean;
  /** every other key; returns whether it meant something */
  press: (key: string) => boolean;
};

/**
 * Single keys for the whole page: never while somebody types, with a modifier held, or while a dialog is open. Two chords
 * besides: Ctrl+Z takes back outside of fields, Ctrl+Enter submits from within them.
 */
export function useDeskKeys(enabled: boolean, keys: DeskKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // Before the paint: a key that is pressed the moment an item appears is meant for it.
  useLayoutEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey) return;
      // An open menu looks for its entries by letters.
      if (event.target instanceof Element && event.target.closest('[role="menu"]')) return;
      const { map, act, press } = latest.current;
      const names = namesOf(event);
      const done = (meant: boolean): void => {
        if (meant) event.preventDefault();
      };
      if (event.metaKey || event.ctrlKey) {
        if (names.includes("z") && !event.shiftKey && !takesText(event.target)) done(act("undo"));
        else if (event.key === "Enter") done(act("submit"));
        return;
      }
      if (takesText(event.target)) return;
      if (event.key === "Enter" && isPressable(event.target)) return;
      if (event.key === " " && takesSpace(event.target)) return;
      done(
        names.some((key) => {
          const action = actionOf(map, key);
          return (action !== null && act(action)) || press(key);
        }),
      );
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [enabled]);
}
