import type { Readable } from "node:stream";
import { fileTypeFromFile } from "file-type";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { acceptedType } from "@/lib/media/accepted-types";
import { mediaLimits } from "@/lib/media/schema";
import type { MediaAssetView } from "@/lib/media/schema";
import { findAssetByName, insertAsset } from "@/lib/media/store";
import { blobPath, deleteBlob, moveBlob, writeBlob } from "@/lib/storage";

// A name may hold folders, since rows of a data set often do; it is matched, and never used as a path.
const fileNameSchema = z
  .string()
  .transform((name) =>
    name
      .replaceAll("\\", "/")
      .replace(/\p{C}/gu, "")
      .replace(/^(\.?\/)+/, "")
      .trim(),
  )
  .pipe(z.string().min(1, "The file has no name.").max(500, "The file's name has more than 500 characters."));

/**
 * Stores an image, video or sound that rows of the project may refer to by its name. What it is is told from its bytes. The
 * same file again changes nothing, and brings back one whose bytes were lost.
 * @throws AppError invalid_input for anything else; conflict where the name belongs to another file
 */
export const uploadMedia = async (
  actor: Actor,
  input: { projectId: string; fileName: string; body: Readable },
): Promise<MediaAssetView> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId } = input;
  const fileName = fileNameSchema.parse(input.fileName);
  const id = newId("media");
  const storageKey = `media/${id}`;
  const { byteSize, sha256 } = await writeBlob(storageKey, input.body, mediaLimits.uploadBytes);
  try {
    const found = await fileTypeFromFile(blobPath(storageKey));
    const known = found && acceptedType(found.mime);
    if (!known) {
      throw new AppError("invalid_input", {
        userMessage: `${fileName} ${found ? `holds ${found.mime}` : "is no image, video or sound"}. Shown are PNG, JPEG, WebP, GIF and AVIF; MP4 and WebM; MP3, WAV, OGG, FLAC and M4A.`,
      });
    }
    // Of two uploads of one name at once one loses at it, and finds the other's file when it looks again.
    return await withRetries(async () => {
      const before = await findAssetByName(projectId, fileName);
      if (before) {
        if (before.sha256 !== sha256) {
          throw new AppError("conflict", {
            userMessage: `Another file is called ${fileName} in this project already. Items may show it, so it stays: give this one another name.`,
          });
        }
        // The same bytes, whatever became of the file that was kept: lost with a disk, or damaged.
        await moveBlob(storageKey, before.storageKey);
        return before.asset;
      }
      return db().$transaction(async (tx) => {
        const asset = await insertAsset(tx, {
          id,
          projectId,
          fileName,
          ...known,
          byteSize,
          sha256,
          storageKey,
          createdById: actorUserId(actor),
        });
        await appendAudit(tx, actor, { action: "imports:create", projectId, subjectId: id, detail: { media: fileName, byteSize } });
        return asset;
      });
    });
  } catch (error) {
    await deleteBlob(storageKey);
    throw error;
  }
};
