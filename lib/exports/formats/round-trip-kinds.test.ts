import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Asked, Entry, EntryAnswer, FormatContext } from "@/lib/exports/formats/contract";
import { formats } from "@/lib/exports/formats/registry";
import type { Row } from "@/lib/exports/formats/text";
import { storedRecipeSchema } from "@/lib/exports/schema";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { readLabels } from "@/lib/imports/targets";
import type { ImportTarget } from "@/lib/imports/targets";
import { kindOf } from "@/lib/kinds/registry";
import type { AnyKind } from "@/lib/kinds/registry";
import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream } from "@/lib/ml/random/random";
import { applyEdits } from "@/lib/ml/text-diff/edits";

/**
 * Answers of every kind, written and read again: in our own format whole, with comments, critiques and rewrites; in those of
 * other tools as far as these have words for them. 1,000 generated answers a kind, read from labels as an import reads them.
 */

const items = 250;
const people = ["ada", "kim", "zoe", "judge-1"];
const recipe = storedRecipeSchema.parse({
  resolved: { campaignId: "c", aggregationId: null, question: "overall", readAt: "2026-11-21T00:00:00.000Z" },
});

type Label = Record<string, unknown>;
type Case = { kind: string; candidates: number; label: (random: RandomStream, texts: string[], round: number) => Label };

const pick = <Value>(random: RandomStream, values: readonly Value[]): Value => {
  const value = values[random.integer(values.length)];
  if (value === undefined) throw new RangeError("values: empty");
  return value;
};

const comparison = (random: RandomStream): Label => {
  const choice = pick(random, [0, 1, "tie"] as const);
  if (choice === "tie") return { choice };
  const strength = pick(random, [0.6, 0.75, 1]);
  return { choice, strength: choice === 1 ? strength : 1 - strength };
};

const aspects = (random: RandomStream): Label => ({
  answer: {
    answers: {
      overall: { choice: pick(random, [0, 1]), confidence: "fairly" },
      honesty: { choice: pick(random, [0, 1, "tie"]), reasons: ["made up"] },
    },
    rationale: "Says so.\nTwice.",
  },
});

/** Words that are rewritten. */
const marks = (random: RandomStream, text: string) =>
  [...text.matchAll(/\w+/g)]
    .filter(() => random.integer(3) === 0)
    .map((word) => ({
      start: word.index,
      end: word.index + word[0].length,
      on: "target",
      text: word[0],
      category: pick(random, ["wording", "fact"]),
      severity: pick(random, ["Minor", "Major"]),
      replacement: pick(random, ["", "better 😀", "two\nlines"]),
      explanation: "wrong",
    }));

const cases: Record<string, Case> = {
  pairs: { kind: "pairwise", candidates: 2, label: comparison },
  "pairs of several aspects": { kind: "pairwise", candidates: 2, label: aspects },
  rankings: {
    kind: "ranking",
    candidates: 4,
    label: (random) => {
      const order = [0, 1, 2, 3].sort(() => random.integer(3) - 1);
      const form = random.integer(6);
      if (form === 0) return { ranking: order.slice(0, 3), flags: { [String(order[3])]: ["off-topic"] }, rationale: "Says so.\nTwice." };
      return { ranking: form < 3 ? [order.slice(0, 2), ...order.slice(2)] : order };
    },
  },
  ratings: {
    kind: "pointwise",
    candidates: 2,
    label: (random, _texts, round) => ({
      response: round % 2,
      ratings: { overall: 1 + random.integer(5), honesty: random.integer(8) / 2 },
    }),
  },
  corrections: {
    kind: "segment",
    candidates: 1,
    label: (random, [text = ""]) => {
      const segments = marks(random, text);
      if (segments.length === 0) return { response: 0, segments, no_error: true };
      return { response: 0, segments, correction: applyEdits(text, segments) };
    },
  },
};

type Answered = { target: ImportTarget; entries: Entry[] };

/** `some`: what a tool says beside the answers, of which the kind makes nothing, may stand among them. */
const answersOf = (
  target: ImportTarget,
  row: ImportRow,
  some = false,
): { unitKey: string; annotator: string; source: EntryAnswer["source"]; response: unknown; comment: unknown }[] => {
  const unfit = new Map<string, number>();
  const read = readLabels([target], row, unfit);
  if ("reason" in read) throw new Error(read.reason);
  if (unfit.size > 0 && !some) throw new Error(JSON.stringify([...unfit]));
  return read.answers.map(({ unitKey, response, label }) => ({
    unitKey,
    annotator: label.annotator,
    source: label.kind,
    response,
    comment: label.comment ?? null,
  }));
};

