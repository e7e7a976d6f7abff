import { z } from "zod";
import { levelDimensions, listDimensions } from "@/lib/ml/routing/tag-set";
import { db } from "@/lib/db";
import { createAgreementTally } from "@/lib/tags/agreement-tally";
import type { AgreementTally, Said } from "@/lib/tags/agreement-tally";
import type { PromptTags, TagAgreement } from "@/lib/tags/schema";
import { factsAfter, taggersOf } from "@/lib/tags/store";

const rowsAtOnce = 2000;

/** Levels agree or do not; lists by |A ∩ B| / |A ∪ B|. */
const overlap = (a: Said, b: Said): number => {
  if (typeof a === "string" || typeof b === "string") return a === b ? 1 : 0;
  const both = a.filter((entry) => b.includes(entry)).length;
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 1 : both / all;
};

/** Tallies by source and dimension, and the numbers of the prompts met. */
type Tallies = { by: Map<string, AgreementTally>; prompts: Map<string, number> };

const promptNumber = ({ prompts }: Tallies, hash: string): number => {
  const number = prompts.get(hash) ?? prompts.size;
  prompts.set(hash, number);
  return number;
};

const add = (tallies: Tallies, other: string, dimension: string, prompt: number, ours: Said, theirs: Said): void => {
  const key = `${other}\n${dimension}`;
  const tally = tallies.by.get(key) ?? createAgreementTally(overlap);
  tallies.by.set(key, tally);
  tally.add(prompt, ours, theirs);
};

const compare = (tallies: Tallies, other: string, row: { promptHash: string; prompt: PromptTags }, theirs: PromptTags): void => {
  const number = promptNumber(tallies, row.promptHash);
  for (const dimension of [...levelDimensions, ...listDimensions]) {
    const [left, right] = [row.prompt[dimension], theirs[dimension]];
    if (left !== null && right !== null) add(tallies, other, dimension, number, left, right);
  }
};

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

/** The language that an imported row names for its prompt: "de", "de-en" (from, to), "German". */
export const languageOfMeta = (meta: unknown): string | null => {
  if (typeof meta !== "object" || meta === null) return null;
  const given = "language" in meta ? meta.language : "lang" in meta ? meta.lang : null;
  if (typeof given !== "string") return null;
  const [code = ""] = given.split(/[-_]/u);
  if (!/^[a-z]{2,3}$/u.test(code)) return /^\p{Lu}\p{L}+$/u.test(given) ? given : null;
  return languageNames.of(code) ?? null;
};

const givenSchema = z.union([z.string(), z.array(z.string())]);

/**
 * What an imported row itself says of its prompt: a field of its `meta` that has the name of a dimension, by whoever described it,
 * and its language. Levels are compared in small letters.
 */
export const tagsOfMeta = (meta: unknown): Partial<PromptTags> => {
  const language = languageOfMeta(meta);
  const found: Partial<PromptTags> = language === null ? {} : { languages: [language] };
  if (typeof meta !== "object" || meta === null) return found;
  const fields = new Map<string, unknown>(Object.entries(meta));
  for (const dimension of levelDimensions) {
    const given = givenSchema.safeParse(fields.get(dimension)).data;
    if (typeof given === "string" && given.trim() !== "") found[dimension] = given.trim().toLowerCase();
  }
  for (const dimension of listDimensions) {
    const given = givenSchema.safeParse(fields.get(dimension)).data;
    if (given !== undefined) found[dimension] = typeof given === "string" ? (given.trim() === "" ? [] : [given.trim()]) : given;
  }
  return found;
};

const withMeta = (row: { promptHash: string; meta: unknown; prompt: PromptTags }, tallies: Tallies): void => {
  const said = tagsOfMeta(row.meta);
  const number = promptNumber(tallies, row.promptHash);
  for (const dimension of levelDimensions) {
    const [theirs, ours] = [said[dimension], row.prompt[dimension]];
    if (theirs && ours !== null) add(tallies, "file", dimension, number, ours, theirs);
  }
  for (const dimension of listDimensions) {
    const [theirs, ours] = [said[dimension], row.prompt[dimension]];
    if (!theirs || ours === null) continue;
    // A file names the language that a text is in; a tagger may find further ones.
    if (dimension === "languages") add(tallies, "file", dimension, number, ours[0] ?? "", theirs[0] ?? "");
    else add(tallies, "file", dimension, number, ours, theirs);
  }
};

/** How far a tagger agrees with every other one of the project, and with what the file says of its prompts, where it says anything. */
export const measureTagAgreement = async (projectId: string, tagger: string): Promise<TagAgreement[]> => {
  const others = (await taggersOf(db(), projectId)).map((row) => row.tagger).filter((name) => name !== tagger);
  const tallies: Tallies = { by: new Map(), prompts: new Map() };
  for (let ordinal = 0; ;) {
    const rows = await factsAfter(db(), { projectId, tagger, itemShare: 1 }, ordinal, rowsAtOnce);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) break;
    for (const row of rows) withMeta(row, tallies);
    for (const other of others) {
      const theirs = new Map(
        (await factsAfter(db(), { projectId, tagger: other, itemShare: 1 }, first.ordinal - 1, rowsAtOnce)).map((row) => [
          row.itemId,
          row.prompt,
        ]),
      );
      for (const row of rows) {
        const prompt = theirs.get(row.itemId);
        if (prompt) compare(tallies, other, row, prompt);
      }
    }
    ordinal = last.ordinal;
  }
  return [...tallies.by].map(([key, tally]) => {
    const [by = "", dimension = ""] = key.split("\n");
    return { with: by, dimension, ...tally.close() };
  });
};
