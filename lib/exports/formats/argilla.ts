import type { Column } from "@/lib/exports/columns";
import type { Entry, EntryAnswer, EntryTask, Format, FormatContext, Written } from "@/lib/exports/formats/contract";
import { anyQuestion } from "@/lib/exports/formats/shared";
import { responseName, toolAnswers, unitsOf } from "@/lib/exports/formats/task-answers";
import type { ToolAnswer } from "@/lib/exports/formats/task-answers";
import { promptText } from "@/lib/exports/formats/text";
import type { JsonValue, Row } from "@/lib/exports/formats/text";

/** A side of a pair goes by the name of its field: its number alone would be read as a rating. */
const named = (label: string, ordinals: number[]): string =>
  ordinals.length > 1 && ordinals.map(String).includes(label) ? responseName(Number(label)) : label;

const valueOf = (answer: ToolAnswer, ordinals: number[]): JsonValue => {
  switch (answer.form) {
    case "ranking":
      return [...answer.ranks]
        .sort((a, b) => a.rank - b.rank || a.ordinal - b.ordinal)
        .map(({ ordinal, rank }) => ({ value: responseName(ordinal), rank }));
    case "label":
      return answer.ordinal === null ? named(answer.label, ordinals) : answer.label;
    case "rating":
      return answer.value;
    case "spans":
      return answer.spans.map(({ start, end, label }) => ({ start, end, label }));
  }
};

type Record_ = {
  id: string;
  status: string;
  fields: Row;
  people: { question: string; value: JsonValue; user: string }[];
  models: { question: string; value: JsonValue; score: number | null; agent: string; type: "model" | "human" }[];
};

const fieldsOf = (entry: Entry, ordinals: number[]): Row => ({
  prompt: promptText(entry.prompt),
  ...Object.fromEntries(ordinals.flatMap((ordinal) => [[responseName(ordinal), entry.candidates[ordinal]?.text ?? ""]])),
});

/** What the consensus suggests, where it has a class of a known probability; votes exactly divided suggest nothing. */
const consensusSuggestion = (
  tasks: EntryTask[],
  unitKey: string,
  ordinals: number[],
  rated: ReadonlySet<string>,
  { asked }: FormatContext,
): Record_["models"] =>
  tasks.flatMap((task) => {
    if (task.unitKey !== unitKey || !task.consensus || task.consensus.pChoice === null || task.consensus.choice === "undecided") return [];
    if (asked.kind.classes(asked.config, unitKey, asked.question) === null) return [];
    const question = task.part === "" ? asked.question : `${asked.question}_${Number(task.part) + 1}`;
    const { choice } = task.consensus;
    // A rating is a number, as people gave it.
    const value = rated.has(question) ? Number(choice) : task.part === "" ? named(choice, ordinals) : choice;
    return [{ question, value, score: task.consensus.pChoice, agent: "consensus", type: "model" as const }];
  });

/** The first of each question: Argilla refuses a record with two suggestions for one. */
const oneAQuestion = (models: Record_["models"]): Record_["models"] =>
  models.filter(({ question }, index) => models.findIndex((other) => other.question === question) === index);

const recordOf = (entry: Entry, context: FormatContext, unitKey: string, answers: EntryAnswer[]): Record_ => {
  const { asked, recipe } = context;
  // Argilla writes over a record whose id it knows: in two campaigns an item's records would have one.
  const item = recipe.resolved.campaigns.length > 1 ? `${entry.item}#${asked.campaign}` : entry.item;
  const ordinals = asked.kind.unitOrdinals(unitKey, entry.candidates.length);
  const counted = answers.filter(({ source }) => source !== "gold");
  const said = counted.flatMap((answer) =>
    toolAnswers(entry, asked, answer).map(({ question, answer: given }) => ({
      answer,
      question,
      rating: given.form === "rating",
      value: valueOf(given, ordinals),
    })),
  );
  const rated = new Set(said.filter(({ rating }) => rating).map(({ question }) => question));
  const people = said.filter(({ answer }) => answer.source !== "lm");
  return {
    id: `${item}#${unitKey}`,
    status: people.length > 0 ? "completed" : "pending",
    fields: fieldsOf(entry, ordinals),
    people: people.map(({ answer, question, value }) => ({ question, value, user: answer.annotator })),
    models: oneAQuestion([
      ...said.flatMap(({ answer, question, value }) =>
        answer.source === "lm" ? [{ question, value, score: null, agent: answer.annotator, type: "model" as const }] : [],
      ),
      ...consensusSuggestion(entry.tasks, unitKey, ordinals, rated, context),
    ]),
  };
};

const metadataOf = (entry: Entry, { asked }: FormatContext, unitKey: string): Row => ({
  item: entry.item,
  unit: unitKey,
  ...(entry.source === null ? {} : { source: entry.source }),
  ...Object.fromEntries(
    asked.kind
      .unitOrdinals(unitKey, entry.candidates.length)
      .flatMap((ordinal) =>
        entry.candidates[ordinal]?.model ? [[`${responseName(ordinal)}_model`, entry.candidates[ordinal]?.model ?? ""]] : [],
      ),
  ),
});