const targetOf = (kind: AnyKind): ImportTarget => ({ campaignId: "c", kind, config: null, learns: true, stored: null, lessons: [] });
const askedOf = ({ kind, config }: ImportTarget): Asked => {
  const settled = config ?? kind.defaultConfig;
  return { kind, config: settled, question: kind.questions(settled)[0]?.name ?? "", campaign: "c", extras: [] };
};

const generate = ({ kind: id, candidates, label }: Case, seed: number): Answered => {
  const random = createRandom(seed);
  const target = targetOf(kindOf(id));
  const rows = Array.from({ length: items }, (_, index): ImportRow => {
    const texts = Array.from({ length: candidates }, (__, ordinal) => `Answer ${ordinal} to ${index}: some words, “quoted” 😀\nand more.`);
    return {
      id: `item-${index}`,
      prompt: `Question ${index}`,
      responses: texts.map((text, ordinal) => ({ text, model: `model-${ordinal}` })),
      labels: people.map((annotator, round) => ({
        annotator,
        kind: annotator.startsWith("judge") ? ("lm" as const) : ("human" as const),
        ...label(random, texts, round),
        ...(round === 0 ? { comment: `Said of ${index}.` } : {}),
      })),
    };
  });
  const read = rows.map((row) => answersOf(target, row));
  const asked = askedOf(target);
  const entries = rows.map((row, index): Entry => ({
    item: row.id ?? "",
    prompt: row.prompt,
    media: null,
    candidates: row.responses.map(({ text, model }) => ({ text, model: model ?? null, id: null, media: null })),
    source: null,
    license: null,
    meta: {},
    promptHash: `${index}`,
    split: "train",
    tasks: [],
    answers: (read[index] ?? []).map((answer) => ({
      ...answer,
      asked,
      forms: asked.kind.normalise(asked.config, answer.unitKey, answer.response),
      counted: true,
      repeat: false,
      leftOut: false,
      earlierQuestion: false,
      comment: typeof answer.comment === "string" ? answer.comment : null,
      activeSeconds: null,
      extras: answer.comment === null ? [] : [{ name: "critique", response: 0, text: "Too “long”\nby half." }],
      createdAt: null,
    })),
    outcomes: [],
  }));
  return { target, entries };
};

const writtenAs = (format: keyof typeof formats, { target, entries }: Answered): Row[] => {
  const rows: Row[] = [];
  const mostResponses = Math.max(...entries.map(({ candidates }) => candidates.length));
  const asked = entries[0]?.answers[0]?.asked ?? askedOf(target);
  const context: FormatContext = { asked, shape: "standard", recipe, mostResponses, written: () => rows.length };
  for (const entry of entries) for (const part of formats[format].write(entry, context)) if ("rows" in part) rows.push(...part.rows);
  return rows;
};

const readBack = async (rows: Row[]): Promise<ImportRow[]> => {
  const bytes = Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n"));
  const source = { fileName: "x.jsonl", byteSize: bytes.length, path: null, open: () => Readable.from([bytes]) };
  const { reading } = await detectReading(source, "auto");
  const read: ImportRow[] = [];
  for await (const row of readRows(source, reading, { bytes: 0 })) {
    if (row.ok === false) throw new Error(`line ${row.line}: ${row.reason}`);
    if (row.ok === true) read.push(row.row);
  }
  return read;
};

const spansSchema = z.object({ spans: z.array(z.object({ start: z.number(), end: z.number(), type: z.string().optional() })) });

/** What an answer says in words that any tool has, with texts for the places of responses: a record may hold fewer than the item. */
const said = (
  { kind, config }: ImportTarget,
  { unitKey, annotator, response }: { unitKey: string; annotator: string; response: unknown },
  prompt: unknown,
  texts: string[],
): string[] => {
  const tell = (what: unknown): string => JSON.stringify([prompt, annotator, what]);
  if (kind.id === "segment") {
    const spans = spansSchema.parse(response).spans.map(({ start, end, type }) => [start, end, type]);
    return spans.length === 0 ? [] : [tell(spans)];
  }
  return kind.normalise(config ?? kind.defaultConfig, unitKey, response).map((form) => {
    if (form.form === "comparison") return tell([form.question, form.outcome]);
    return tell(form.form === "rating" ? [form.question, texts[form.response], form.value] : form);
  });
};

