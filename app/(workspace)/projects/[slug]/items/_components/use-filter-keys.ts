import { useEffect } from "react";
import type { Dispatch, RefObject, SetStateAction } from "react";

/** "/" leads to the search and "f" to the filters, from wherever nothing is being typed and no dialog is open. */
export const useFilterKeys = (search: RefObject<HTMLInputElement | null>, setAsking: Dispatch<SetStateAction<boolean>>): void => {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target;
      const typing = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable='true'], [role='dialog']");
      if (event.metaKey || event.ctrlKey || event.altKey || typing || document.querySelector("[role='dialog']")) return;
      if (event.key === "/") {
        event.preventDefault();
        search.current?.focus();
      } else if (event.key === "f") {
        event.preventDefault();
        setAsking(true);
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [search, setAsking]);
};
