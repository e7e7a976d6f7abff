import { createRowEncoder, fitLexicalEncoder } from "@/lib/ml/reward/lexical-encoder";
import { encodeTexts } from "./encode-texts";
import { trainingResponsesOf } from "./training-responses";
import type { EncodedRows, LexicalEncoder } from "@/lib/ml/reward/lexical-encoder";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import type { TextCache } from "@/lib/onnx/text-cache";

/** The built-in encoder fitted on rows, and these rows as it sees them. */
export interface LexicalReading {
  encoder: LexicalEncoder;
  encoded: EncodedRows;
  /** What the encoder leaves out for rows of its own prompts; see `createRowEncoder`. */
  trainingResponses: Map<string, string[]>;
}

export type ReadRows = (rows: readonly ResponseRow[]) => Promise<LexicalReading>;

/** Reads rows and remembers the last ones: the parts of one training read the same texts, which take longer to read than to learn from. */
export const createReader = (cache: TextCache): ReadRows => {
  let last: { rows: readonly ResponseRow[]; reading: LexicalReading } | null = null;
  return async (rows) => {
    if (last && areSame(last.rows, rows)) return last.reading;
    last = null; // two readings of a large project do not fit beside each other
    const trainingResponses = trainingResponsesOf(rows);
    const encoder = fitLexicalEncoder(rows);
    const { features } = await encodeTexts(rows, cache);
    last = { rows, reading: { encoder, encoded: createRowEncoder(encoder, trainingResponses)(rows, features), trainingResponses } };
    return last.reading;
  };
};

const areSame = (known: readonly ResponseRow[], rows: readonly ResponseRow[]): boolean =>
  known.length === rows.length &&
  known.every((row, place) => {
    const other = rows[place];
    return row.promptId === other?.promptId && row.prompt === other.prompt && row.response === other.response;
  });
