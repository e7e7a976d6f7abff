import { chooseSplit } from "@/lib/exports/choose-split";
import { classifyItem } from "@/lib/exports/classify-item";
import type { Asked, Entry, EntryAnswer, EntryCandidate, EntryOutcome, EntryTask, Side } from "@/lib/exports/formats/contract";
import { sideAt } from "@/lib/exports/formats/shared";
import type { JsonValue } from "@/lib/exports/formats/text";
import { rewritesOf } from "@/lib/exports/formats/trl-sft";
import type { Refit } from "@/lib/exports/refit-consensus";
import type { ResolvedCampaign, StoredRecipe } from "@/lib/exports/schema";
import { readAnswers, readCandidates, readItems, readTasks, windows } from "@/lib/exports/source/store";
import type { AnswerRow, CandidateRow, ItemRow, TaskRow, Window } from "@/lib/exports/source/store";
import { extraAnswersSchema } from "@/lib/extras/schema";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { Tx } from "@/lib/db";
import type { ConsensusValue, ExampleSide, NormalForm } from "@/lib/kinds/contract";
import type { MediaRef } from "@/lib/media/schema";
import { applyEdits } from "@/lib/ml/text-diff/edits";

/** A campaign with everything that its answers are read with. */
export type CampaignSource = {
  asked: Asked;
  resolved: ResolvedCampaign;
  /** answers under older versions of the question are kept and not counted */
  countsFrom: number;
  refit: Refit | null;
  /** names that the data set gives its annotators */
  names: ReadonlyMap<string, string>;
};

export type CampaignEntry = { source: CampaignSource; entry: Entry; tasks: TaskRow[]; answers: AnswerRow[] };
/** An item with what each campaign asked about it and was told. */
export type ItemEntries = {
  item: ItemRow;
  candidates: EntryCandidate[];
  media: JsonValue;
  split: Entry["split"];
  campaigns: CampaignEntry[];
};

export type EntryInput = {
  projectId: string;
  recipe: StoredRecipe;
  campaigns: CampaignSource[];
  /** file names of uploaded media by their addresses here */
  media: ReadonlyMap<string, string>;
};

/** Addresses of ours mean nothing elsewhere: an uploaded file goes by its name. */
const mediaCell = (media: MediaRef[] | null, names: ReadonlyMap<string, string>): JsonValue =>
  media?.map(({ type, src, alt }) => {
    const file = names.get(src);
    return { type, ...(file === undefined ? { url: src } : { file }), ...(alt === null ? {} : { alt }) };
  }) ?? null;

/** An answer whose normal forms are made when a format asks for them: most never do. */
class LazyAnswer implements EntryAnswer {
  private reduced: NormalForm[] | null = null;
  private beside: ExtraAnswer[] | null = null;
  constructor(
    readonly asked: Asked,
    private readonly row: AnswerRow,
    readonly annotator: string,
    readonly counted: boolean,
    readonly earlierQuestion: boolean,
  ) {}
  get unitKey() {
    return this.row.unitKey;
  }
  get source() {
    return this.row.source;
  }
  get response() {
    return this.row.response;
  }
  get repeat() {
    return this.row.repeat;
  }
  get leftOut() {
    return this.row.leftOut;
  }
  get comment() {
    return this.row.comment;
  }
  get activeSeconds() {
    return this.row.activeSeconds;
  }
  get createdAt() {
    return this.row.createdAt;
  }
  get forms(): NormalForm[] {
    this.reduced ??= this.asked.kind.normalise(this.asked.config, this.row.unitKey, this.row.response);
    return this.reduced;
  }
  get extras(): ExtraAnswer[] {
    this.beside ??= extraAnswersSchema.catch([]).parse(this.row.extras);
    return this.beside;
  }
}

const sourcesOf: Record<"human" | "lm" | "all", ReadonlySet<string>> = {
  human: new Set(["human"]),
  lm: new Set(["lm"]),
  all: new Set(["human", "lm"]),
};

/** Whether the recipe's filter keeps an answer. */
const keeps =
  ({ answers: { from, to, annotators, exceptAnnotators } }: StoredRecipe) =>
  ({ day, name }: AnswerRow): boolean =>
    (from === undefined || day >= from) &&
    (to === undefined || day <= to) &&
    (annotators.length === 0 || annotators.includes(name)) &&
    !exceptAnnotators.includes(name);

