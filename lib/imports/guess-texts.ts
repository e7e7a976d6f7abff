import { isBlank, turnsOf } from "@/lib/imports/formats/cells";
import { gradedSide } from "@/lib/imports/formats/read-words";
import { flatName as flat } from "@/lib/imports/guess-answers";
import type { Mapping } from "@/lib/imports/mapping-schema";

/** Which columns hold the texts of a table, by the names that columns of public files carry, the most telling first. */

const names = {
  prompt: [
    ...["originstruction", "prompt", "question", "instruction", "input", "query", "context", "text"],
    ...["userinput", "userprompt", "user", "src", "problem", "document", "article", "dialogue", "inputs", "questionbody"],
  ],
  system: ["system", "systemprompt", "systemmessage"],
  context: ["input", "context"],
  /** what was said before the responses, turn by turn, where no column is called the prompt */
  talk: ["messages", "conversations", "conversation", "history", "chathistory", "conversationhistory", "dialog", "chat"],
  response: ["origresponse", "response", "completion", "output"],
  /** less telling: only where no other column is a response */
  produced: [
    ...[
      "assistant",
      "reply",
      "generation",
      "generatedtext",
      "modeloutput",
      "modelresponse",
      "mt",
      "hypothesis",
      "translation",
      "systemoutput",
    ],
    ...["solution", "summary", "targets"],
  ],
};

const responsePairs = [
  ["origresponsea", "origresponseb"],
  ["responsea", "responseb"],
  ["response1", "response2"],
  ["response0", "response1"],
  ["completiona", "completionb"],
  ["outputa", "outputb"],
  ["output1", "output2"],
  ["answera", "answerb"],
  ["texta", "textb"],
  ["firstresponse", "secondresponse"],
  ["leftresponse", "rightresponse"],
  ["left", "right"],
  ["summarya", "summaryb"],
  ["summary1", "summary2"],
  ["candidatea", "candidateb"],
  ["candidate1", "candidate2"],
  ["generationa", "generationb"],
  ["generation1", "generation2"],
  ["response", "response2"],
];

/** Words for what a model wrote that are told apart by an ending, or stand behind the side: `answer_1`, `model_a_response`. */
const produced = "response|completion|output|answer|generation|candidate|summary|reply|translation|story|continuation|option".split("|");
const writers = ["model", "assistant", "system", "llm"];
/** Sides in their order; j and k are those of Stack Exchange's pairs. */
const sides = [
  [..."abcdefghij"],
  Array.from({ length: 10 }, (_, i) => String(i + 1)),
  Array.from({ length: 10 }, (_, i) => String(i)),
  ["j", "k"],
];
const sidedNames: ((side: string) => string)[] = [
  ...produced.map((word) => (side: string) => `${word}${side}`),
  // Where an answer has an id and a model, too, as JudgeLM's.
  ...produced.map((word) => (side: string) => `${word}${side}body`),
  ...writers.flatMap((writer) =>
    produced.flatMap((word) => [(side: string) => `${writer}${side}${word}`, (side: string) => `${word}${writer}${side}`]),
  ),
];
/** Names that are as often those of models, or of anything: only above texts. */
const bareSides: ((side: string) => string)[] = [...writers.map((writer) => (side: string) => `${writer}${side}`), (side) => side];

const modelPairs = [
  ["modela", "modelb"],
  ["model1", "model2"],
  ["model0", "model1"],
  ["generator1", "generator2"],
  ["answer1modelid", "answer2modelid"],
];

type Rows = readonly Record<string, unknown>[];

/** Finds the first of some names among a file's columns. */
export type Find = (wanted: readonly string[]) => string | null;

export const findIn = (columns: readonly string[], nameOf = flat): Find => {
  const byName = new Map(columns.map((column) => [nameOf(column), column]));
  return (wanted) => wanted.map((name) => byName.get(name)).find((column) => column !== undefined) ?? null;
};

export type Texts = Pick<Mapping, "prompt" | "system" | "context" | "responses" | "models" | "chosenFirst"> & {
  /** a conversation tells all that was said before its last turn */
  isTalk: boolean;
};

const pairIn = (find: Find, pairs: readonly string[][]): string[] =>
  pairs.map((pair) => pair.flatMap((name) => find([name]) ?? [])).find((pair) => pair.length === 2) ?? [];

/** Columns of one name by side, from the first side on; none where only one is there. */
const inOrder = (find: Find, named: (side: string) => string): string[] => {
  for (const order of sides) {
    const found = order.map((side) => find([named(side)]));
    const gap = found.indexOf(null);
    const columns = found.slice(0, gap < 0 ? found.length : gap).flatMap((column) => column ?? []);
    if (columns.length > 1) return columns;
  }
  return [];
};

