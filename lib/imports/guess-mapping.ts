import { isBlank, turnsOf } from "@/lib/imports/formats/cells";
import { isShared } from "@/lib/imports/formats/match-columns";
import { codesIn, countBaseOf } from "@/lib/imports/count-base";
import { choiceColumns, guessChoice, guessRaters, guessRatings } from "@/lib/imports/guess-answers";
import { namesModel } from "@/lib/imports/model-names";
import type { Mapping } from "@/lib/imports/mapping-schema";

const flat = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Names that columns of public preference files carry, most telling first. */
const names = {
  id: ["id", "itemid", "rowid", "questionid", "uid", "index"],
  prompt: ["originstruction", "prompt", "question", "instruction", "input", "query", "context", "text"],
  context: ["input", "context"],
  choice: choiceColumns,
  annotator: [
    ...["annotator", "annotatorid", "worker", "workerid", "rater", "raterid", "judge", "judgeid", "user", "userid", "labeler", "labelerid"],
    ...["coder", "coderid", "evaluator", "evaluatorid", "participant", "participantid", "reviewer", "prolificpid", "prolificid"],
    ...["judgemodel", "evaluatormodel"],
  ],
  rationale: ["origfeedback", "rationale", "reason", "comment", "explanation"],
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
  ["response", "response2"],
];

const modelPairs = [
  ["modela", "modelb"],
  ["model1", "model2"],
  ["model0", "model1"],
  ["generator1", "generator2"],
];

/** The columns that say which response is better. */
export const answerColumns = ({ choice, raters }: Pick<Mapping, "choice" | "raters">): string[] => [...raters, ...(choice ? [choice] : [])];

/** What the codes of a file with these columns count from. Of the sets that write 0, 1 and 2, PandaLM's alone is known to mean a tie by 0. */
export const baseOf = (columns: readonly string[], codes: readonly string[], responses: readonly string[]): Mapping["choiceBase"] =>
  countBaseOf(
    codes,
    responses,
    columns.some((column) => flat(column) === "cmpkey"),
  );

/**
 * A mapping guessed from column names and first rows, and whether it can be used as it stands. `further`: cells below those rows of
 * the columns that say which response is better.
 */
export const guessMapping = (
  columns: string[],
  rows: Record<string, unknown>[],
  further: Record<string, unknown>[] = [],
): { mapping: Mapping; complete: boolean; codes: readonly string[] } => {
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
  const single =
    lone ??
    find(["origresponse", "response", "completion", "output", ...(byName.has("taskhash") || byName.has("inputhash") ? [] : ["answer"])]);
  const responses = pair.length > 0 ? pair : single ? [single] : [];
  const models = preferred.length === 2 ? pairOf([["chosenmodel", "rejectedmodel"]]) : pairOf(modelPairs);
  // A conversation tells all that was said before its last turn.
  const prompt = lone !== null ? null : find(names.prompt.filter((name) => !responses.some((column) => flat(column) === name)));
  const context = find(names.context.filter((name) => !responses.some((column) => flat(column) === name)));
  const texts = context === null || context === prompt ? [] : rows.map((row) => row[context]).filter((value) => !isBlank(value));
  const given = find(names.id);
  // An id that rows with other texts bear is the question's, and would refuse all of them but the first.
  const content = [prompt, context, ...responses, ...models, responses.length === 1 ? find(["model"]) : null].flatMap(
    (column) => column ?? [],
  );
  const id = given !== null && isShared(rows, given, content) ? null : given;
  const annotator = find(names.annotator);
  const rationale = find(names.rationale);
  const known = {
    responses: responses.length > 0 ? responses : columns.filter((column) => column !== prompt).slice(0, 2),
    models: responses.map((_, i) => models[i] ?? (responses.length === 1 ? find(["model"]) : null)),
  };
  const used = new Set([id, prompt, annotator, rationale, ...known.responses, ...known.models]);
  const free = responses.length === 0 || preferred.length === 2 ? [] : columns.filter((column) => !used.has(column));
  const raters = guessRaters(free, rows, known, annotator !== null);
  // What stands beside the answers of several is what somebody made of them.
  const chosen =
    responses.length < 2 || preferred.length === 2 || raters.length > 0
      ? null
      : (find(names.choice.filter((name) => !responses.some((column) => flat(column) === name))) ?? guessChoice(free, rows, known));
  // A scale from −2 to 2 says how far one side leads and not which side that is: its 0 and 1 are no numbers of responses.
  const cells = [...rows, ...further];
  const signed = chosen !== null && cells.some((row) => /^[-−]\s*[2-9]/.test(String(row[chosen] ?? "").trim()));
  // One that goes far beyond the responses is a scale, too (1 to 7, say): its 1 and 2 both lean to the first of them.
  const most = cells.reduce((highest, row) => Math.max(highest, chosen === null ? 0 : Number(row[chosen] ?? 0) || 0), 0);
  const choice = signed || most > responses.length + 1 ? null : chosen;
  const ratings = guessRatings(
    free.filter((column) => column !== choice && !raters.includes(column)),
    rows,
    known,
    annotator !== null,
  );
  const codes = codesIn(answerColumns({ choice, raters }).flatMap((column) => cells.map((row) => row[column])));
  const judges = annotator === null ? [] : rows.map((row) => row[annotator]).filter((value) => !isBlank(value));
  const mapping: Mapping = {
    id,
    prompt,
    context: prompt !== null && texts.length > 0 && texts.every((text) => typeof text === "string" && !turnsOf(text)) ? context : null,
    ...known,
    chosenFirst: preferred.length === 2,
    choice,
    choiceBase: baseOf(columns, codes, responses),
    words: {},
    raters,
    ratings,
    annotator,
    annotatorName: "file",
    annotatorKind: judges.length > 0 && judges.every((name) => namesModel(String(name))) ? "lm" : "human",
    rationale,
  };
  // Preference rows may carry the prompt inside the two conversations.
  return { mapping, complete: responses.length > 0 && (prompt !== null || lone !== null || preferred.length === 2), codes };
};
