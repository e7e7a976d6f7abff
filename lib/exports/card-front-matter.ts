import { stringify } from "yaml";
import type { CardFacts } from "@/lib/exports/card-facts";
import { featuresOf, readingOf } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";
import { licenceOf } from "@/lib/exports/hub-licences";
import type { RowShape } from "@/lib/exports/formats/text";
import type { PackedFile } from "@/lib/exports/pack-parts";
import type { DatasetVersionView } from "@/lib/exports/version-schema";

export type CardInput = {
  project: { name: string; description: string };
  version: Pick<DatasetVersionView, "format" | "container" | "recipe">;
  shape: RowShape;
  considered: number;
  exported: number;
  excluded: Record<string, number>;
  /** settings for a trainer that follow from the rows */
  training: Record<string, number>;
  files: PackedFile[];
  /** some items show pictures, sound or video */
  media: boolean;
  facts: CardFacts;
  codeVersion: string;
};

type CardPart = { part: string; columns: Column[]; splits: { split: string; files: PackedFile[] }[] };

/** Files by part and split, in their order. */
export const partsOf = (files: PackedFile[]): CardPart[] => {
  const parts: CardPart[] = [];
  for (const file of files) {
    let part = parts.find((one) => one.part === file.part);
    if (!part) parts.push((part = { part: file.part, columns: file.columns, splits: [] }));
    const split = part.splits.find((one) => one.split === file.split);
    if (split) split.files.push(file);
    else part.splits.push({ split: file.split, files: [file] });
  }
  return parts;
};

export const total = (files: PackedFile[], of: (file: PackedFile) => number): number => files.reduce((sum, file) => sum + of(file), 0);

const sizeCategory = (rows: number): string => {
  const bounds: [number, string][] = [
    [1_000, "n<1K"],
    [10_000, "1K<n<10K"],
    [100_000, "10K<n<100K"],
    [1_000_000, "100K<n<1M"],
    [10_000_000, "1M<n<10M"],
  ];
  return bounds.find(([below]) => rows < below)?.[1] ?? "10M<n<100M";
};

/**
 * The front matter of a card, for the hub and for `datasets`. That one breaks off at a file of the list without a row, whatever is asked
 * of the others, so parts and splits without rows are not in the list. Each text is in quotes: YAML of version 1.1, which is what
 * Python reads, takes `on`, `no` or `12:30` for something else.
 */
export const frontMatter = (input: CardInput): string => {
  const { facts, version } = input;
  const parts = partsOf(input.files.filter((file) => file.rows > 0));
  const [main] = partsOf(input.files);
  const rows = main
    ? total(
        main.splits.flatMap(({ files }) => files),
        (file) => file.rows,
      )
    : 0;
  const languages = version.recipe.languages.length > 0 ? version.recipe.languages : facts.languages;
  const creators = [
    facts.annotators.people > 0 ? ["crowdsourced"] : [],
    facts.annotators.models.length > 0 ? ["machine-generated"] : [],
  ].flat();
  return stringify(
    {
      ...(languages.length > 0 ? { language: languages } : {}),
      ...licenceOf(version.recipe.license, facts.licences),
      pretty_name: input.project.name,
      tags: [
        "preference",
        "rlhf",
        ...(main?.columns.some(({ name }) => name === "rejected") ? ["dpo"] : []),
        ...(facts.annotators.people > 0 ? ["human-feedback"] : []),
      ],
      ...(creators.length > 0 ? { annotations_creators: creators } : {}),
      size_categories: [sizeCategory(rows)],
      configs: parts.map(({ part, columns, splits }) => ({
        config_name: part,
        data_files: splits.map(({ split, files }) => {
          const [only] = files;
          return { split, path: files.length === 1 && only ? only.path : files.map((file) => file.path) };
        }),
        ...(part === main?.part ? { default: true } : {}),
        ...readingOf(columns, version.container),
      })),
      dataset_info: parts.map(({ part, columns, splits }) => ({
        config_name: part,
        features: featuresOf(columns, version.container),
        splits: splits.map(({ split, files }) => ({
          name: split,
          num_bytes: total(files, (file) => file.stagedBytes),
          num_examples: total(files, (file) => file.rows),
        })),
        download_size: total(
          splits.flatMap(({ files }) => files),
          (file) => file.bytes,
        ),
        dataset_size: total(
          splits.flatMap(({ files }) => files),
          (file) => file.stagedBytes,
        ),
      })),
    },
    { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" },
  );
};
