import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { frontMatter } from "@/lib/exports/card-front-matter";
import type { Column } from "@/lib/exports/columns";
import type { PackedFile } from "@/lib/exports/pack-parts";
import type { ExportContainer } from "@/lib/exports/schema";
import { recipeSchema } from "@/lib/exports/schema";

const columns: Column[] = [
  { name: "on", kind: "text" },
  { name: "12:30", kind: "text" },
];

const packed = (part: string, split: string, rows: number, own = columns): PackedFile => ({
  ...{ path: `${part}/${split}.parquet`, file: "", part, split, columns: own, rows, bytes: 10, stagedBytes: 10 },
});

/** As Python reads it. */
const read = (files: PackedFile[], container: ExportContainer = "hf") =>
  z
    .object({
      language: z.array(z.string()),
      pretty_name: z.string(),
      configs: z.array(
        z.looseObject({ config_name: z.string(), default: z.boolean().optional(), data_files: z.array(z.object({ split: z.string() })) }),
      ),
      dataset_info: z.array(
        z.object({
          features: z.array(z.looseObject({ name: z.string() })).optional(),
          splits: z.array(z.object({ num_examples: z.number() })),
        }),
      ),
    })
    .parse(
      parse(
        frontMatter({
          project: { name: "=", description: "" },
          version: {
            format: "trl-preference",
            container,
            recipe: { ...recipeSchema.parse({}), campaigns: [], resolved: { campaigns: [] } },
          },
          shape: "standard",
          ...{ considered: 0, exported: 0, excluded: {}, training: {}, codeVersion: "", media: false, files },
          facts: {
            campaigns: [],
            annotators: { people: 1, models: [], answersOfPeople: 1, answersOfModels: 0, uncounted: 0 },
            ...{ demographics: [], costs: new Map(), models: [], licences: [], languages: ["no", "en"] },
          },
        }),
        { version: "1.1" },
      ),
    );

it("is text to Python where it is text: Norwegian, a column called “on”, a project called “=”", () => {
  const { language, pretty_name: name, dataset_info: infos } = read([packed("default", "train", 3)]);
  expect([language, name, infos[0]?.features]).toEqual([
    ["no", "en"],
    "=",
    [
      { name: "on", dtype: "string" },
      { name: "12:30", dtype: "string" },
    ],
  ]);
});

it("lists no split and no part without rows, at which a reader would break off", () => {
  const files = [packed("default", "train", 3), packed("default", "test", 0), packed("spans", "train", 0), packed("items", "train", 2)];
  const { configs, dataset_info: infos } = read(files);
  expect(configs).toEqual([
    { config_name: "default", data_files: [{ split: "train" }], default: true },
    { config_name: "items", data_files: [{ split: "train" }] },
  ]);
  expect(infos.map(({ splits }) => splits)).toEqual([[{ num_examples: 3 }], [{ num_examples: 2 }]]);
  expect(read([packed("default", "train", 0), packed("items", "train", 2)]).configs).toEqual([
    { config_name: "items", data_files: [{ split: "train" }] },
  ]);
});

// With other features `load_dataset` breaks off: it casts what it finds in the files to them.
it.each([
  [
    "hf",
    [
      { name: "turns", list: expect.anything() },
      { name: "n", dtype: "int64" },
    ],
    [{ name: "meta", dtype: "string" }],
  ],
  [
    "jsonl",
    [
      { name: "turns", list: expect.anything() },
      { name: "n", dtype: "int64" },
    ],
    undefined,
  ],
  [
    "csv",
    [
      { name: "turns", dtype: "string" },
      { name: "n", dtype: "int64" },
    ],
    [{ name: "meta", dtype: "string" }],
  ],
] as const)("tells the columns as they stand in %s", (container, fixed, loose) => {
  const files = [
    packed("default", "train", 3, [
      { name: "turns", kind: "messages" },
      { name: "n", kind: "integer" },
    ]),
    packed("items", "train", 2, [{ name: "meta", kind: "json" }]),
  ];
  expect(read(files, container).dataset_info.map(({ features }) => features)).toEqual([fixed, loose]);
});

it("has CSV read with its texts as they stand: a reply that says None is no missing one", () => {
  const files = [
    packed("default", "train", 3, [
      { name: "chosen", kind: "text" },
      { name: "margin", kind: "number" },
    ]),
    packed("items", "train", 2),
  ];
  expect(read(files, "csv").configs).toMatchObject([
    { config_name: "default", keep_default_na: false, na_values: { margin: [""] } },
    { config_name: "items", keep_default_na: false },
  ]);
  expect(read(files, "csv").configs[1]).not.toHaveProperty("na_values");
  expect(read(files, "jsonl").configs[0]).not.toHaveProperty("keep_default_na");
});
