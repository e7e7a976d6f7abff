import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { isHubName } from "@/lib/encoders/hub-name";
import { listEncoders } from "@/lib/encoders/list-encoders";
import { encoderRecordSchema } from "@/lib/encoders/schema";
import { encoderTitle } from "@/lib/reward-models/encoder-title";
import { countVectors, versionsWithEncoder } from "@/lib/reward-models/encoder-store";

export const encoderUseSchema = encoderRecordSchema.extend({
  /** of its files */
  byteSize: z.number().int(),
  /** vectors of texts that are kept, for every model that uses it */
  vectors: z.number().int(),
  versions: z.array(z.object({ slug: z.string(), project: z.string(), number: z.number().int() })),
  /** versions of other workspaces of this installation */
  elsewhere: z.number().int(),
});
export type EncoderUses = z.output<typeof encoderUseSchema>;

/** Encoders that were added, with what is kept for them and which versions rest on them. */
export const listEncoderUses = async (actor: Actor): Promise<EncoderUses[]> => {
  const { workspaceId } = await guard(actor, "reward-models:see");
  const [records, vectors, versions] = [await listEncoders(actor), await countVectors(), await versionsWithEncoder()];
  return records.map((record) => {
    const uses = versions.filter(({ encoder }) => encoder === record.name);
    const own = uses.filter((use) => use.workspaceId === workspaceId);
    return {
      ...record,
      // The path is of this machine: whoever asks from elsewhere is told its last part.
      source: actor.kind === "system" || isHubName(record.source) ? record.source : encoderTitle(record.source),
      byteSize: record.files.reduce((sum, file) => sum + file.byteSize, 0),
      vectors: vectors.filter(({ encoder }) => encoder.endsWith(`:${record.sha256}`)).reduce((sum, kept) => sum + kept.vectors, 0),
      versions: own.map(({ slug, project, number }) => ({ slug, project, number })),
      elsewhere: uses.length - own.length,
    };
  });
};
