import { stringify } from "yaml";
import type { CardFacts } from "@/lib/exports/card-facts";
import { feature } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";
import type { RowShape } from "@/lib/exports/preference-rows";
import { exclusionWords, formatTitles } from "@/lib/exports/schema";
import type { ExportContainer, ExportFormat, StoredRecipe } from "@/lib/exports/schema";

export type CardPart = {
  part: string;
  columns: Column[];
  splits: { split: string; path: string; rows: number; bytes: number; stagedBytes: number }[];
};

export type CardInput = {
  project: { name: string; description: string };
  campaign: { name: string; kind: string };
  format: ExportFormat;
  container: ExportContainer;
  shape: RowShape;
  recipe: StoredRecipe;
  aggregation: { model: string; source: string; converged: boolean } | null;
  considered: number;
  exported: number;
  excluded: Record<string, number>;
  parts: CardPart[];
  facts: CardFacts;
  codeVersion: string;
};

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

/** One licence of all items in the hub's spelling; "other" where they differ, none where nobody said. */
export const licenceOf = (wanted: string | undefined, licences: string[]): string | undefined => {
  if (wanted) return wanted;
  if (licences.length === 0) return undefined;
  const [only] = licences;
  return licences.length === 1 && only
    ? only
        .toLowerCase()
        .replace(/[^a-z0-9.]+/g, "-")
        .replace(/^-+|-+$/g, "")
    : "other";
};

/** The main part is what `load_dataset` gives when it is asked for nothing else. */
const configName = (part: string): string => (part === "preference" ? "default" : part);

const frontMatter = (input: CardInput): string => {
  const { parts, facts, recipe } = input;
  const [main] = parts;
  const rows = main?.splits.reduce((sum, split) => sum + split.rows, 0) ?? 0;
  const licence = licenceOf(recipe.license, facts.licences);
  const creators = [
    facts.annotators.people > 0 ? ["crowdsourced"] : [],
    facts.annotators.models.length > 0 ? ["machine-generated"] : [],
  ].flat();
  return stringify(
    {
      ...(recipe.languages.length > 0 ? { language: recipe.languages } : {}),
      ...(licence ? { license: licence } : {}),
      pretty_name: input.project.name,
      tags: [
        "preference",
        "rlhf",
        ...(input.format === "annotations" ? [] : ["dpo"]),
        ...(facts.annotators.people > 0 ? ["human-feedback"] : []),
      ],
      ...(creators.length > 0 ? { annotations_creators: creators } : {}),
      size_categories: [sizeCategory(rows)],
      configs: parts.map(({ part, splits }, index) => ({
        config_name: configName(part),
        data_files: splits.map(({ split, path }) => ({ split, path })),
        ...(index === 0 ? { default: true } : {}),
      })),
      dataset_info: parts.map(({ part, columns, splits }) => ({
        config_name: configName(part),
        features: columns.map(feature),
        splits: splits.map(({ split, rows: examples, stagedBytes }) => ({ name: split, num_bytes: stagedBytes, num_examples: examples })),
        download_size: splits.reduce((sum, split) => sum + split.bytes, 0),
        dataset_size: splits.reduce((sum, split) => sum + split.stagedBytes, 0),
      })),
    },
    { lineWidth: 0 },
  );
};

const number = (value: number): string => (Math.abs(value) < 1 ? value.toFixed(3) : value.toFixed(2));

const whose = { human: "people", lm: "language models", all: "people and language models together" };

const agreementLines = ({ agreement: { source, report } }: CardFacts): string[] => {
  const { estimate, metric, level, labels, annotators } = report;
  const scope = `among ${whose[source]} (${labels} labels by ${annotators} annotators)`;
  if (estimate.value === null) return [`- ${metric}, ${level}, ${scope}: undefined. ${estimate.reason}`];
  const interval = estimate.ci ? `, 95 % interval ${number(estimate.ci[0])} to ${number(estimate.ci[1])}` : "";
  return [`- ${metric}, ${level}, ${scope}: ${number(estimate.value)}${interval}, n = ${estimate.n}`];
};

