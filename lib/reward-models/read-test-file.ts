import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { promptText } from "@/lib/reward-models/prompt-text";
import type { PairText } from "@/lib/reward-models/schema";

const rowSchema = z.object({
  id: z.string().optional(),
  prompt: z.unknown(),
  responses: z.array(z.object({ text: z.string() })),
  labels: z
    .array(
      z.object({
        kind: z.string(),
        choice: z.union([z.number().int(), z.string()]).nullish(),
        pair: z.tuple([z.number().int(), z.number().int()]).nullish(),
      }),
    )
    .default([]),
});
export type FileRow = z.infer<typeof rowSchema> & { promptText: string };

/** Rows of a file in the import schema, plain or gzipped, one at a time. */
export async function* readItemFile(file: string): AsyncGenerator<FileRow> {
  const raw = createReadStream(file);
  const lines = createInterface({ input: file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw, crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() === "") continue;
      const row = rowSchema.parse(JSON.parse(line));
      yield { ...row, promptText: promptText(row.prompt) };
    }
  } catch (cause) {
    const where = number === 0 ? file : `${file}, line ${number}`;
    throw new AppError("invalid_input", { userMessage: `${where} cannot be read as an item with responses.`, cause });
  }
}

/** Judged pairs of a test file: the most frequent human answer of each row (or of each pair of it); a tie where none leads. */
export const readTestPairs = async (file: string): Promise<PairText[]> => {
  const pairs: PairText[] = [];
  for await (const row of readItemFile(file)) {
    const votes = new Map<string, { a: number; b: number; forA: number; forB: number; ties: number }>();
    for (const label of row.labels) {
      if (label.kind !== "human" || label.choice === null || label.choice === undefined) continue;
      const [a, b] = label.pair ?? [0, 1];
      if (!label.pair && row.responses.length !== 2) continue;
      const count = votes.get(`${a}-${b}`) ?? { a, b, forA: 0, forB: 0, ties: 0 };
      if (label.choice === a) count.forA += 1;
      else if (label.choice === b) count.forB += 1;
      else count.ties += 1;
      votes.set(`${a}-${b}`, count);
    }
    for (const { a, b, forA, forB, ties } of votes.values()) {
      const first = row.responses[a];
      const second = row.responses[b];
      if (!first || !second) continue;
      const pFirst = forA > Math.max(forB, ties) ? 1 : forB > Math.max(forA, ties) ? 0 : 0.5;
      pairs.push({ promptId: row.promptText, prompt: row.promptText, first: first.text, second: second.text, pFirst, weight: 1 });
    }
  }
  return pairs;
};
