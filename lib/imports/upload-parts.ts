import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { beginUploadSchema } from "@/lib/imports/schema";
import { findUpload, insertImport, listAbandoned, markEnded, markReceived, touchUpload } from "@/lib/imports/store";
import { appendBlob, blobSize, deleteBlob } from "@/lib/storage";

/**
 * Uploads that go on where they broke off: begun with the size, then sent in parts from the place that the server says it has. The
 * bytes lie under the import's own key from the start; the import can be looked at once all of them are there.
 */

const keyOf = (importId: string): string => `imports/${importId}`;

export const beginUpload = async (
  actor: Actor,
  input: z.input<typeof beginUploadSchema>,
): Promise<{ importId: string; offset: number }> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, fileName, byteSize } = beginUploadSchema.parse(input);
  const importId = newId("import");
  await insertImport(projectId, importId, { fileName, byteSize, storageKey: null, createdById: actorUserId(actor), state: "receiving" });
  return { importId, offset: 0 };
};

type UploadPlace = { projectId: string; importId: string };

const find = async ({ projectId, importId }: UploadPlace): Promise<{ byteSize: number; state: string; offset: number }> => {
  const upload = await findUpload(projectId, importId);
  if (!upload) throw notFound("upload");
  const { byteSize, state } = upload;
  return { byteSize, state, offset: state === "receiving" ? ((await blobSize(keyOf(importId))) ?? 0) : byteSize };
};

/** How much of an upload is there. */
export const getUpload = async (actor: Actor, input: UploadPlace): Promise<{ offset: number; byteSize: number }> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { offset, byteSize } = await find(input);
  return { offset, byteSize };
};

/**
 * Adds bytes to an upload. What comes before a connection breaks off stays.
 * @throws AppError conflict where `offset` is not where the upload stands, too_large for more bytes than were announced
 */
export const appendUpload = async (
  actor: Actor,
  input: UploadPlace & { offset: number; body: Readable },
): Promise<{ offset: number; byteSize: number }> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, importId, body } = input;
  const { byteSize, state, offset } = await find(input);
  if (state !== "receiving" || input.offset !== offset) {
    body.destroy();
    throw new AppError("conflict", { userMessage: `This upload stands at ${offset} of ${byteSize} bytes, not at ${input.offset}.` });
  }
  await touchUpload(projectId, importId);
  const now = await appendBlob(keyOf(importId), body, { offset, maxBytes: byteSize });
  if (now === byteSize) await markReceived(projectId, importId, { storageKey: keyOf(importId), byteSize, fileName: null });
  return { offset: now, byteSize };
};

const abandonedSeconds = 48 * 3_600;

/** Clears away uploads that nobody went on with for two days. */
export const sweepUploads = async (): Promise<void> => {
  for (const { id, projectId } of await listAbandoned(abandonedSeconds)) {
    await deleteBlob(keyOf(id));
    await markEnded(projectId, id, {
      state: "failed",
      error: "The upload broke off and nobody went on with it for two days. Send the file again.",
    });
  }
};
