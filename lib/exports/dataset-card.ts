import { inDollars } from "@/lib/budgets/schema";
import type { CampaignFacts, CardFacts } from "@/lib/exports/card-facts";
import { frontMatter, partsOf, total } from "@/lib/exports/card-front-matter";
import type { CardInput } from "@/lib/exports/card-front-matter";
import { leastPeople } from "@/lib/exports/demographics";
import { formatTitles } from "@/lib/exports/formats/names";
import { imagesColumn } from "@/lib/exports/formats/pictures";
import { formatOf, usesConsensus } from "@/lib/exports/formats/registry";
import { exclusionWords } from "@/lib/exports/schema";

const number = (value: number): string => (Math.abs(value) < 1 ? value.toFixed(3) : value.toFixed(2));

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const whose = { human: "people", lm: "language models", all: "people and language models together" };

const agreementLine = ({ name, agreement: { source, report } }: CampaignFacts): string => {
  const { estimate, metric, level, labels, annotators } = report;
  const scope = `among ${whose[source]} in “${name}” (${counted(labels, "label")} by ${counted(annotators, "annotator")})`;
  if (estimate.value === null) return `- ${metric}, ${level}, ${scope}: undefined. ${estimate.reason}`;
  const interval = estimate.ci ? `, 95 % interval ${number(estimate.ci[0])} to ${number(estimate.ci[1])}` : "";
  return `- ${metric}, ${level}, ${scope}: ${number(estimate.value)}${interval}, n = ${estimate.n}`;
};

const tieRules = {
  drop: "left out",
  lean: "given to the more probable side",
  unpaired: "two good responses in formats of single responses (and two bad ones where both are bad), left out elsewhere",
};

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

const filterLines = ({ version: { recipe } }: CardInput): string[] => {
  const { from, to, annotators, exceptAnnotators } = recipe.answers;
  return [
    ...(from || to ? [`- Answers given ${from ? `from ${from} ` : ""}${to ? `to ${to} ` : ""}(UTC) alone.`] : []),
    ...(annotators.length > 0 ? [`- Answers of ${annotators.length} named annotators alone.`] : []),
    ...(exceptAnnotators.length > 0 ? [`- Without the answers of ${exceptAnnotators.length} named annotators.`] : []),
    ...(recipe.itemSources.length > 0 ? [`- Items of these sources alone: ${recipe.itemSources.join(", ")}.`] : []),
  ];
};

const recipeLines = (input: CardInput): string[] => {
  const { version, shape, facts } = input;
  const { recipe } = version;
  const format = formatOf(version.format);
  if (!format) return ["- Every answer that stood at the time of the build.", ...filterLines(input)];
  const labels = facts.campaigns.flatMap(({ name, question, consensus }) =>
    consensus
      ? [
          `- Labels of “${name}”: the consensus on “${question}”, model \`${consensus.model}\` over source \`${consensus.source}\`${consensus.converged ? "" : ", which had not converged"}.`,
        ]
      : [],
  );
  return [
    ...(format.reads === "consensus"
      ? []
      : [`- Every answer that stood at the time of the build${format.tellsConsensus ? "" : "; nothing is aggregated"}.`]),
    ...(usesConsensus(format) ? labels : []),
    ...filterLines(input),
    ...(format.reads === "consensus"
      ? [
          `- Least posterior of the chosen side: ${recipe.minPosterior}. Least share of votes for the consensus: ${recipe.minVoteShare}; below it a task is contested and left out. Least answers: ${recipe.minLabels}. Ties: ${tieRules[recipe.ties]}. Tasks with a known answer: ${recipe.gold === "include" ? "included" : "left out"}.`,
        ]
      : []),
    `- Prompts and replies are ${shape === "conversational" ? "lists of messages with role and content, where the format has them" : "plain text"}.`,
    ...(recipe.dedup === "none"
      ? []
      : [`- Duplicates: ${recipe.dedup === "rows" ? "the same row is written once" : "of each prompt the first item alone"}.`]),
    `- Splits by prompt with seed ${recipe.seed}: ${Object.entries(recipe.splits)
      .filter(([, share]) => share > 0)
      .map(([name, share]) => `${name} ${percent(share)}`)
      .join(", ")}. Rows that share a prompt are in the same split.`,
  ];
};

const answers = (count: number): string => counted(count, "answer");

const people = ({ annotators, demographics, models }: CardFacts): string[] => [
  `- People: ${annotators.people}, with ${answers(annotators.answersOfPeople)}`,
  `- Language models: ${annotators.models.length}, with ${answers(annotators.answersOfModels)}${annotators.models.length > 0 ? ` (${annotators.models.join(", ")})` : ""}`,
  ...(annotators.uncounted > 0
    ? [
        `- Beside these, ${answers(annotators.uncounted)} that are on record and count in no consensus: of people who were left out, to an earlier question, or a second one by the same person`,
      ]
    : []),
  ...(models.length > 0
    ? [`- Responses were written by: ${models.slice(0, 100).join(", ")}${models.length > 100 ? ` and ${models.length - 100} more` : ""}`]
    : []),
  ...demographics.map(
    ({ field, values, hidden }) =>
      `- ${field}: ${values.map(({ value, people: count }) => `${value} ${count}`).join(", ")}${hidden > 0 ? `; ${hidden} in groups of fewer than ${leastPeople}` : ""}`,
  ),
];

