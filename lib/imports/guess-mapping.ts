import { turnsOf } from "@/lib/imports/formats/cells";
import type { Mapping } from "@/lib/imports/schema";

const flat = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Names that columns of public preference files carry, most telling first. */
const names = {
  id: ["id", "itemid", "rowid", "questionid", "uid", "index"],
  prompt: ["prompt", "question", "instruction", "input", "query", "context", "text"],
  choice: ["winner", "choice", "label", "preference", "preferred", "vote", "answer"],
  annotator: ["annotator", "annotatorid", "worker", "workerid", "rater", "raterid", "judge", "user"],
  rationale: ["rationale", "reason", "comment", "explanation"],
};

const responsePairs = [
  ["responsea", "responseb"],
  ["response1", "response2"],
  ["response0", "response1"],
  ["completiona", "completionb"],
  ["outputa", "outputb"],
  ["output1", "output2"],
  ["answera", "answerb"],
  ["texta", "textb"],
  ["response", "response2"],
];

const modelPairs = [
  ["modela", "modelb"],
  ["model1", "model2"],
  ["model0", "model1"],
];

/** A mapping guessed from column names and first rows, and whether it can be used as it stands. */
export const guessMapping = (columns: string[], rows: Record<string, unknown>[]): { mapping: Mapping; complete: boolean } => {
  const byName = new Map(columns.map((column) => [flat(column), column]));
  const find = (wanted: string[]): string | null => wanted.map((name) => byName.get(name)).find((column) => column !== undefined) ?? null;
  const pairOf = (pairs: string[][]): string[] =>
    pairs
      .map((pair) => pair.map((name) => byName.get(name)))
      .map((pair) => pair.filter((column) => column !== undefined))
      .find((pair) => pair.length === 2) ?? [];
  const preferred = pairOf([["chosen", "rejected"]]);
  const numbered = columns.filter((column) => /^(response|completion|output|candidate)[_ -]?([0-9]+|[a-z])$/i.test(column));
  const pair = preferred.length === 2 ? preferred : numbered.length > 2 ? numbered : pairOf(responsePairs);
  const talk = find(["messages", "conversations", "conversation"]);
  const lone = pair.length === 0 && talk !== null && rows.some((row) => turnsOf(row[talk])) ? talk : null;
  const single = lone ?? find(["response", "completion", "output", "answer"]);
  const responses = pair.length > 0 ? pair : single ? [single] : [];
  const models = preferred.length === 2 ? pairOf([["chosenmodel", "rejectedmodel"]]) : pairOf(modelPairs);
  // A conversation tells all that was said before its last turn.
  const prompt = lone !== null ? null : find(names.prompt.filter((name) => !responses.some((column) => flat(column) === name)));
  const choice = preferred.length === 2 ? null : find(names.choice.filter((name) => !responses.some((column) => flat(column) === name)));
  const numbers = choice ? rows.map((row) => String(row[choice] ?? "").trim()).filter((text) => /^\d+$/.test(text)) : [];
  const mapping: Mapping = {
    id: find(names.id),
    prompt,
    responses: responses.length > 0 ? responses : columns.filter((column) => column !== prompt).slice(0, 2),
    models: responses.map((_, i) => models[i] ?? (responses.length === 1 ? find(["model"]) : null)),
    chosenFirst: preferred.length === 2,
    choice,
    // Counting from one shows itself by a number that counting from zero has no response for.
    choiceBase: !numbers.includes("0") && numbers.includes(String(responses.length)) ? 1 : 0,
    annotator: find(names.annotator),
    annotatorName: "file",
    annotatorKind: "human",
    rationale: find(names.rationale),
  };
  // Preference rows may carry the prompt inside the two conversations.
  return { mapping, complete: responses.length > 0 && (prompt !== null || lone !== null || preferred.length === 2) };
};
