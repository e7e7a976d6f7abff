import path from "node:path";
import { wantedSplits } from "@/lib/exports/choose-split";
import { annotationColumns, answerTableKey, consensusColumns, itemColumns } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";
import type { Entry, Format, FormatContext, Written } from "@/lib/exports/formats/contract";
import type { Row } from "@/lib/exports/formats/text";
import { promptCell } from "@/lib/exports/formats/text";
import { LineFile } from "@/lib/exports/line-file";
import type { StagedPart } from "@/lib/exports/line-file";
import { mergeCampaigns, readEntries } from "@/lib/exports/read-entries";
import type { CampaignEntry, EntryInput, ItemEntries } from "@/lib/exports/read-entries";
import { Tally } from "@/lib/exports/tally";
import type { Tx } from "@/lib/db";
import type { RunControl } from "@/lib/jobs/progress";
import type { ConsensusValue } from "@/lib/kinds/contract";
import { keepHeapSteady } from "@/lib/steady-heap";

/** The part that `load_dataset` gives when it is asked for nothing else. */
export const mainPart = "default";

export type StageInput = EntryInput & {
  /** null: raw annotations, which are a part of every version and the main one of their own */
  format: Format | null;
  shape: FormatContext["shape"];
  mostResponses: number;
  totalItems: number;
  /** JSON lines and CSV are never cut */
  cut: boolean;
};

export type Staged = {
  parts: StagedPart[];
  considered: number;
  exported: number;
  excluded: Record<string, number>;
  classes: { good: number; bad: number; both: number };
  /** some items show pictures, sound or video */
  media: boolean;
};

/** A file for each split of the main part, and one for each part beside it. */
class Stage {
  readonly tally: Tally;
  media = false;
  readonly contexts: Map<CampaignEntry["source"], FormatContext>;
  private readonly main: Map<string, LineFile>;
  private readonly consensus: LineFile;
  private readonly annotations: LineFile;
  private readonly items: LineFile;
  private readonly tables = new Map<string, LineFile>();
  private readonly folder: string;

  constructor(
    folder: string,
    private readonly input: StageInput,
  ) {
    this.folder = folder;
    this.tally = new Tally(input.recipe, input.format);
    this.contexts = new Map(input.campaigns.map((source) => [source, contextOf(source, input, () => this.tally.rows)]));
    const [context] = this.contexts.values();
    const { format } = input;
    const columns = format && context ? format.columns(context) : [];
    this.main = new Map(
      format
        ? wantedSplits(input.recipe.splits).map((split) => [split, this.open(mainPart, format.splitName?.(split) ?? split, columns)])
        : [],
    );
    this.consensus = this.open("consensus", "train", consensusColumns);
    this.annotations = this.open("annotations", "train", annotationColumns);
    this.items = this.open("items", "train", itemColumns(input.shape));
    for (const { asked } of input.campaigns)
      for (const { name, columns: own } of asked.kind.answerTables)
        if (!this.tables.has(name)) this.tables.set(name, this.open(name, "train", [...answerTableKey, ...own]));
  }

  private open(part: string, split: string, columns: Column[]): LineFile {
    const bytes = this.input.cut ? this.input.recipe.shardMegabytes * 1_000_000 : undefined;
    return new LineFile(part, split, columns, path.join(this.folder, `${part}-${split}.jsonl`), bytes);
  }

  add(one: ItemEntries): void {
    this.addItem(one);
    const merged = this.input.format?.reads === "items" ? mergeCampaigns(one) : null;
    for (const [index, campaign] of one.campaigns.entries()) {
      const entry = merged ? (index === 0 ? merged : null) : campaign.entry;
      this.addConsensus(campaign, entry ? this.addMain(entry, campaign) : []);
      this.addAnswers(campaign);
    }
  }

  /** Rows of the format itself; tells which unit gave which row. */
  private addMain(entry: Entry, { source }: CampaignEntry): Link[] {
    const { format } = this.input;
    const context = this.contexts.get(source);
    if (!format || !context) return [];
    if (format.reads === "consensus" && entry.tasks.length === 0) {
      this.tally.leaveOut("not-asked");
      return [];
    }
    return this.tally.admit(entry, format.write(entry, context)).map((written): Link => {
      const target = this.main.get(entry.split);
      if ("none" in written || !target) return { written, split: null, row: null };
      const link = { written, split: target.split, row: target.rows };
      for (const row of written.rows) target.add(row);
      return link;
    });
  }

  private addConsensus({ entry, source }: CampaignEntry, links: Link[]): void {
    const ofUnits = this.input.format?.reads === "consensus" ? links : [];
    const tasks = new Map(entry.tasks.map((task) => [placeOf(task), task.consensus]));
    const told = new Set<string>();
    for (const link of ofUnits) {
      const place = placeOf(link.written);
      told.add(place);
      this.consensus.add(consensusRow(source, entry, link.written, tasks.get(place) ?? null, link));
    }
    for (const task of entry.tasks)
      if (!told.has(placeOf(task))) this.consensus.add(consensusRow(source, entry, task, task.consensus, null));
  }

