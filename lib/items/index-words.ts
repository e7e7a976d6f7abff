import { db } from "@/lib/db";
import { countUnread, indexWords, unreadProjects } from "@/lib/items/words-store";

const batch = 1_000;
/** What a search waits for itself: about half a second's work. A small project is never searched in part. */
const mostAtOnce = 4_000;

const readSome = async (projectId: string, most: number): Promise<number> => {
  for (let read = 0; read < most;) {
    const added = await db().$transaction((tx) => indexWords(tx, projectId, batch), { timeout: 120_000 });
    if (added === 0) return read;
    read += added;
  }
  return most;
};

/** Reads the words of every item that came in since the last sweep, for the search. */
export const indexAllWords = async (): Promise<number> => {
  let total = 0;
  for (const projectId of await unreadProjects()) total += await readSome(projectId, Number.POSITIVE_INFINITY);
  return total;
};

/** Brings the index up to date where little is missing; answers with how many items no search finds yet. The caller has been granted the project. */
export const catchUpWords = async (projectId: string): Promise<number> => {
  const unread = await countUnread(projectId);
  if (unread === 0 || unread > mostAtOnce) return unread;
  await readSome(projectId, mostAtOnce);
  return countUnread(projectId);
};
