import { parse } from "yaml";
import { z } from "zod";
import { globMatcher } from "@/lib/imports/containers/match-glob";

/**
 * Which files of a data set folder hold its rows, and to which split each belongs, as the Hugging Face hub reads one: by the
 * configurations in the README's header, else by the names of files and folders.
 */

/** `config`: where there are several and none is the default one */
export type DataFile = { name: string; split: string | null; config?: string };
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

type Config = z.infer<typeof configSchema>;

const filesOf = ({ data_dir: below, data_files: wanted }: Config, data: string[]): DataFile[] => {
  if (!wanted && below === undefined) return [];
  const within = below === undefined ? "" : `${below.replace(/^\.?\//, "").replace(/\/$/, "")}/`;
  return (wanted ?? [{ split: null, path: ["**"] }]).flatMap(({ split, path }) => {
    const patterns = path.map((glob) => globMatcher(`${within}${glob.replace(/^\.?\//, "")}`));
    return data.filter((name) => patterns.some((fits) => fits(name))).map((name) => ({ name, split: split ?? splitOfPath(name) }));
  });
};

/** `names` are paths with `/` below the folder that holds the README. */
export const planFolder = (names: string[], readme: string | null): FolderPlan => {
  const data = names.filter((name) => dataFile.test(name) && !notRows.test(name)).sort();
  const card = cardSchema.safeParse(headerOf(readme));
  const configs = card.success ? card.data.configs : [];
  const main = configs.find((config) => config.default) ?? configs.find(({ config_name: name }) => name === "default");
  const chosen = main ?? configs[0];
  const others = configs.filter((config) => config !== chosen).map(({ config_name: name }) => name);
  const files = chosen ? filesOf(chosen, data) : [];
  if (chosen && files.length > 0) {
    const config = chosen.config_name;
    if (main || configs.length === 1) return { files, config, otherConfigs: others };
    // Which of them is meant nobody says: the first, unless it turns out that it holds no rows to be read.
    const all = configs.flatMap((one) => filesOf(one, data).map((file) => ({ ...file, config: one.config_name })));
    return { files: all.filter(({ name }, i) => all.findIndex((one) => one.name === name) === i), config, otherConfigs: others };
  }
  return { files: data.map((name) => ({ name, split: splitOfPath(name) })), config: null, otherConfigs: [] };
};
