import type { Readable } from "node:stream";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { newId } from "@/lib/ids";
import { fileNameSchema } from "@/lib/imports/schema";
import { limits } from "@/lib/imports/row-schema";
import type { ImportView } from "@/lib/imports/schema";
import { insertImport } from "@/lib/imports/store";
import { writeBlob } from "@/lib/storage";

/** Stores an uploaded file as it streams in. Nothing is read into the project until the import is started. */
export const uploadImport = async (actor: Actor, input: { projectId: string; fileName: string; body: Readable }): Promise<ImportView> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const fileName = fileNameSchema.parse(input.fileName);
  const id = newId("import");
  const key = `imports/${id}`;
  const { byteSize } = await writeBlob(key, input.body, limits.uploadBytes);
  return insertImport(input.projectId, id, { fileName, byteSize, storageKey: key, createdById: actorUserId(actor) });
};
