import { once } from "node:events";
import type { WriteStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import type { OutputValue } from "@/cli/command";
import { makeFolder } from "@/lib/make-folder";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import { readItemFile } from "@/lib/reward-models/read-test-file";
import { scoreResponses } from "@/lib/reward-models/score-candidates";

export const command = defineCommand({
  name: "score",
  describe: "score the responses of a file with a trained reward model",
  options: [
    { flags: "--version <id>", describe: "the version, as train printed it" },
    { flags: "--in <file>", describe: "items in the import schema, one JSON object a line" },
    { flags: "--out <file>", describe: "where scores go, one line an item" },
    { flags: "--explain", describe: "also the ten largest parts of each score, of a lexical model" },
  ],
  schema: z.object({
    version: z.string("is needed"),
    in: z.string("is needed"),
    out: z.string("is needed"),
    explain: z.boolean().default(false),
  }),
  run: async ({ actor: getActor }, { version, in: source, out, explain }) => {
    const actor = await getActor();
    const started = performance.now();
    const ids: string[] = [];
    const read = async function* (): AsyncGenerator<{ prompt: string; responses: string[] }> {
      for await (const row of readItemFile(path.resolve(source))) {
        ids.push(row.id ?? String(ids.length + 1));
        yield { prompt: row.promptText, responses: row.responses.map((response) => response.text) };
      }
    };
    const file = path.resolve(out);
    await makeFolder(path.dirname(file));
    // Opened with the first scores: what is refused before leaves the file of an earlier run alone.
    let opened: WriteStream | null = null;
    const target = async (): Promise<WriteStream> => (opened ??= (await open(file, "w")).createWriteStream());
    let written = 0;
    const { rows } = await scoreResponses(actor, { versionId: version, rows: read(), explain }, async (scores, why) => {
      const lines = scores.map((values, index) =>
        JSON.stringify({ id: ids[written + index], scores: values, ...(why ? { why: why[index]?.map(partsOf) } : {}) }),
      );
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
