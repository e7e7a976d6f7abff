import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import type { LexicalProgress } from "@/lib/onnx/lexical/fit-lexical-model";
import type { HeadsState } from "./fit-heads";
import type { RecipeOutcome } from "./version-training";

/** What an interrupted training goes on from. */
export interface Checkpoint {
  /** Of data and settings: a checkpoint of anything else is not used. */
  fingerprint: string;
  /** The finished stack or fine-tuning, where the recipe has one. */
  stack: RecipeOutcome | null;
  heads: HeadsState | null;
  /** The finished parts of an unfinished stack. */
  lexical?: LexicalProgress | null;
  /** Where an unfinished fine-tuning stood. */
  tuning?: Uint8Array | null;
}

const HEADER = 8;

/** Bytes with their length and checksum in front: a file that was cut short by a crash is recognised. */
export const writeCheckpoint = (checkpoint: Checkpoint): Uint8Array => {
  const body = serialize(checkpoint);
  const bytes = Buffer.alloc(HEADER + body.length);
  bytes.writeUInt32LE(body.length, 0);
  bytes.writeUInt32LE(crc32(body), 4);
  body.copy(bytes, HEADER);
  return bytes;
};

/** The checkpoint where it is whole and belongs to this training; else null, and the training starts over. */
export const readCheckpoint = (bytes: Uint8Array | null, fingerprint: string): Checkpoint | null => {
  if (bytes === null || bytes.length < HEADER) return null;
  const buffer = Buffer.from(bytes);
  const body = buffer.subarray(HEADER);
  if (body.length !== buffer.readUInt32LE(0) || crc32(body) !== buffer.readUInt32LE(4)) return null;
  // Written by writeCheckpoint above, as its checksum shows.
  const checkpoint: Checkpoint = deserialize(body);
  return checkpoint.fingerprint === fingerprint ? checkpoint : null;
};
