import { open } from "node:fs/promises";
import path from "node:path";

/** What file systems answer that cannot write out a folder by itself, network ones among them: there it is the server's business. */
const cannot = new Set(["EINVAL", "ENOTSUP", "ENOSYS", "EPERM", "EBADF"]);

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && cannot.has(String(error.code)))) throw error;
  } finally {
    await handle.close();
  }
};

/**
 * Makes the names of files last through a loss of power: a file's own bytes may be on the disk while the folder that names it is not.
 * From each file's folder up to `root`, since any of them may have been made along with it.
 */
export const syncFolders = async (files: readonly string[], root: string): Promise<void> => {
  const top = path.resolve(root);
  const folders = new Set<string>();
  for (const file of files) {
    for (let at = path.dirname(path.resolve(file)); at.startsWith(top) && !folders.has(at); at = path.dirname(at)) folders.add(at);
  }
  for (const folder of folders) await syncFolder(folder);
};