  /** Every live answer as it was given, and what its kind makes of it in tables of its own. */
  private addAnswers({ entry, source: { asked, names }, answers }: CampaignEntry): void {
    for (const row of answers) {
      const annotator = names.get(row.annotatorId) ?? row.name;
      this.annotations.add({
        campaign: asked.campaign,
        item: entry.item,
        unit: row.unitKey,
        annotator,
        source: row.source,
        response: JSON.stringify(row.response),
        shown_order: row.shownOrder,
        comment: row.comment,
        flagged: row.flagged,
        active_seconds: row.activeSeconds,
        guide_version: row.guideVersion,
        question_version: row.questionVersion,
        extras: JSON.stringify(row.extras),
        repeat: row.repeat,
        left_out: row.leftOut,
        created_at: row.createdAt,
      });
      this.tally.annotations += 1;
      for (const table of asked.kind.answerTables) {
        const key = { campaign: asked.campaign, item: entry.item, unit: row.unitKey, annotator, source: row.source };
        const made = table.rows({ config: asked.config, item: entry, unitKey: row.unitKey, response: row.response });
        for (const values of made) this.tables.get(table.name)?.add({ ...key, ...values });
      }
    }
  }

  private addItem({ item, candidates, media, split }: ItemEntries): void {
    const shown = media !== null || candidates.some((candidate) => candidate.media !== null);
    this.media ||= shown;
    this.items.add({
      item: item.item,
      prompt: promptCell(item.prompt, this.input.shape),
      responses: candidates.map(({ text, model }) => ({ text, model })),
      media: shown ? JSON.stringify({ prompt: media, responses: candidates.map((candidate) => candidate.media) }) : null,
      split,
      source: item.source,
      license: item.license,
      meta: JSON.stringify(item.meta),
    });
  }

  private get files(): LineFile[] {
    return [...this.main.values(), this.annotations, this.consensus, this.items, ...this.tables.values()];
  }

  /** To be waited for between windows: rows are handed over without waiting for the disk at each. */
  async drained(): Promise<void> {
    for (const file of this.files) await file.drained();
  }

  /** An optional column stands in every split of a part or in none: whoever reads one with the columns of another breaks off. */
  private dropped(part: string): string[] {
    const splits = this.files.filter((file) => file.part === part);
    if (splits.some(({ rows }) => rows > 0)) return [...new Set(splits.flatMap(({ incomplete }) => incomplete))];
    return (splits[0]?.columns ?? []).filter(({ optional }) => optional).map(({ name }) => name);
  }

  async close(): Promise<StagedPart[]> {
    const parts: StagedPart[] = [];
    for (const file of this.files) parts.push(await file.close(this.dropped(file.part)));
    return parts;
  }
}

type Link = { written: Written; split: string | null; row: number | null };

const placeOf = ({ unitKey, part }: { unitKey: string; part: string }): string => `${unitKey} ${part}`;

/** What became of a unit (or a part of it): its consensus, and the first row that it gave or why it gave none. */
const consensusRow = (
  { asked }: CampaignEntry["source"],
  { item }: Entry,
  { unitKey, part }: { unitKey: string; part: string },
  consensus: ConsensusValue | null,
  link: Link | null,
): Row => ({
  campaign: asked.campaign,
  item,
  unit: unitKey,
  part,
  split: link?.split ?? null,
  row: link?.row ?? null,
  excluded: link && "none" in link.written ? link.written.none : null,
  choice: consensus?.choice ?? null,
  p_choice: consensus?.pChoice ?? null,
  posterior: consensus ? JSON.stringify(consensus.posterior) : null,
  labels: consensus?.labels ?? null,
  strength: consensus?.strength ?? null,
  chosen_model: link?.written.models?.chosen ?? null,
  rejected_model: link?.written.models?.rejected ?? null,
});

const contextOf = ({ asked }: CampaignEntry["source"], input: StageInput, written: () => number): FormatContext => ({
  asked,
  shape: input.shape,
  recipe: input.recipe,
  mostResponses: input.mostResponses,
  written,
});

/** Writes every part of a version as JSON lines into a folder; containers are made from these. */
export const stageRows = async (tx: Tx, folder: string, input: StageInput, control: RunControl): Promise<Staged> => {
  keepHeapSteady();
  const stage = new Stage(folder, input);
  let done = 0;
  for await (const window of readEntries(tx, input)) {
    control.signal.throwIfAborted();
    for (const one of window) {
      stage.add(one);
      done += 1;
    }
    await stage.drained();
    control.report({ done: Math.min(done, input.totalItems), total: input.totalItems, message: "Writing rows" });
  }
  return { parts: await stage.close(), ...stage.tally.result(), media: stage.media };
};
