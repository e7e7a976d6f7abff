import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { kindOf } from "@/lib/kinds/registry";
import type { Observed } from "@/lib/routing/learn-units";
import { majorityOf, observeUnits } from "@/lib/routing/observe-units";
import { encodePair, encoderSample, fitPairEncoder } from "@/lib/routing/pair-encoder";
import { pairOf } from "@/lib/routing/read-units";
import type { AnswerRow, ItemTexts } from "@/lib/routing/store";

/** Public sets whose pairs people and language models have judged, read as the product reads them after an import. */

const rowSchema = z.object({
  id: z.string(),
  prompt: z.union([z.string(), z.array(z.object({ content: z.string() }))]),
  responses: z.array(z.object({ text: z.string(), model: z.string().nullish() })),
  labels: z.array(z.record(z.string(), z.json())),
  meta: z.record(z.string(), z.json()).nullish(),
});

export interface RealSet {
  name: string;
  folder: string;
  judge: string;
  /** Under which name a file's annotator counts; null leaves it out. */
  rename: (annotator: string) => string | null;
  /** Share of the judge's errors that must be caught with a quarter and with half of the items. */
  target: readonly [number, number];
}

const asIs = (annotator: string): string => annotator;
// One model asked for one of two objectives: it is one judge, and the objective is told by the item's own data.
const oneJudge = (annotator: string): string => (annotator.startsWith("gpt-3.5") ? "gpt-3.5" : annotator);

export const realSets: readonly RealSet[] = [
  { name: "pandalm GPT-3.5", folder: "pandalm", judge: "gpt-3.5-turbo", rename: asIs, target: [0.42, 0.68] },
  { name: "pandalm-7b", folder: "pandalm", judge: "pandalm-7b", rename: asIs, target: [0.48, 0.72] },
  { name: "llmbar GPT-4", folder: "llmbar", judge: "GPT-4/Vanilla", rename: asIs, target: [0.5, 0.8] },
  { name: "llmbar ChatGPT", folder: "llmbar", judge: "ChatGPT/Vanilla", rename: asIs, target: [0.36, 0.62] },
  { name: "llmbar PaLM2", folder: "llmbar", judge: "PaLM2/Vanilla", rename: asIs, target: [0.38, 0.7] },
  { name: "hh GPT-3.5", folder: "hh_rlhf_dual", judge: "gpt-3.5", rename: oneJudge, target: [0.265, 0.52] },
];

const config = { points: 3, questions: [{ name: "overall", title: "Which is better?", overall: true }] };

/** The pairs that both the judge and people have labelled, or null where the file is absent. */
export const readRealSet = ({ name, folder, judge, rename }: RealSet): Observed[] | null => {
  const file = path.join(process.env.PLUMBLINE_DATA ?? path.resolve("../shared/data"), folder, "train.jsonl.gz");
  if (!existsSync(file)) return null;
  const kind = kindOf("pairwise");
  const texts = new Map<string, ItemTexts>();
  const answers: AnswerRow[] = gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const row = rowSchema.parse(JSON.parse(line));
      const prompt = typeof row.prompt === "string" ? row.prompt : row.prompt.map((turn) => turn.content).join("\n\n");
      const responses = row.responses.map(({ text, model }) => ({ text, model: model ?? null }));
      texts.set(row.id, { prompt, responses });
      return row.labels.flatMap(({ annotator, kind: source, aspect: _aspect, ...label }): AnswerRow[] => {
        const named = rename(String(annotator));
        const answer = kind.fromImport(label, { prompt, candidates: responses }, config);
        if (named === null || !answer.fits) return [];
        return [
          {
            taskId: row.id,
            itemId: row.id,
            item: row.id,
            title: row.id,
            unitKey: "0-1",
            promptHash: createHash("sha256").update(prompt).digest("hex"),
            promptChars: prompt.length,
            itemSource: null,
            meta: row.meta ?? null,
            annotator: named,
            source: source === "lm" ? "lm" : "human",
            response: answer.response,
          },
        ];
      });
    });
  const pairs = observeUnits({ kind, config, question: "overall" }, answers, null)
    .filter((unit) => unit.judges.has(judge) && majorityOf(unit.people) !== null)
    .map((unit) => ({ unit, pair: pairOf(texts.get(unit.itemId), unit.ordinals) }));
  const encoder = fitPairEncoder(
    pairs.slice(0, encoderSample).map(({ pair }) => pair),
    1,
  );
  return pairs.map(({ unit, pair }) => ({ unit, project: name, facts: encodePair(encoder, pair) }));
};