const mayCount = ({ resolved, countsFrom }: CampaignSource, row: AnswerRow): boolean =>
  !row.repeat && !row.leftOut && row.questionVersion >= countsFrom && sourcesOf[resolved.source ?? "all"].has(row.source);

/** Of several answers of one annotator to a unit the latest counts, as in every consensus. They lie one behind the other. */
const counts = (source: CampaignSource, rows: AnswerRow[], index: number): boolean => {
  const row = rows[index];
  if (!row || !mayCount(source, row)) return false;
  for (let at = index + 1; at < rows.length; at += 1) {
    const later = rows[at];
    if (later?.annotatorId !== row.annotatorId || later.unitKey !== row.unitKey) return true;
    if (mayCount(source, later)) return false;
  }
  return true;
};

const answersOf = (rows: AnswerRow[], source: CampaignSource): EntryAnswer[] =>
  rows.map((row, index) => {
    const annotator = source.names.get(row.annotatorId) ?? row.name;
    return new LazyAnswer(source.asked, row, annotator, counts(source, rows, index), row.questionVersion < source.countsFrom);
  });

const consensusOf = (task: TaskRow): ConsensusValue | null =>
  task.choice === null
    ? null
    : {
        choice: task.choice,
        posterior: task.posterior ?? {},
        pChoice: task.pChoice,
        labels: task.labels ?? 0,
        strength: task.strength,
        detail: task.detail ?? null,
      };

const tasksOf = (rows: TaskRow[], refit: Refit | null): EntryTask[] =>
  rows.flatMap((row): EntryTask[] => {
    const { unitKey, part, isGold } = row;
    if (!refit) return [{ unitKey, part, isGold, consensus: consensusOf(row) }];
    const parts = refit.parts.get(row.taskId) ?? [];
    return parts.length === 0
      ? [{ unitKey, part: "", isGold, consensus: null }]
      : [...parts].sort((a, b) => (a.part < b.part ? -1 : 1)).map((one) => ({ unitKey, isGold, ...one }));
  });

const sideOf = (entry: Entry, side: ExampleSide): Side => {
  if ("ordinal" in side) return sideAt(entry, side.ordinal);
  const text = "text" in side ? side.text : applyEdits(sideAt(entry, side.editsOf).text, side.edits);
  return { text, model: null, ordinal: null };
};

/** A text preferred to itself, as raters of two equal translations say: there is nothing to learn from it. */
const isSame = ({ candidates }: Entry, a: Side, b: Side): boolean => {
  const shown = ({ ordinal }: Side): JsonValue => (ordinal === null ? null : (candidates[ordinal]?.media ?? null));
  return a.text === b.text && JSON.stringify(shown(a)) === JSON.stringify(shown(b));
};

const outcomesOf = (entry: Entry, asked: Asked, recipe: StoredRecipe): EntryOutcome[] => {
  const classified = classifyItem(asked, entry.tasks, recipe, entry.answers).map((one): EntryOutcome => {
    const { unitKey, part } = one;
    if (one.reason !== null) return { unitKey, part, reason: one.reason, between: one.between };
    const { margin, weight, pChosen } = one.example;
    const [chosen, rejected] = [sideOf(entry, one.example.chosen), sideOf(entry, one.example.rejected)];
    if (isSame(entry, chosen, rejected)) return { unitKey, part, reason: "same-text" };
    return { unitKey, part, reason: null, chosen, rejected, margin, weight, pChosen };
  });
  if (recipe.rewrites !== "include") return classified;
  const rewritten = rewritesOf(entry, { asked }).flatMap(({ text, response, unitKey, name }): EntryOutcome[] => {
    if (response === null || !entry.candidates[response] || entry.candidates[response].text === text) return [];
    const chosen = { text, model: null, ordinal: null };
    return [{ unitKey, part: name, reason: null, chosen, rejected: sideAt(entry, response), margin: null, weight: 1, pChosen: 1 }];
  });
  return [...classified, ...rewritten];
};

