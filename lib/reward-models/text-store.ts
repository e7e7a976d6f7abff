import { db } from "@/lib/db";
import type { TextCache } from "@/lib/onnx/text-cache";

/**
 * Features of texts in the database, for every project: rows are found by the hash of the text alone, so whoever finds one
 * has the text already.
 */
export const storedTexts: TextCache = {
  read: async (encoder, hashes) => {
    const rows = await db().encodedText.findMany({
      where: { encoder, contentHash: { in: [...hashes] } },
      select: { contentHash: true, vector: true },
    });
    return new Map(rows.map((row) => [row.contentHash, row.vector]));
  },
  write: async (encoder, entries) => {
    const hashes = entries.map(({ hash }) => hash);
    const vectors = entries.map(({ vector }) => Buffer.from(vector));
    // The last writer is right: a vector is written only where there was none, or where it could not be read.
    await db().$executeRaw`
      insert into encoded_text (encoder, content_hash, vector)
      select ${encoder}, hash, vector from unnest(${hashes}::text[], ${vectors}::bytea[]) as fresh (hash, vector) order by hash
      on conflict (encoder, content_hash) do update set vector = excluded.vector where encoded_text.vector <> excluded.vector`;
  },
};
