import type { KeyboardEvent } from "react";

/** Digits are for the group that has the focus, and not for what the desk would answer next; `take` returns whether one meant something. */
export const onDigit =
  (take: (key: string) => boolean) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const typed = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (typed || event.metaKey || event.ctrlKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    if (take(event.key)) event.preventDefault();
  };