/** Takes the rows of one item after the other from rows in the order of the items. */
class Reader<Row extends { ordinal: number }> {
  private next: Row | undefined;
  constructor(private readonly rows: Iterator<Row>) {
    this.advance();
  }
  private advance(): void {
    const { done, value } = this.rows.next();
    this.next = done ? undefined : value;
  }
  take(ordinal: number): Row[] {
    // Items that the recipe leaves out have rows here too.
    while (this.next && this.next.ordinal < ordinal) this.advance();
    const taken: Row[] = [];
    for (; this.next?.ordinal === ordinal; this.advance()) taken.push(this.next);
    return taken;
  }
}

type WindowRows = {
  items: Iterable<ItemRow>;
  candidates: Iterator<CandidateRow>;
  tasks: Iterator<TaskRow>;
  answers: Iterator<AnswerRow>;
};

const readWindow = async (tx: Tx, { projectId, recipe, campaigns }: EntryInput, window: Window): Promise<WindowRows> => {
  const resolved = campaigns.map((campaign) => ({
    ...campaign.resolved,
    aggregationId: campaign.refit ? null : campaign.resolved.aggregationId,
  }));
  const [items, candidates, tasks, answers] = await Promise.all([
    readItems(tx, projectId, window, recipe.itemSources),
    readCandidates(tx, projectId, window),
    readTasks(tx, projectId, window, resolved),
    readAnswers(tx, projectId, window, resolved),
  ]);
  return { items, candidates, tasks, answers };
};

const entryOf = (
  one: Omit<ItemEntries, "campaigns">,
  source: CampaignSource,
  tasks: TaskRow[],
  answers: AnswerRow[],
  recipe: StoredRecipe,
) => {
  const { item, candidates, media, split } = one;
  const entry: Entry = {
    media,
    split,
    item: item.item,
    prompt: item.prompt,
    candidates,
    source: item.source,
    license: item.license,
    meta: item.meta,
    promptHash: item.promptHash,
    tasks: tasksOf(tasks, source.refit),
    answers: answersOf(answers, source),
    outcomes: [],
  };
  entry.outcomes = outcomesOf(entry, source.asked, recipe);
  return { source, entry, tasks, answers };
};

const ofCampaign = <Row extends { campaignId: string }>(rows: Row[], { resolved }: CampaignSource, campaigns: CampaignSource[]): Row[] =>
  campaigns.length === 1 ? rows : rows.filter(({ campaignId }) => campaignId === resolved.campaignId);

function* assemble(rows: WindowRows, { campaigns, media: names, recipe }: EntryInput): Generator<ItemEntries> {
  const [candidateRows, taskRows, answerRows] = [new Reader(rows.candidates), new Reader(rows.tasks), new Reader(rows.answers)];
  const kept = keeps(recipe);
  for (const item of rows.items) {
    const candidates = candidateRows
      .take(item.ordinal)
      .map(({ text, model, id, media }): EntryCandidate => ({ text, model, id, media: mediaCell(media, names) }));
    const [tasks, answers] = [taskRows.take(item.ordinal), answerRows.take(item.ordinal).filter(kept)];
    const one = { item, candidates, media: mediaCell(item.media, names), split: chooseSplit(item.promptHash, recipe.splits, recipe.seed) };
    yield {
      ...one,
      campaigns: campaigns.map((source) =>
        entryOf(one, source, ofCampaign(tasks, source, campaigns), ofCampaign(answers, source, campaigns), recipe),
      ),
    };
  }
}

/** All items of a project, in the order of import, each with its campaigns. The next window is read while one is worked on. */
export async function* readEntries(tx: Tx, input: EntryInput): AsyncGenerator<Iterable<ItemEntries>> {
  let ahead: Promise<WindowRows> | null = null;
  for await (const window of windows(tx, input.projectId)) {
    const reading = readWindow(tx, input, window);
    // Its failure is told when its turn comes.
    reading.catch(() => undefined);
    if (ahead) yield assemble(await ahead, input);
    ahead = reading;
  }
  if (ahead) yield assemble(await ahead, input);
}

/** An item once, with the answers of all campaigns. */
export const mergeCampaigns = ({ campaigns }: ItemEntries): Entry | null => {
  const [first, ...others] = campaigns.map(({ entry }) => entry);
  return first ? { ...first, answers: [first, ...others].flatMap(({ answers }) => answers) } : null;
};
