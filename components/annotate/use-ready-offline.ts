import { useCallback, useState } from "react";

export const itemsForOffline = 50;

/**
 * Whether this tab holds many items ready for work without a network. It is remembered over a reload of the tab and no longer:
 * items that are held are kept from everybody else.
 */
export function useReadyOffline(campaignId: string): { ready: boolean; toggle: () => void } {
  const name = `plumbline-ready:${campaignId}`;
  const [ready, setReady] = useState(() => sessionStorage.getItem(name) !== null);
  const toggle = useCallback(() => {
    if (ready) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, "1");
    setReady(!ready);
  }, [ready, name]);
  return { ready, toggle };
}
