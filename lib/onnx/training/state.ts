import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** What a training carries from chunk to chunk: enough to go on as if it had never stopped. */
export interface TrainingState {
  /** Steps taken so far. */
  step: number;
  /** Parameters under their own names, what the optimiser remembers as `name.mean`, `name.square` or `name.velocity`. */
  tensors: Readonly<Record<string, StateTensor>>;
  /** Mean loss of each chunk so far, where somebody keeps them: a curve that begins where a training was resumed tells half of it. */
  losses?: readonly number[];
}

export interface StateTensor {
  shape: readonly number[];
  /** Row-major. */
  data: Float32Array;
}

const FORMAT = "plumbline-training-1";

const headerSchema = z
  .object({
    __metadata__: z.object({
      format: z.literal(FORMAT),
      step: z.coerce.number().int().min(0),
      sha256: z.string(),
      // Values of this part are texts, whatever they hold. States from before have none.
      losses: z
        .string()
        .transform((text): unknown => JSON.parse(text))
        .pipe(z.array(z.number()))
        .optional(),
    }),
  })
  .catchall(
    z.object({
      dtype: z.literal("F32"),
      shape: z.array(z.number().int().min(0)),
      data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
    }),
  );

/**
 * The state as bytes in the safetensors layout (8 bytes header length, JSON header, raw tensors), which other tools can open.
 * The header also holds the step and a sha256 of the tensors, so that a file that was cut or changed is noticed.
 */
export const encodeState = ({ step, tensors, losses }: TrainingState): Uint8Array => {
  const entries: Record<string, { dtype: "F32"; shape: readonly number[]; data_offsets: [number, number] }> = {};
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1))) {
    entries[name] = { dtype: "F32", shape, data_offsets: [offset, offset + data.byteLength] };
    parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    offset += data.byteLength;
  }
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  const kept = losses ? { losses: JSON.stringify(losses) } : {};
  const about = { format: FORMAT, step: String(step), sha256: hash.digest("hex"), ...kept };
  const json = JSON.stringify({ __metadata__: about, ...entries });
  const header = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8), "utf8");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...parts]);
};

/** The reverse. Refuses anything that `encodeState` did not write whole. */
export const decodeState = (bytes: Uint8Array): TrainingState => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, start } = readHeader(buffer);
  const { __metadata__: about, ...entries } = header;
  const payload = buffer.subarray(start);
  if (createHash("sha256").update(payload).digest("hex") !== about.sha256) throw damaged("its checksum does not fit");
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      const elements = shape.reduce((product, size) => product * size, 1);
      if (to - from !== 4 * elements || to > payload.length) throw damaged(`tensor ${name} does not fill its shape`);
      // A copy, since a view would have to start at a multiple of four.
      return [name, { shape, data: new Float32Array(Uint8Array.from(payload.subarray(from, to)).buffer) }] as const;
    },
  );
  return { step: about.step, tensors: Object.fromEntries(tensors), ...(about.losses ? { losses: about.losses } : {}) };
};

const readHeader = (buffer: Buffer): { header: z.infer<typeof headerSchema>; start: number } => {
  const length = buffer.length >= 8 ? Number(buffer.readBigUInt64LE(0)) : Number.POSITIVE_INFINITY;
  if (8 + length > buffer.length) throw damaged("it ends too early");
  try {
    return { header: headerSchema.parse(JSON.parse(buffer.toString("utf8", 8, 8 + length))), start: 8 + length };
  } catch (error) {
    throw damaged("its header cannot be read", error);
  }
};

const damaged = (reason: string, cause?: unknown): AppError =>
  new AppError("refused", {
    userMessage: `The saved state of this training is damaged: ${reason}. Start the training again; the versions that are done are not touched.`,
    cause,
  });
