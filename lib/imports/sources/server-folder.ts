import { opendir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Folders of this machine that an operator opened to imports. */

const roots = (): string[] =>
  (env().PLUMBLINE_IMPORT_FOLDERS ?? "")
    .split(",")
    .map((folder) => folder.trim())
    .filter((folder) => folder !== "");

export const hasServerFolders = (): boolean => roots().length > 0;

const outside = (): AppError =>
  new AppError("refused", {
    userMessage: hasServerFolders()
      ? "There is no such file or folder among those that an operator opened to imports."
      : "No folder of the server is open to imports. An operator can open some: PLUMBLINE_IMPORT_FOLDERS=/data/sets",
  });

const isWithin = (root: string, file: string): boolean =>
  file === root || file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);

/**
 * Where a file or folder really lies, links resolved, if that is within an opened folder. Names are taken relative to each opened
 * folder, or absolute. What is outside and what is not there are refused alike, so that nothing is learnt of the machine.
 */
export const resolveServerPath = async (wanted: string): Promise<string> => {
  for (const root of roots()) {
    const [base, real] = await Promise.all([
      realpath(root).catch(() => null), // an opened folder that is not there opens nothing
      realpath(path.resolve(root, wanted)).catch(() => null), // nor is a name that is not there found
    ]);
    if (base !== null && real !== null && isWithin(base, real)) return real;
  }
  throw outside();
};

export type ServerEntry = { path: string; name: string; isFolder: boolean; byteSize: number };

const mostEntries = 500;

// The build follows every path that it can make out, and would put the whole checkout beside the server: those of this folder are
// the operator's, known at run time alone.

/** What lies in an opened folder, folders first; the opened folders themselves where none is named. Links are left out. */
export const listServerFolder = async (wanted: string): Promise<ServerEntry[]> => {
  if (wanted === "") return roots().map((root) => ({ path: path.resolve(root), name: root, isFolder: true, byteSize: 0 }));
  const folder = await resolveServerPath(wanted);
  const entries: ServerEntry[] = [];
  for await (const entry of await opendir(folder).catch(() => Promise.reject(outside()))) {
    if (!(entry.isFile() || entry.isDirectory()) || entry.name.startsWith(".")) continue;
    const at = path.join(/* turbopackIgnore: true */ folder, entry.name);
    const byteSize = entry.isFile() ? (await stat(/* turbopackIgnore: true */ at)).size : 0;
    entries.push({ path: at, name: entry.name, isFolder: entry.isDirectory(), byteSize });
    if (entries.length >= mostEntries) break;
  }
  return entries.sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1));
};
