import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { addEncoder } from "@/lib/encoders/add-encoder";
import { addEncoderSchema } from "@/lib/encoders/schema";
import type { EncoderRecord } from "@/lib/encoders/schema";
import { listEncoderUses } from "@/lib/reward-models/list-encoder-uses";
import type { EncoderUses } from "@/lib/reward-models/list-encoder-uses";
import { removeEncoder } from "@/lib/reward-models/remove-encoder";

const shown = ({ name, source, family, width, layers, pooling, limit, sha256, files, addedAt, addedBy }: EncoderRecord) => ({
  name,
  source,
  family,
  width,
  layers,
  pooling,
  token_limit: limit,
  sha256,
  files: files.map((file) => ({ name: file.name, bytes: file.byteSize, sha256: file.sha256 })),
  added_at: addedAt,
  added_by: addedBy,
});

const usesOf = ({ byteSize, vectors, versions, elsewhere }: EncoderUses) => ({
  bytes: byteSize,
  vectors,
  versions: versions.map(({ slug, number }) => ({ project: slug, version: number })),
  versions_elsewhere: elsewhere,
});

export const command = defineCommand({
  name: "encoder",
  describe:
    "add a text encoder from a folder or a hub, list those that were added, or remove one that no version uses; `train --encoder NAME_OR_FOLDER` uses one",
  argument: { name: "<what...>", describe: "add NAME_OR_FOLDER, list, or remove NAME" },
  options: [
    { flags: "--as <name>", acts: ["add"], describe: "name to keep it under (default: the last part of what is added)" },
    {
      flags: "--pooling <how>",
      acts: ["add"],
      describe: "mean, mean-sqrt, max or cls (default: what the encoder's own files say, else mean)",
    },
    { flags: "--hub <url>", acts: ["add"], describe: "where names are fetched from" },
    { flags: "--revision <name>", acts: ["add"], describe: "branch, tag or commit on the hub" },
  ],
  schema: z.object({
    args: z.array(z.string()).min(1, "is needed: add, list or remove"),
    as: addEncoderSchema.shape.as,
    pooling: addEncoderSchema.shape.pooling,
    hub: addEncoderSchema.shape.hub,
    revision: addEncoderSchema.shape.revision,
  }),
  run: async ({ actor, control }, { args, ...settings }) => {
    const [what, source, ...rest] = args;
    if (what === "list" && source === undefined) {
      const encoders = await listEncoderUses(await actor());
      return { encoders: encoders.map((encoder) => ({ ...shown(encoder), ...usesOf(encoder) })) };
    }
    if (what === "add" && source !== undefined && rest.length === 0)
      return { encoder: shown(await addEncoder(await actor(), { source, ...settings }, control)) };
    if (what === "remove" && source !== undefined && rest.length === 0)
      return { removed: source, ...(await removeEncoder(await actor(), { name: source })) };
    throw new UsageError("say `encoder add NAME_OR_FOLDER`, `encoder list` or `encoder remove NAME`");
  },
});
