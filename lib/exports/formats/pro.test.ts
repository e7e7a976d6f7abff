import { expect, it } from "vitest";
import { z } from "zod";
import type { Asked, Entry, EntryOutcome, Side } from "@/lib/exports/formats/contract";
import { pro } from "@/lib/exports/formats/pro";
import { storedRecipeSchema } from "@/lib/exports/schema";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import { kindOf } from "@/lib/kinds/registry";
import { createRandom } from "@/lib/ml/random/random";
import { sourceOf } from "@/scripts/testing/file-source";

const kind = kindOf("pointwise");
const config = kind.configSchema.parse({
  scales: [
    { type: "number", name: "errors", title: "How many errors?", better: "lower", min: 0, whole: true, required: true },
    { type: "number", name: "grade", title: "How good?", better: "higher", min: 0, whole: true, required: true },
  ],
});
const recipe = storedRecipeSchema.parse({
  resolved: { campaignId: "marks", aggregationId: null, question: "errors", readAt: "2026-11-21T00:00:00.000Z" },
});

/** Two responses, of which the first has no error and grade 9, the second four errors and grade 2. */
const entryOf = (asked: Asked): Entry => {
  const texts = ["none wrong", "four wrong"];
  const side = (ordinal: number): Side => ({ text: texts[ordinal] ?? "", model: null, ordinal });
  const outcome: EntryOutcome = {
    ...{ unitKey: "0", part: "", reason: null, chosen: side(0), rejected: side(1) },
    ...{ margin: null, weight: 1, pChosen: 0.9 },
  };
  return {
    ...{ item: "i", prompt: "Count.", media: null, source: null, license: null, meta: {}, promptHash: "p", split: "train", tasks: [] },
    candidates: texts.map((text) => ({ text, model: null, id: null, media: null })),
    answers: [
      { errors: 0, grade: 9 },
      { errors: 4, grade: 2 },
    ].map((given, ordinal) => {
      const response = { ratings: { [String(ordinal)]: given } };
      return {
        ...{ asked, unitKey: String(ordinal), annotator: "ada", source: "human" as const, response, counted: true, repeat: false },
        ...{ leftOut: false, earlierQuestion: false, comment: null, activeSeconds: null, extras: [], createdAt: null },
        forms: kind.normalise(config, String(ordinal), response),
      };
    }),
    outcomes: [outcome],
  };
};

it.each([
  ["grade", [9, 2]],
  ["errors", [0, -4]],
])("has a higher reward for the better response, whichever end of the scale of %s is the better", (question, reward) => {
  const asked: Asked = { kind, config, question, campaign: "marks", extras: [] };
  const written = pro.write(entryOf(asked), { asked, shape: "standard", recipe, mostResponses: 2, written: () => 0 });
  expect(written).toEqual([
    { unitKey: "0", part: "", rows: [{ prompt: "Count.", responses: ["none wrong", "four wrong"], rank: [1, 2], reward }] },
  ]);
});

const pieces = ["plain", '"quotes"', "a line\nmore", "comma, tab\t", "日本語 😀", "[1]", "{}", "0", "null", " "];

/** Texts in groups, the best first, and the preferences that say so. */
const generate = (index: number, random: ReturnType<typeof createRandom>): { groups: string[][]; entry: Entry } => {
  const levels = [0, 1, ...Array.from({ length: random.integer(5) }, () => random.integer(4))].sort(() => random.integer(3) - 1);
  const texts = levels.map((_, i) => `${pieces[random.integer(pieces.length)] ?? ""} ${index}.${i}`);
  const side = (ordinal: number): Side => ({ text: texts[ordinal] ?? "", model: null, ordinal });
  const pairs = levels.flatMap((level, a) => levels.flatMap((other, b) => (level < other ? [[a, b] as const] : [])));
  const outcomes = pairs.map(([a, b]): EntryOutcome => {
    const told = { reason: null, margin: null, weight: 1, pChosen: 0.9 };
    return { unitKey: "", part: `${a}>${b}`, chosen: side(a), rejected: side(b), ...told };
  });
  const groups = [0, 1, 2, 3].map((level) => texts.filter((_, i) => levels[i] === level).sort()).filter((group) => group.length > 0);
  const asked: Asked = { kind, config, question: "grade", campaign: "marks", extras: [] };
  const candidates = texts.map((text) => ({ text, model: null, id: null, media: null }));
  return { groups, entry: { ...entryOf(asked), prompt: `Rank ${index}.`, candidates, answers: [], outcomes } };
};

it("gives back the order and the ties of 1,000 rankings", async () => {
  const random = createRandom(11);
  const made = Array.from({ length: 1_000 }, (_, index) => generate(index, random));
  const asked: Asked = { kind, config, question: "grade", campaign: "marks", extras: [] };
  const rows = made.flatMap(({ entry }) =>
    pro
      .write(entry, { asked, shape: "standard", recipe, mostResponses: 7, written: () => 0 })
      .flatMap((one) => ("rows" in one ? one.rows : [])),
  );
  const source = sourceOf(rows.map((row) => JSON.stringify(row)).join("\n"));
  const { reading } = await detectReading(source, "auto");
  expect(reading.format).toBe("ranked-lists");
  const read: string[][][] = [];
  for await (const one of readRows(source, reading, { bytes: 0 })) {
    if (one.ok !== true) throw new Error(`line ${one.line} is not read`);
    const { responses, labels } = one.row;
    const ranking = z.array(z.union([z.number(), z.array(z.number())])).parse(labels[0]?.ranking);
    read.push(
      ranking.map((place) =>
        [place]
          .flat()
          .map((ordinal) => responses[ordinal]?.text ?? "")
          .sort(),
      ),
    );
  }
  expect(read).toEqual(made.map(({ groups }) => groups));
});
