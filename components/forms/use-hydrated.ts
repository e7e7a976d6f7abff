import { useSyncExternalStore } from "react";

const never = (): (() => void) => () => undefined;

/** Whether the script of a page that came from the server is at work by now. Of what is drawn later it always is. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