const compared = (columns: readonly string[], rows: Rows, find: Find): string[] => {
  const numbered = columns.filter((column) => /^(?:response|completion|output|candidate)(?:[0-9]+|[a-z])$/.test(flat(column)));
  if (numbered.length > 2) return numbered;
  const pair = pairIn(find, responsePairs);
  if (pair.length > 0) return pair;
  const sided = sidedNames.map((named) => inOrder(find, named)).find((found) => found.length > 1);
  // Three options and more are those of a multiple choice as often as models' answers.
  if (sided) return sided.length > 2 && flat(sided[0] ?? "").startsWith("option") ? [] : sided;
  const holdsTexts = (found: string[]): boolean => found.length === 2 && found.every((column) => told(rows, column).some(isProse));
  return bareSides.map((named) => inOrder(find, named)).find(holdsTexts) ?? [];
};

const told = (rows: Rows, column: string): unknown[] => rows.map((row) => row[column]).filter((value) => !isBlank(value));

/** Whether a column that is named for the preferred response says which of two others it is (A, or a model's name), and is no text. */
export const pointsAtOther = (columns: readonly string[], rows: Rows, preferred: string): boolean => {
  const find = findIn(columns);
  const responses = compared(columns, rows, find);
  const models = pairIn(find, modelPairs);
  const told = rows.filter((row) => !isBlank(row[preferred]));
  const points = ({ [preferred]: cell, ...row }: Record<string, unknown>): boolean =>
    gradedSide(String(cell)) !== undefined ||
    responses.some((column) => flat(column) === flat(String(cell))) ||
    models.some((column) => row[column] === cell);
  return responses.length > 1 && told.length > 0 && told.every(points);
};

/** The columns of texts; no responses where no name tells them. */
export const guessTexts = (columns: readonly string[], rows: Rows): Texts => {
  const find = findIn(columns);
  const preferred = pairIn(find, [["chosen", "rejected"]]);
  const chosenFirst = preferred.length === 2 && !pointsAtOther(columns, rows, preferred[0] ?? "");
  const pair = chosenFirst ? preferred : compared(columns, rows, find);
  const talk = find(["messages", "conversations", "conversation"]);
  const lone = pair.length === 0 && talk !== null && rows.some((row) => endsWithReply(row[talk])) ? talk : null;
  // Prodigy's answer is whether a task was accepted.
  const answer = find(["taskhash", "inputhash"]) === null ? ["answer"] : [];
  const single = lone ?? find([...names.response, ...answer, ...names.produced]);
  const responses = pair.length > 0 ? pair : single === null ? [] : [single];
  const models = chosenFirst ? pairIn(find, [["chosenmodel", "rejectedmodel"]]) : pairIn(find, modelPairs);
  const free = (wanted: readonly string[]): string | null =>
    find(wanted.filter((name) => !responses.some((column) => flat(column) === name)));
  // Beside what a system made of it, the source is a text; elsewhere it is where a row comes from.
  const source = single !== null && pair.length === 0 && flat(single) === "systemoutput" ? free(["source"]) : null;
  const prompt = lone === null ? (source ?? free(names.prompt) ?? (responses.length > 0 ? free(names.talk) : null)) : null;
  const system = free(names.system);
  const context = free(names.context);
  const texts = context === null || context === prompt ? [] : rows.map((row) => row[context]).filter((value) => !isBlank(value));
  const isText = texts.length > 0 && texts.every((text) => typeof text === "string" && !turnsOf(text));
  const systems = system === null ? [] : told(rows, system);
  return {
    prompt,
    system:
      systems.length > 0 && systems.every((text) => typeof text === "string") && (lone !== null || !areNames(systems)) ? system : null,
    context: prompt !== null && isText ? context : null,
    responses,
    models: responses.map((_, i) => models[i] ?? (responses.length === 1 ? find(["model"]) : null)),
    chosenFirst,
    isTalk: lone !== null,
  };
};

/** Whether a cell is a conversation whose last turn is nobody's question: that one is the response. */
const endsWithReply = (cell: unknown): boolean => {
  const last = turnsOf(cell)?.at(-1);
  return last !== undefined && last.role !== "user";
};

/** Names of models have a few words at most. */
const isProse = (cell: unknown): boolean => typeof cell === "string" && cell.trim().split(/\s+/).length > 4;

/** Whether cells are names, not sentences to a model: beside a translation or a summary they tell what wrote it. */
const areNames = (cells: readonly unknown[]): boolean => cells.every((cell) => !/\s/.test(String(cell).trim()));

/** Columns of texts that somebody labelled without a word of who asked for them: comments, posts, sentences. */
export const labelledTexts = [
  "text",
  "comment",
  "commenttext",
  "sentence",
  "tweet",
  "utterance",
  "post",
  "content",
  "document",
  "review",
  "body",
];
