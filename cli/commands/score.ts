import { once } from "node:events";
import type { WriteStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import type { OutputValue } from "@/cli/command";
import { readMapFile } from "@/lib/imports/read-map-file";
import { makeFolder } from "@/lib/make-folder";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import { readItemFile } from "@/lib/reward-models/read-test-file";
import type { FileRow } from "@/lib/reward-models/read-test-file";
import { scoreResponses } from "@/lib/reward-models/score-candidates";

/**
 * The response that the row's only choice names. Of a file with a column of chosen and one of rejected texts, which stands first is
 * drawn from the texts: without it nobody could tell whose score is whose.
 */
const chosenOf = ({ labels }: FileRow): { chosen?: number } => {
  const chosen = labels.flatMap(({ choice }) => (typeof choice === "number" ? [choice] : []));
  return chosen.length === 1 ? { chosen: chosen[0] ?? 0 } : {};
};

export const command = defineCommand({
  name: "score",
  describe: "score the responses of a file with a trained reward model",
  options: [
    { flags: "--version <id>", describe: "the version, as train printed it" },
    { flags: "--in <file>", describe: "items, in any file that import reads" },
    { flags: "--map <file>", describe: "a JSON file that says which column is what, as that of import --map does" },
    { flags: "--out <file>", describe: "where scores go, one line an item, in the order of its responses" },
    { flags: "--explain", describe: "also the ten largest parts of each score, of a lexical model" },
  ],
  schema: z.object({
    version: z.string("is needed"),
    in: z.string("is needed"),
    map: z.string().min(1, "must not be empty").optional(),
    out: z.string("is needed"),
    explain: z.boolean().default(false),
  }),
  run: async ({ actor: getActor }, { version, in: source, map, out, explain }) => {
    const actor = await getActor();
    const mapping = map === undefined ? undefined : await readMapFile(path.resolve(map));
    const started = performance.now();
    const heads: { id: string; chosen?: number }[] = [];
    const read = async function* (): AsyncGenerator<{ prompt: string; promptHash: string; responses: string[] }> {
      for await (const row of readItemFile(path.resolve(source), mapping)) {
        heads.push({ id: row.id ?? String(heads.length + 1), ...chosenOf(row) });
        yield { prompt: row.promptText, promptHash: row.promptHash, responses: row.responses.map((response) => response.text) };
      }
    };
    const file = path.resolve(out);
    await makeFolder(path.dirname(file));
    // Opened with the first scores: what is refused before leaves the file of an earlier run alone.
    let opened: WriteStream | null = null;
    const target = async (): Promise<WriteStream> => (opened ??= (await open(file, "w")).createWriteStream());
    let written = 0;
    const { rows } = await scoreResponses(actor, { versionId: version, rows: read(), explain }, async (scores, why) => {
      const lines = scores.map((values, index) => {
        const { id, ...chosen } = heads[written + index] ?? {};
        return JSON.stringify({ id, scores: values, ...chosen, ...(why ? { why: why[index]?.map(partsOf) } : {}) });
      });
      written += scores.length;
      const stream = await target();
      if (!stream.write(`${lines.join("\n")}\n`)) await once(stream, "drain");
    });
    const stream = await target();
    stream.end();
    await once(stream, "finish");
    const seconds = (performance.now() - started) / 1000;
    return { rows, rows_per_second: rows / Math.max(seconds, 1e-9) };
  },
});

/** score = base + parts + what smaller parts add. */
const partsOf = ({ base, parts }: ScoreExplanation): OutputValue => ({
  base,
  parts: parts.map(({ kind, name, value, contribution }) => ({ kind, name, value, logits: contribution })),
});
