import { findSource } from "@/lib/imports/containers/find-source";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { resolveServerPath } from "@/lib/imports/sources/server-folder";
import type { FilePlace } from "@/lib/imports/store";
import { blobPath } from "@/lib/storage";

/**
 * The file or folder of an import, under the name that it came with; null where its bytes are not here. A folder of the server
 * is looked for anew each time, so that what an operator closes is closed.
 */
export const openPlace = async ({ fileName, storageKey, source }: FilePlace): Promise<FileSource | null> => {
  if (storageKey !== null) return { ...(await findSource(blobPath(storageKey))), fileName };
  return source?.from === "folder" ? { ...(await findSource(await resolveServerPath(source.path))), fileName } : null;
};
