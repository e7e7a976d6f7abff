import { inChunks } from "@/lib/in-chunks";
import { deleteBlob, listBlobs } from "@/lib/storage";

/** Work that has ended, with the keys of the files that its rows name: none where it came to nothing. */
export type EndedWork = { id: string; keys: readonly string[] };

/**
 * Deletes what tries at work have left that were killed, or that woke when another had taken their place. Each piece of work has a
 * folder `root/id`, each try at it a folder in there. What is under way is left alone, and so is what no row knows: several
 * databases may share a home.
 */
export const sweepBlobs = async (root: string, endedOf: (ids: readonly string[]) => Promise<EndedWork[]>): Promise<void> => {
  for (const ids of inChunks(await listBlobs(root), 1_000)) {
    for (const { id, keys } of await endedOf(ids)) {
      const folder = `${root}/${id}`;
      // One file or folder without tries, as uploads are.
      if (keys.includes(folder)) continue;
      const named = new Set(keys.map((key) => key.slice(folder.length + 1).split("/")[0]));
      if (named.size === 0) await deleteBlob(folder);
      else for (const name of await listBlobs(folder)) if (!named.has(name)) await deleteBlob(`${folder}/${name}`);
    }
  }
};
