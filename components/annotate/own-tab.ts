import { z } from "zod";
import { newKey } from "@/components/annotate/local-store";
import { lockFor, locks } from "@/components/annotate/tab-locks";

/**
 * The place of this page among the tabs of its browser, by a name that the tab keeps over a reload. A page that is loaded again
 * begins before the one before it is gone: it waits until that one has let go of everything, so that it takes what the tab had and
 * never takes the tab's own locks for another tab's.
 */

const nameKey = "plumbline-tab";
/**
 * A duplicated tab begins with a copy of the other's name, and never gets its place: then it takes a name of its own. A page that is
 * loaded again on a busy machine may wait for seconds, and without the tab's place it would pass over the item that was on screen.
 */
const longestWaitMs = 5_000;

let place: Promise<(() => void) | null> | null = null;

const enter = async (): Promise<(() => void) | null> => {
  const name = sessionStorage.getItem(nameKey);
  const inherited = name === null ? null : await lockFor(`plumbline-tab:${name}`, AbortSignal.timeout(longestWaitMs));
  if (inherited) return inherited;
  const fresh = newKey();
  sessionStorage.setItem(nameKey, fresh);
  return lockFor(`plumbline-tab:${fresh}`, AbortSignal.timeout(longestWaitMs));
};

/** Resolves once no other page stands in this tab's place. */
export const enterTab = async (): Promise<void> => {
  if (!locks()) return;
  place ??= enter();
  await place;
};

/** For a page that goes, after it has let go of its items: the page after it may begin. */
export const leaveTab = (): void => {
  void place?.then((leave) => leave?.());
  place = null;
};

const orderKey = (campaignId: string): string => `plumbline-order:${campaignId}`;
const orderSchema = z.array(z.string());

/** The tasks that this tab holds, the one on screen first: in this order they come back after a reload. */
export const rememberOrder = (campaignId: string, taskIds: string[]): void =>
  sessionStorage.setItem(orderKey(campaignId), JSON.stringify(taskIds));

/** The same items: an answer that was sent back and is new here, then those that the tab held before, in the order that they had there. */
export const inRememberedOrder = <Item extends { taskId: string; returned?: object | null }>(campaignId: string, items: Item[]): Item[] => {
  const stored = orderSchema.safeParse(JSON.parse(sessionStorage.getItem(orderKey(campaignId)) ?? "[]"));
  const order = stored.success ? stored.data : [];
  const rank = ({ taskId, returned }: Item): number => {
    if (order.includes(taskId)) return order.indexOf(taskId);
    return returned ? -1 : order.length;
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
};
