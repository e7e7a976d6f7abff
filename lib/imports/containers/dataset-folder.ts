import { parse } from "yaml";
import { z } from "zod";
import { globMatcher } from "@/lib/imports/containers/match-glob";

/**
 * Which files of a data set folder hold its rows, and to which split each belongs, as the Hugging Face hub reads one: by the
 * configurations in the README's header, else by the names of files and folders.
 */

export type DataFile = { name: string; split: string | null };
export type FolderPlan = { files: DataFile[]; config: string | null; otherConfigs: string[] };

const dataFile = /\.(jsonl|ndjson|json|csv|tsv|parquet|arrow|feather)(\.(gz|zst|zstd))?$/i;
const notRows = /(^|\/)(dataset_infos?|dataset_dict|state|manifest|config|package(-lock)?)\.json$|(^|\/)(\.|__MACOSX)/i;

const splitWords = new Map([
  ...["train", "training"].map((word) => [word, "train"] as const),
  ...["validation", "valid", "val", "dev"].map((word) => [word, "validation"] as const),
  ...["test", "testing", "eval", "evaluation"].map((word) => [word, "test"] as const),
]);

const pathsSchema = z.union([z.string(), z.array(z.string())]).transform((paths) => (typeof paths === "string" ? [paths] : paths));
const dataFilesSchema = z.union([
  pathsSchema.transform((paths) => [{ split: null as string | null, path: paths }]),
  z.array(z.object({ split: z.string().transform((name): string | null => name), path: pathsSchema })),
]);
const configSchema = z.object({
  config_name: z.coerce.string(),
  default: z.boolean().optional(),
  data_dir: z.string().optional(),
  data_files: dataFilesSchema.optional(),
});
const cardSchema = z.object({ configs: z.array(configSchema) });

/** The word of the path that names a split, set off by what is no letter or digit; the file's own name goes first. */
export const splitOfPath = (name: string): string | null => {
  for (const part of name.split("/").reverse()) {
    for (const word of part.toLowerCase().split(/[^a-z0-9]+/)) {
      const split = splitWords.get(word);
      if (split !== undefined) return split;
    }
  }
  return null;
};

const headerOf = (readme: string | null): unknown => {
  const header = readme === null ? null : /^\ufeff?---\r?\n([\s\S]*?)\r?\n---/.exec(readme);
  if (!header?.[1] || header[1].length > 200_000) return null;
  try {
    return parse(header[1], { maxAliasCount: 0 });
  } catch {
    return null; // a folder without a header that can be read is read by its names
  }
};

/** `names` are paths with `/` below the folder that holds the README. */
export const planFolder = (names: string[], readme: string | null): FolderPlan => {
  const data = names.filter((name) => dataFile.test(name) && !notRows.test(name)).sort();
  const card = cardSchema.safeParse(headerOf(readme));
  const configs = card.success ? card.data.configs : [];
  const chosen = configs.find((config) => config.default) ?? configs.find(({ config_name: name }) => name === "default") ?? configs[0];
  const others = configs.filter((config) => config !== chosen).map(({ config_name: name }) => name);
  if (chosen?.data_files || chosen?.data_dir !== undefined) {
    const within = chosen.data_dir === undefined ? "" : `${chosen.data_dir.replace(/^\.?\//, "").replace(/\/$/, "")}/`;
    const wanted = chosen.data_files ?? [{ split: null, path: ["**"] }];
    const files = wanted.flatMap(({ split, path }) => {
      const patterns = path.map((glob) => globMatcher(`${within}${glob.replace(/^\.?\//, "")}`));
      return data.filter((name) => patterns.some((fits) => fits(name))).map((name) => ({ name, split: split ?? splitOfPath(name) }));
    });
    if (files.length > 0) return { files, config: chosen.config_name, otherConfigs: others };
  }
  return { files: data.map((name) => ({ name, split: splitOfPath(name) })), config: null, otherConfigs: [] };
};
