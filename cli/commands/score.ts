import { open, realpath, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
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
  run: async ({ actor: getActor, control }, { version, in: source, map, out, explain }) => {
    const actor = await getActor();
    const mapping = map === undefined ? undefined : await readMapFile(path.resolve(map));
    const file = path.resolve(out);
    await refuseSame(path.resolve(source), file);
    const started = performance.now();
    const heads: { id: string; chosen?: number }[] = [];
    const read = async function* (): AsyncGenerator<{ prompt: string; promptHash: string; responses: string[] }> {
      for await (const row of readItemFile(path.resolve(source), mapping)) {
        control.signal.throwIfAborted();
        heads.push({ id: row.id ?? String(heads.length + 1), ...chosenOf(row) });
        yield { prompt: row.promptText, promptHash: row.promptHash, responses: row.responses.map((response) => response.text) };
      }
    };
    await makeFolder(path.dirname(file));
    let written = 0;
    const rows = await writeOrLeaveNone(file, async (append) => {
      const scored = await scoreResponses(actor, { versionId: version, rows: read(), explain }, async (scores, why) => {
        const lines = scores.map((values, index) => {
          const { id, ...chosen } = heads[written + index] ?? {};
          return JSON.stringify({ id, scores: values, ...chosen, ...(why ? { why: why[index]?.map(partsOf) } : {}) });
        });
        written += scores.length;
        await append(`${lines.join("\n")}\n`);
      });
      return scored.rows;
    }).catch((error: unknown) => {
      // Ctrl-C reaches the process that scores as well, which ends of it.
      control.signal.throwIfAborted();
      throw error;
    });
    const seconds = (performance.now() - started) / 1000;
    return { rows, rows_per_second: rows / Math.max(seconds, 1e-9) };
  },
});

/** Written over while it is read, a file of items would be lost. */
const refuseSame = async (source: string, target: string): Promise<void> => {
  const [from, to] = await Promise.all([source, target].map((file) => realpath(file).catch(() => null)));
  if (from !== null && from === to) throw new UsageError("--out: is the file that is read; name another one");
};

/** Opened with the first lines: what is refused before leaves the file of an earlier run alone. What breaks off later leaves none. */
const writeOrLeaveNone = async <Result>(
  file: string,
  write: (append: (text: string) => Promise<void>) => Promise<Result>,
): Promise<Result> => {
  const opened: FileHandle[] = [];
  const target = async (): Promise<FileHandle> => {
    const handle = opened[0] ?? (await open(file, "w"));
    if (opened.length === 0) opened.push(handle);
    return handle;
  };
  try {
    const result = await write(async (text) => (await target()).appendFile(text));
    await target();
    return result;
  } catch (error) {
    // A pipe is nobody's to take away.
    if ((await opened[0]?.stat())?.isFile()) await rm(file, { force: true });
    throw error;
  } finally {
    await opened[0]?.close();
  }
};

/** score = base + parts + what smaller parts add. */
const partsOf = ({ base, parts }: ScoreExplanation): OutputValue => ({
  base,
  parts: parts.map(({ kind, name, value, contribution }) => ({ kind, name, value, logits: contribution })),
});