const recipeLines = ({ recipe, format, shape, aggregation }: CardInput): string[] => {
  if (format === "annotations") return [`- Every answer that stood at the time of the build, from campaign \`${recipe.campaign}\`.`];
  return [
    `- Labels: consensus of campaign \`${recipe.campaign}\`, model \`${aggregation?.model ?? "none"}\` over source \`${aggregation?.source ?? "none"}\`${aggregation?.converged === false ? ", which had not converged" : ""}.`,
    `- Least posterior of the chosen side: ${recipe.minPosterior}. Ties: ${recipe.ties === "drop" ? "left out" : "given to the more probable side"}. Tasks with a known answer: ${recipe.gold === "include" ? "included" : "left out"}.`,
    `- Rows are ${shape === "conversational" ? "lists of messages with role and content" : "plain text"}.`,
    `- Splits by prompt with seed ${recipe.seed}: ${Object.entries(recipe.splits)
      .filter(([, share]) => share > 0)
      .map(([name, share]) => `${name} ${Math.round(share * 1000) / 10} %`)
      .join(", ")}. Rows that share a prompt are in the same split.`,
  ];
};

const people = ({ annotators }: CardFacts): string[] => [
  `- People: ${annotators.people}, with ${annotators.answersOfPeople} answers`,
  `- Language models: ${annotators.models.length}, with ${annotators.answersOfModels} answers${annotators.models.length > 0 ? ` (${annotators.models.join(", ")})` : ""}`,
];

const limits = ({ facts, format, container, excluded }: CardInput): string[] => [
  ...(format !== "annotations" && (excluded.tie ?? 0) > 0
    ? ["- Preference rows have no form for a tie; ties stand in the consensus part only."]
    : []),
  ...(facts.annotators.people === 0 ? ["- No person answered: the labels are those of language models."] : []),
  ...(facts.agreement.report.estimate.value === null ? ["- How far the annotators agree is not known."] : []),
  ...(container === "csv"
    ? ["- In CSV, texts that a spreadsheet could run as formulas have an apostrophe in front. Conversations are JSON in a cell."]
    : []),
  "- What annotators wrote in comments is given as it was written.",
];

/** The README of a version: front matter that the hub reads, then what a person should know before training on it. */
export const datasetCard = (input: CardInput): string => {
  const { project, campaign, format, considered, exported, excluded, facts, parts } = input;
  const left = Object.entries(excluded).sort(([a], [b]) => (a < b ? -1 : 1));
  const sections: [string, string[]][] = [
    [
      "What is in it",
      [
        formatTitles[format].about,
        "",
        ...parts.flatMap(({ part, columns, splits }) => [
          `- \`${configName(part)}\`: ${splits.map(({ split, rows }) => `${rows} rows ${split}`).join(", ")}; columns ${columns.map(({ name }) => `\`${name}\``).join(", ")}`,
        ]),
      ],
    ],
    ["How it was made", [`Campaign “${campaign.name}” (${campaign.kind}), exported by ${input.codeVersion}.`, "", ...recipeLines(input)]],
    [
      "What was left out",
      [
        `${considered} considered, ${exported} exported, ${considered - exported} left out.`,
        "",
        ...left.map(([reason, count]) => `- ${reason}: ${count} (${exclusionWords[reason] ?? "by the rule of the annotation kind"})`),
      ],
    ],
    ["Who answered", people(facts)],
    ["Agreement", agreementLines(facts)],
    ["Known limits", limits(input)],
    ...(facts.guide
      ? [[`Guide, version ${facts.guide.version}`, [facts.guide.markdown.trim().replace(/^(#{1,4}) /gm, "##$1 ")]] as [string, string[]]]
      : []),
  ];
  const body = sections.map(([title, lines]) => `## ${title}\n\n${lines.join("\n")}\n`).join("\n");
  return `---\n${frontMatter(input)}---\n\n# ${project.name}\n\n${project.description ? `${project.description}\n\n` : ""}${body}`;
};
