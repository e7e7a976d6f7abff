import { stat } from "node:fs/promises";
import { AppError } from "@/lib/errors";
import { sourceAt } from "@/lib/imports/containers/file-source";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { openFolder } from "@/lib/imports/containers/open-members";

/**
 * A file of this machine, or a folder with the files of a data set.
 * @throws AppError not_found for what cannot be read
 */
export const findSource = async (file: string): Promise<FileSource> => {
  const found = await stat(file).catch((cause: unknown) => {
    throw new AppError("not_found", { userMessage: `There is no readable file ${file}.`, cause });
  });
  if (!found.isDirectory()) return sourceAt(file, found.size);
  const { files } = await openFolder(file);
  return {
    ...sourceAt(
      file,
      files.reduce((sum, { byteSize }) => sum + byteSize, 0),
    ),
    isFolder: true,
  };
};
