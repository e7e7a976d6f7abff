import { stat } from "node:fs/promises";
import path from "node:path";
import { encoderNameSchema } from "@/lib/encoders/schema";
import type { EncoderRecord } from "@/lib/encoders/schema";
import { encoderFolder, findEncoderRecord } from "@/lib/encoders/store";
import { AppError } from "@/lib/errors";

const findAdded = (name: string): Promise<EncoderRecord | null> =>
  encoderNameSchema.safeParse(name).success ? findEncoderRecord(name) : Promise.resolve(null);

/** Whether an encoder was added under this name. */
export const isAdded = async (name: string): Promise<boolean> => (await findAdded(name)) !== null;

/** Where an encoder lies, and how it was asked to pool when it was added; null: as its own files say. */
export type EncoderPlace = { name: string; folder: string; pooling: EncoderRecord["pooling"] | null };

/** An encoder by the name that it was added under or by its path. Checks nothing of what is in it. */
export const findEncoder = async (nameOrFolder: string): Promise<EncoderPlace> => {
  const added = await findAdded(nameOrFolder);
  if (added) return { name: nameOrFolder, folder: encoderFolder(nameOrFolder), pooling: added.pooling };
  const folder = path.resolve(nameOrFolder);
  if (await isFolder(folder)) return { name: path.basename(folder), folder, pooling: null };
  throw new AppError("invalid_input", {
    userMessage: `There is no encoder called “${nameOrFolder}”, and no folder of that name. \`plumbline encoder list\` names those that were added; \`plumbline encoder add\` adds one.`,
  });
};

export const isFolder = async (folder: string): Promise<boolean> => {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false; // absent, which is an answer
  }
};
