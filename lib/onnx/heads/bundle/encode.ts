import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";
import { z } from "zod";
import { promptHashOf } from "@/lib/imports/identity";
import { createRowEncoder, encodeTextFeatures } from "@/lib/ml/reward/lexical-encoder";
import { countTerms, termPositions } from "@/lib/ml/text/tfidf";
import { formatOf, HEAD_FORMAT, readHeadFile } from "@/lib/onnx/heads/head-file";
import { readLexicalFile } from "@/lib/onnx/lexical/model-file";
import type { LexicalEncoder } from "@/lib/ml/reward/lexical-encoder";

/**
 * The lexical encoder as it goes into a model's bundle, packed into one file without dependencies: from texts to the inputs
 * of model.onnx. As a program it reads one {"prompt", "response"} a line from standard input and prints one JSON object.
 */

export interface GraphInputs {
  rows: number;
  columns: number;
  /** // [rows · columns] row-major */
  features: number[];
  entry_row: number[];
  entry_term: number[];
  entry_count: number[];
}

const sourceOf = (file: Uint8Array): { encoder: LexicalEncoder; trainingResponses: Map<string, string[]> } => {
  if (formatOf(file) !== HEAD_FORMAT) {
    const { model, trainingResponses } = readLexicalFile(file);
    return { encoder: model.encoder, trainingResponses };
  }
  const { source } = readHeadFile(file);
  if (source.kind !== "lexical") throw new RangeError(`the encoder ${source.name} is no lexical one`);
  return { encoder: source.encoder, trainingResponses: new Map(source.trainingResponses) };
};

/** @param file the bytes of encoder.json.gz */
export const openEncoder = (file: Uint8Array): ((rows: readonly { prompt: string; response: string }[]) => GraphInputs) => {
  const { encoder, trainingResponses } = sourceOf(file);
  const encode = createRowEncoder(encoder, trainingResponses);
  const positions = termPositions(encoder.tfidf);
  return (given) => {
    const rows = given.map(({ prompt, response }) => ({ promptId: promptHashOf(prompt), prompt, response }));
    const { dense } = encode(
      rows,
      encodeTextFeatures(rows, (text) => deflateRawSync(text, { level: 6 }).length),
    );
    const inputs: GraphInputs = {
      rows: rows.length,
      columns: dense.length / Math.max(1, rows.length),
      features: Array.from(dense),
      entry_row: [],
      entry_term: [],
      entry_count: [],
    };
    for (const [row, { response }] of rows.entries()) {
      const { index, count } = countTerms(positions, response);
      for (const [k, term] of index.entries()) {
        inputs.entry_row.push(row);
        inputs.entry_term.push(term);
        inputs.entry_count.push(count[k] ?? 1);
      }
    }
    return inputs;
  };
};

const rowSchema = z.object({ prompt: z.string(), response: z.string() });

const main = async (): Promise<void> => {
  const encode = openEncoder(readFileSync(new URL("encoder.json.gz", import.meta.url)));
  const rows: { prompt: string; response: string }[] = [];
  // Node's reader of lines parts them at U+2028, too, from Node 24 on.
  for (const line of (await text(process.stdin)).split("\n")) if (line.trim() !== "") rows.push(rowSchema.parse(JSON.parse(line)));
  process.stdout.write(JSON.stringify(encode(rows)));
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
