import type { KeyboardEvent } from "react";
import { keyName } from "@/components/ui/key-name";
import { byDigit } from "@/lib/kinds/pairwise/next-part";

/** Digits name an entry of the group that has the focus, and not what the desk would answer next. */
export const onDigit =
  <Entry>(entries: readonly Entry[], take: (entry: Entry) => void) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const typed = event.target instanceof HTMLInputElement && event.target.type === "text";
    const entry = byDigit(entries, keyName(event));
    if (typed || event.metaKey || event.ctrlKey || event.altKey || entry === undefined) return;
    take(entry);
    // The focus follows to what is chosen: the next arrow key goes on from there.
    const radios = event.currentTarget.querySelectorAll<HTMLInputElement>("input[type=radio]:not(:disabled)");
    radios[entries.indexOf(entry)]?.focus();
    event.preventDefault();
  };
