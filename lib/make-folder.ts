import { mkdir, rmdir, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Makes a folder and those above it that are missing. One after the other: Node's own way to make them all at once never ends below
 * folders that refuse with "not there", as /proc does.
 * @returns those that were made, the outermost first
 */
export const makeFolder = async (folder: string, mode = 0o777): Promise<string[]> => {
  const wanted = path.resolve(folder);
  const missing: string[] = [];
  for (let at = wanted; !(await isThere(at)); at = path.dirname(at)) missing.unshift(at);
  for (const one of missing) await makeOne(one, mode);
  // What is there may be a file: making it says so.
  if (missing.length === 0 && !(await stat(wanted)).isDirectory()) await mkdir(wanted);
  return missing;
};

/** Takes back folders that were made for nothing; one in which something lies stays, and so do those above it. */
export const removeEmptyFolders = async (made: readonly string[]): Promise<void> => {
  for (const folder of made.toReversed()) if (!(await removedEmpty(folder))) return;
};

const removedEmpty = async (folder: string): Promise<boolean> => {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
};

const isThere = async (place: string): Promise<boolean> => {
  try {
    await stat(place);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
};

const makeOne = async (folder: string, mode: number): Promise<void> => {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    // Another command may have made it meanwhile.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
};
