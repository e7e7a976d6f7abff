import { stat } from "node:fs/promises";
import path from "node:path";
import { encoderNameSchema } from "@/lib/encoders/schema";
import { encoderFolder, findEncoderRecord } from "@/lib/encoders/store";
import { AppError } from "@/lib/errors";

/** Whether an encoder was added under this name. */
export const isAdded = async (name: string): Promise<boolean> =>
  encoderNameSchema.safeParse(name).success && (await findEncoderRecord(name)) !== null;

/** The folder of an encoder, by the name that it was added under or by its path. Checks nothing of what is in it. */
export const findEncoder = async (nameOrFolder: string): Promise<{ name: string; folder: string }> => {
  if (await isAdded(nameOrFolder)) return { name: nameOrFolder, folder: encoderFolder(nameOrFolder) };
  const folder = path.resolve(nameOrFolder);
  if (await isFolder(folder)) return { name: path.basename(folder), folder };
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
