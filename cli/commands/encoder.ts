import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { addEncoder } from "@/lib/encoders/add-encoder";
import { listEncoders } from "@/lib/encoders/list-encoders";
import { addEncoderSchema } from "@/lib/encoders/schema";
import type { EncoderRecord } from "@/lib/encoders/schema";

const shown = ({ name, source, family, width, layers, pooling, limit, sha256, files, addedAt }: EncoderRecord) => ({
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
});

export const command = defineCommand({
  name: "encoder",
  describe: "add a text encoder from a folder or a hub, or list those that were added; `train --encoder NAME_OR_FOLDER` uses one",
  argument: { name: "<what...>", describe: "add NAME_OR_FOLDER, or list" },
  options: [
    { flags: "--as <name>", describe: "name to keep it under (default: the last part of what is added)" },
    { flags: "--pooling <how>", describe: "mean or cls (default: what the encoder's own files say, else mean)" },
    { flags: "--hub <url>", describe: "where names are fetched from" },
    { flags: "--revision <name>", describe: "branch, tag or commit on the hub" },
  ],
  schema: z.object({
    args: z.array(z.string()).min(1, "is needed: add or list"),
    as: addEncoderSchema.shape.as,
    pooling: addEncoderSchema.shape.pooling,
    hub: addEncoderSchema.shape.hub,
    revision: addEncoderSchema.shape.revision,
  }),
  run: async ({ actor, control }, { args, ...settings }) => {
    const [what, source, ...rest] = args;
    if (what === "list" && source === undefined) return { encoders: (await listEncoders(await actor())).map(shown) };
    if (what === "add" && source !== undefined && rest.length === 0)
      return { encoder: shown(await addEncoder(await actor(), { source, ...settings }, control)) };
    throw new UsageError("say `encoder add NAME_OR_FOLDER` or `encoder list`");
  },
});