describe.each(Object.entries(cases))("%s", (_name, one) => {
  const answered = generate(one, 5);
  const { entries } = answered;

  it("come back whole in our own format, with comments and critiques", async () => {
    expect(entries.flatMap(({ answers }) => answers)).toHaveLength(items * people.length);
    const rows = await readBack(writtenAs("plumbline", answered));
    const again = targetOf(kindOf(one.kind));
    const read = rows.map((row) => answersOf(again, row));
    expect(read).toEqual(
      entries.map(({ answers }) =>
        answers.map(({ unitKey, annotator, source, response, comment }) => ({ unitKey, annotator, source, response, comment })),
      ),
    );
    expect(again.config).toEqual(answered.target.config);
    const extras = rows.flatMap(({ labels }) => labels.flatMap((label) => label.extras ?? []));
    expect(extras).toEqual(entries.flatMap(({ answers }) => answers.flatMap((answer) => answer.extras)));
    expect(rows.flatMap(({ responses }) => responses.map(({ model }) => model))).toEqual(
      entries.flatMap(({ candidates }) => candidates.map(({ model }) => model)),
    );
  });

  // What these tools have no words for (strengths, severities, new texts, answers that mark nothing) is left to our own format.
  it.each(["argilla", "argilla-flat", "label-studio"] as const)("say the same to %s and back", async (format) => {
    const again = targetOf(kindOf(one.kind));
    const read = (await readBack(writtenAs(format, answered))).map((row) => ({ ...row, answers: answersOf(again, row, true) }));
    const back = read.flatMap(({ prompt, responses, answers }) =>
      answers.flatMap((answer) =>
        said(
          again,
          answer,
          prompt,
          responses.map(({ text }) => text),
        ),
      ),
    );
    const there = entries.flatMap(({ prompt, candidates, answers }) =>
      answers.flatMap((answer) =>
        said(
          answered.target,
          answer,
          prompt,
          candidates.map(({ text }) => text),
        ),
      ),
    );
    expect(there.length).toBeGreaterThan(items);
    expect(back.toSorted()).toEqual(there.toSorted());
  });
});

it("suggests to Argilla a rating as a number, and nothing where votes were exactly divided", () => {
  const [one] = Object.values(cases).filter(({ kind }) => kind === "pointwise");
  if (!one) throw new Error("no case of ratings");
  const answered = generate(one, 5);
  const suggested = (choice: string): unknown =>
    writtenAs("argilla", {
      ...answered,
      entries: answered.entries.slice(0, 1).map((entry) => ({
        ...entry,
        tasks: entry.answers.slice(0, 1).map(({ unitKey }) => ({
          unitKey,
          part: "",
          isGold: false,
          consensus: { choice, posterior: {}, pChoice: 0.5, labels: 2, strength: null, detail: null },
        })),
      })),
    })[0]?.suggestions;
  expect(suggested("4")).toMatchObject([{ value: 4, agent: "consensus" }]);
  expect(suggested("undecided")).toEqual([]);
});

const orderSchema = z.object({ groups: z.array(z.array(z.number())), notRankable: z.string().optional() });

describe("rankings", () => {
  it.each(["oasst-trees", "oasst-messages"] as const)("come back from %s as each annotator gave them", async (format) => {
    const { candidates, label, kind } = cases.rankings ?? { candidates: 0, kind: "", label: () => ({}) };
    const answered = generate(
      {
        kind,
        candidates,
        label: (random, texts, round) =>
          round === 3 ? { not_rankable: pick(random, [true, "All of them are bad"]) } : label(random, texts, round),
      },
      6,
    );
    const tell = (prompt: unknown, annotator: string, response: unknown): string => {
      const { groups, notRankable } = orderSchema.parse(response);
      return JSON.stringify([prompt, annotator, notRankable ?? groups.map((group) => group.toSorted((a, b) => a - b))]);
    };
    const again = targetOf(kindOf(kind));
    const rows = (await readBack(writtenAs(format, answered))).filter(({ responses }) => responses.length > 1);
    const back = rows.flatMap((row) => answersOf(again, row).map(({ annotator, response }) => tell(row.prompt, annotator, response)));
    const there = answered.entries.flatMap(({ prompt, answers }) =>
      answers.map(({ annotator, response }) => tell(prompt, annotator, response)),
    );
    expect(there).toHaveLength(items * people.length);
    expect(back.toSorted()).toEqual(there.toSorted());
  });
});
