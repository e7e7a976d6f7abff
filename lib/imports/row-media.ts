import type { Tx } from "@/lib/db";
import type { ImportRow } from "@/lib/imports/row-schema";
import { env } from "@/lib/env";
import { mediaResolver } from "@/lib/media/resolve-media";
import type { MediaRef } from "@/lib/media/schema";

/** The media of a row as they are stored: of the prompt, and of each response. */
export type RowMedia = { prompt: MediaRef[] | null; responses: (MediaRef[] | null)[] };

export type RowMediaReader = (row: ImportRow) => { media: RowMedia } | { reason: string };

/** Looks up the files that a batch of rows names, all at once. */
export const rowMediaReader = async (tx: Tx, projectId: string, rows: ImportRow[]): Promise<RowMediaReader> => {
  const named = rows.flatMap((row) => [...(row.media ?? []), ...row.responses.flatMap((response) => response.media ?? [])]);
  const resolve = await mediaResolver(tx, projectId, named, env().PLUMBLINE_MEDIA_HOSTS);
  return (row) => {
    const prompt = row.media?.length ? resolve(row.media) : null;
    if (prompt && "reason" in prompt) return { reason: `media: ${prompt.reason}` };
    const responses: (MediaRef[] | null)[] = [];
    for (const [i, { media }] of row.responses.entries()) {
      const found = media?.length ? resolve(media) : null;
      if (found && "reason" in found) return { reason: `responses[${i}].media: ${found.reason}` };
      responses.push(found?.media ?? null);
    }
    return { media: { prompt: prompt?.media ?? null, responses } };
  };
};
