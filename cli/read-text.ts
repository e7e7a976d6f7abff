import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors";

/** A file that an option names, as text; `what` is the word for it where it cannot be read. */
export const readText = async (file: string, what: string): Promise<string> =>
  readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("invalid_input", { userMessage: `The ${what} ${file} cannot be read. Is the path right?`, cause });
  });
