import { useEffect } from "react";

/** Has the browser ask before it leaves a page that alone has something of its reader's. */
export function useHoldPage(holds: boolean): void {
  useEffect(() => {
    if (!holds) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [holds]);
}
