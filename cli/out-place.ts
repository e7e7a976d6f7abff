import { access, constants, stat } from "node:fs/promises";
import type { Stats } from "node:fs";
import path from "node:path";

// What a command writes is asked about before its work: an aggregation of minutes should not end at a mistyped path.

/** Why a file cannot be written there, in words that follow its name; null where it can. Folders above it are made when it is written. */
export const whyNoFile = async (file: string): Promise<string | null> => {
  const place = path.resolve(file);
  const there = await look(place);
  if (there === null) return whyNothingBelow(path.dirname(place));
  if (there.isDirectory()) return "is a folder; name a file in it";
  return (await allows(place, constants.W_OK)) ? null : "may not be written to";
};

/** The same for files in a folder, which is made where it is missing. */
export const whyNoFolder = async (folder: string): Promise<string | null> => whyNothingBelow(path.resolve(folder));

const whyNothingBelow = async (folder: string): Promise<string | null> => {
  let at = folder;
  let there = await look(at);
  while (there === null && at !== path.dirname(at)) {
    at = path.dirname(at);
    there = await look(at);
  }
  if (!there?.isDirectory()) return `cannot be written: ${at} is a file`;
  return (await allows(at, constants.W_OK | constants.X_OK)) ? null : `cannot be written: ${at} may not be written to`;
};

/** Null where nothing is of that name; below a file nothing can be. */
const look = async (place: string): Promise<Stats | null> => {
  try {
    return await stat(place);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
};

const allows = async (place: string, what: number): Promise<boolean> =>
  access(place, what).then(
    () => true,
    () => false,
  );