const eachUnit = (entry: Entry, row: (unitKey: string, answers: EntryAnswer[]) => Row): Written[] =>
  unitsOf(entry).map(({ unitKey, answers }) => ({ unitKey, part: "", rows: [row(unitKey, answers)] }));

/** One response a person, with the values of all questions; what language models said are suggestions. */
const responsesOf = (record: Record_): JsonValue => {
  const users = [...new Set(record.people.map(({ user }) => user))];
  return users.map((user) => ({
    user_id: user,
    status: "submitted",
    values: Object.fromEntries(record.people.filter((one) => one.user === user).map(({ question, value }) => [question, { value }])),
  }));
};

/** Records of Argilla 2: fields, responses of people, suggestions of models. */
export const argilla: Format = {
  reads: "answers",
  tellsConsensus: true,
  refuse: anyQuestion,
  columns: () => [
    { name: "id", kind: "text" },
    { name: "external_id", kind: "text" },
    { name: "status", kind: "text" },
    { name: "fields", kind: "json" },
    { name: "metadata", kind: "json" },
    { name: "vectors", kind: "json" },
    { name: "suggestions", kind: "json" },
    { name: "responses", kind: "json" },
  ],
  write: (entry, context) =>
    eachUnit(entry, (unitKey, answers) => {
      const record = recordOf(entry, context, unitKey, answers);
      return {
        id: record.id,
        external_id: record.id,
        status: record.status,
        fields: record.fields,
        metadata: metadataOf(entry, context, unitKey),
        vectors: {},
        suggestions: record.models.map(({ question, value, score, agent, type }) => ({
          question_name: question,
          value,
          score,
          agent,
          type,
        })),
        responses: responsesOf(record),
      };
    }),
};

/** Names of questions as columns have them: of units with several responses, those that are asked of each are parted by response. */
const questionNames = ({ asked, mostResponses }: FormatContext): string[] => {
  const { kind, config } = asked;
  const [unit = ""] = kind.units(config, 2);
  const several = kind.unitOrdinals(unit, 2).length > 1;
  return kind.questions(config).flatMap(({ name }) =>
    // Its answers are responses of the unit: there is one for all of them.
    several && !kind.figure(config, name).ofResponses
      ? Array.from({ length: mostResponses }, (_, ordinal) => `${name}_${ordinal + 1}`)
      : [name],
  );
};

/**
 * Questions with the names that their columns begin with. One that has the name of another, but for small letters and great ones, has a
 * number behind its own: Parquet does not tell such columns apart.
 */
const columnNames = (context: FormatContext): { question: string; name: string }[] => {
  const taken = new Set<string>();
  return questionNames(context).map((question) => {
    let name = question;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${question}_${number}`;
    taken.add(name.toLowerCase());
    return { question, name };
  });
};

/** The columns that Argilla writes to a data set: a question's suggestion, and parallel lists of its responses. */
export const argillaFlat: Format = {
  reads: "answers",
  tellsConsensus: true,
  wide: true,
  refuse: anyQuestion,
  columns: (context) => [
    { name: "id", kind: "text" },
    { name: "status", kind: "text" },
    { name: "prompt", kind: "text" },
    ...Array.from({ length: context.mostResponses }, (_, ordinal): Column => ({ name: responseName(ordinal), kind: "text" })),
    ...columnNames(context).flatMap(({ name }): Column[] => [
      { name: `${name}.suggestion`, kind: "text-or-json" },
      { name: `${name}.suggestion.score`, kind: "number" },
      { name: `${name}.suggestion.agent`, kind: "text" },
      { name: `${name}.responses`, kind: "json" },
      { name: `${name}.responses.users`, kind: "texts" },
      { name: `${name}.responses.status`, kind: "texts" },
    ]),
  ],
  write: (entry, context) =>
    eachUnit(entry, (unitKey, answers) => {
      const record = recordOf(entry, context, unitKey, answers);
      const cells = columnNames(context).flatMap(({ question: asked, name }): [string, JsonValue][] => {
        const own = record.people.filter(({ question }) => question === asked);
        const [suggestion] = record.models.filter(({ question }) => question === asked);
        return [
          [`${name}.suggestion`, suggestion?.value ?? null],
          [`${name}.suggestion.score`, suggestion?.score ?? null],
          [`${name}.suggestion.agent`, suggestion?.agent ?? null],
          [`${name}.responses`, own.map(({ value }) => value)],
          [`${name}.responses.users`, own.map(({ user }) => user)],
          [`${name}.responses.status`, own.map(() => "submitted")],
        ];
      });
      const blank = Object.fromEntries(Array.from({ length: context.mostResponses }, (_, ordinal) => [responseName(ordinal), null]));
      return { id: record.id, status: record.status, ...blank, ...record.fields, ...Object.fromEntries(cells) };
    }),
};
