import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { fetchFromHub, isHubName } from "@/lib/encoders/fetch-from-hub";
import { isFolder } from "@/lib/encoders/find-encoder";
import { addEncoderSchema, encoderNameSchema } from "@/lib/encoders/schema";
import type { AddEncoder, EncoderRecord } from "@/lib/encoders/schema";
import { findEncoderRecord, keepEncoder } from "@/lib/encoders/store";
import { AppError } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { CONFIG_FILE, openEncoderFolder, OPTIONAL_FILES, TOKENIZER_FILE, WEIGHT_FILES } from "@/lib/onnx/encoders/open-folder";

/** Copies an encoder into this installation, from a folder or a hub, after reading it whole. The same files twice change nothing. */
export const addEncoder = async (actor: Actor, input: AddEncoder, run: RunControl = silentRun()): Promise<EncoderRecord> => {
  await guard(actor, "reward-models:train");
  const wanted = addEncoderSchema.parse(input);
  const name = nameOf(wanted.as ?? wanted.source);
  if (await isFolder(wanted.source)) return keep(name, wanted, path.resolve(wanted.source));
  if (!isHubName(wanted.source)) {
    throw new AppError("invalid_input", {
      userMessage: `There is no folder ${wanted.source}, and it is no name on a hub either (those are OWNER/NAME).`,
    });
  }
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-hub-"));
  try {
    const files = [
      { anyOf: [CONFIG_FILE], needed: true },
      { anyOf: [TOKENIZER_FILE], needed: true },
      ...OPTIONAL_FILES.map((file) => ({ anyOf: [file], needed: false })),
      { anyOf: WEIGHT_FILES, needed: true },
    ];
    await fetchFromHub({ hub: wanted.hub, name: wanted.source, revision: wanted.revision }, folder, files, run);
    return await keep(name, wanted, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const keep = async (name: string, { source, pooling }: AddEncoder, folder: string): Promise<EncoderRecord> => {
  const opened = await openEncoderFolder(folder, pooling ? { pooling } : {});
  const { config, limit, sha256, files } = opened;
  const known = await findEncoderRecord(name);
  if (known?.sha256 === sha256) return known;
  if (known) {
    throw new AppError("conflict", {
      userMessage: `An encoder called “${name}” with other files was added on ${known.addedAt.slice(0, 10)}, and models may rest on it. Give this one another name: --as NAME.`,
    });
  }
  const { family, width, layers } = config;
  const record = { name, source, family, width, layers, pooling: config.pooling, limit, sha256, files, addedAt: new Date().toISOString() };
  await keepEncoder(record, folder);
  return record;
};

const nameOf = (source: string): string => {
  const last = path
    .basename(source)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/gu, "-");
  const parsed = encoderNameSchema.safeParse(last);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_input", {
    userMessage: `“${last}” cannot be an encoder's name: it ${parsed.error.issues[0]?.message ?? "is not usable"}. Give one: --as NAME.`,
  });
};