/** By whom, in dollars; answers of a file cost nothing here, whatever they cost elsewhere. The ledger knows no items. */
const costLines = (input: CardInput): string[] => {
  const { costs, campaigns } = input.facts;
  const whole = campaigns.length === 1 ? "the campaign" : "the campaigns";
  return costs.size === 0
    ? ["No cost of these answers was entered in the ledger of the project."]
    : [
        ...[...costs]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([arm, micros]) => `- ${arm === "human" ? "People" : arm.replace(/^lm:/, "Language model ")}: ${inDollars(micros)}`),
        `- Together: ${inDollars([...costs.values()].reduce((sum, micros) => sum + micros, 0))}`,
        ...(filterLines(input).length > 0
          ? ["", `This is what all answers of ${whole} cost, those that the recipe leaves out among them.`]
          : []),
      ];
};

/** Labels that a file brought as right, and experts' decisions, are nobody's answers. */
const withoutPeople = ({ annotators }: CardFacts): string =>
  annotators.models.length > 0
    ? "No person answered: the labels are those of language models."
    : "No person and no language model answered: what labels there are were known beforehand or decided by an expert.";

/** What rows leave out of what an item shows. */
const mediaLimit = ({ media, version, files }: CardInput): string[] => {
  if (!media || formatOf(version.format)?.namesMedia === true) return [];
  const hold = files[0]?.columns.some(({ name }) => name === imagesColumn.name)
    ? "beside texts rows name the pictures of prompts alone, as `images`"
    : "rows hold texts alone";
  return [`- Items show pictures, sound or video, and ${hold}. The \`items\` part names the media of each item.`];
};

const limits = (input: CardInput): string[] => [
  ...((input.excluded.tie ?? 0) > 0 ? ["- Preference rows have no form for a tie; ties stand in the consensus part only."] : []),
  ...mediaLimit(input),
  ...(input.facts.annotators.people === 0 ? [`- ${withoutPeople(input.facts)}`] : []),
  ...(input.facts.campaigns.some(({ agreement }) => agreement.report.estimate.value === null)
    ? ["- How far the annotators agree is not known."]
    : []),
  ...(input.version.container === "csv"
    ? [
        "- In CSV, texts that a spreadsheet could run as formulas have an apostrophe in front. Conversations are JSON in a cell. A missing text and an empty one are both an empty cell; the settings above read it as an empty text, and a reply that says “None” or “NA” as it stands.",
      ]
    : []),
  ...(input.version.container === "parquet" || input.version.container === "hf"
    ? ["- Values without a fixed shape are JSON in a text column."]
    : []),
  "- What annotators wrote in comments is given as it was written.",
];

const contradicted = (responses: number): string =>
  responses === 1
    ? "1 response of the train split has rows of both labels, since items that share its prompt were judged differently. Its rows all stand."
    : `${responses} responses of the train split have rows of both labels, since items that share their prompt were judged differently. Their rows all stand.`;

const training = ({ training: settings }: CardInput): string[] =>
  Object.keys(settings).length === 0
    ? []
    : [
        `${settings.desirable_rows} good and ${settings.undesirable_rows} bad rows in the train split. For both to count alike, train with \`desirable_weight=${number(settings.desirable_weight ?? 1)}\` and \`undesirable_weight=${number(settings.undesirable_weight ?? 1)}\`.`,
        ...(settings.both_labels ? ["", contradicted(settings.both_labels)] : []),
      ];

const guides = ({ facts }: CardInput): [string, string[]][] =>
  facts.campaigns.flatMap(({ name, guide }): [string, string[]][] =>
    guide
      ? [
          [
            facts.campaigns.length > 1 ? `Guide of “${name}”, version ${guide.version}` : `Guide, version ${guide.version}`,
            [guide.markdown.trim().replace(/^(#{1,4}) /gm, "##$1 ")],
          ],
        ]
      : [],
  );

/** The README of a version: front matter that the hub reads, then what a person should know before training on it. */
export const datasetCard = (input: CardInput): string => {
  const { project, version, considered, exported, excluded, facts } = input;
  const left = Object.entries(excluded).sort(([a], [b]) => (a < b ? -1 : 1));
  const from = facts.campaigns.map(({ name, kind }) => `“${name}” (${kind})`).join(", ");
  const sections: [string, string[]][] = [
    [
      "What is in it",
      [
        formatTitles[version.format].about,
        "",
        ...partsOf(input.files).map(
          ({ part, columns, splits }) =>
            `- \`${part}\`: ${splits.map(({ split, files }) => `${total(files, (file) => file.rows)} rows ${split}`).join(", ")}; columns ${columns.map(({ name }) => `\`${name}\``).join(", ")}`,
        ),
      ],
    ],
    [
      "How it was made",
      [`Campaign${facts.campaigns.length > 1 ? "s" : ""} ${from}, exported by ${input.codeVersion}.`, "", ...recipeLines(input)],
    ],
    [
      "What was left out",
      [
        `${considered} considered, ${exported} exported, ${considered - exported} left out.`,
        "",
        ...left.map(([reason, count]) => `- ${reason}: ${count} (${exclusionWords[reason] ?? "by the rule of the annotation kind"})`),
      ],
    ],
    ...(training(input).length > 0 ? [["For the trainer", training(input)] satisfies [string, string[]]] : []),
    ["Who answered", people(facts)],
    ["What the answers cost", costLines(input)],
    ["Agreement", facts.campaigns.map(agreementLine)],
    ["Known limits", limits(input)],
    ...guides(input),
  ];
  const body = sections.map(([title, lines]) => `## ${title}\n\n${lines.join("\n")}\n`).join("\n");
  return `---\n${frontMatter(input)}---\n\n# ${project.name}\n\n${project.description ? `${project.description}\n\n` : ""}${body}`;
};
