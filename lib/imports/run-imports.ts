import { bulkDb } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { readRows } from "@/lib/imports/read-rows";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";
import type { ImportRow } from "@/lib/imports/row-schema";
import type { OnError, Reading } from "@/lib/imports/schema";
import { clearRefusals, insertRefusals, markDone, markEnded } from "@/lib/imports/store";
import { countForPlans } from "@/lib/imports/statistics-store";
import type { Tally } from "@/lib/imports/store";
import { keepLearned } from "@/lib/imports/targets";
import { openSession } from "@/lib/imports/batch-session";
import type { Session } from "@/lib/imports/batch-session";
import type { Person } from "@/lib/imports/formats/contract";
import { writePeople } from "@/lib/imports/write-people";
import { openBatchWriter } from "@/lib/imports/write-batch";
import type { BatchOutcome, BatchRow, BatchScope, PreparedBatch, RefusedRow } from "@/lib/imports/write-batch";
import type { RunControl } from "@/lib/jobs/progress";
import { keepHeapSteady } from "@/lib/steady-heap";

/** `kept`: told each row that is read, for what it keeps in its item's metadata */
export type ImportWork = { importId: string; source: FileSource; reading: Reading; kept?: (row: ImportRow) => void };
export type RunScope = Omit<BatchScope, "importId">;

// A batch is closed by whichever comes first. Two are held at a time: one being written, one being read.
const batchRows = 500;
const batchChars = 3_000_000;

// One transaction holds a whole all-or-nothing import.
const longestTransactionMs = 12 * 3_600_000;
const longestWaitMs = 60_000;

/** Thrown inside an all-or-nothing import to undo it; the refusals are told outside. */
class Refused extends Error {}

type Refusals = RefusedRow[];

/** How a batch and its refusals are put away: in the import's one transaction, or each in its own. */
type Sink = {
  write: (scope: BatchScope, put: (session: Session) => Promise<BatchOutcome>) => Promise<BatchOutcome>;
  refuse: (importId: string, file: string, refusals: Refusals) => Promise<void>;
};

const emptyTally = (): Tally => ({ rowsRead: 0, rows: 0, labels: 0, annotatorsAdded: 0, rowsRefused: 0, unfit: {} });

const excerptChars = 300;

/** Kilobytes, because a job counts in 32 bits. */
const kilobytes = (bytes: number): number => Math.ceil(bytes / 1_000);

const feedFile = async (
  scope: RunScope,
  work: ImportWork,
  sink: Sink,
  control: RunControl,
  before: { bytes: number; total: number },
): Promise<Tally> => {
  const tally = emptyTally();
  const meter: Meter = { bytes: 0 };
  let rows: BatchRow[] = [];
  let people: Person[] = [];
  let refusals: Refusals = [];
  let chars = 0;
  const batchScope = { ...scope, importId: work.importId };
  const writer = openBatchWriter(batchScope);
  const put = async (
    batch: PreparedBatch,
    told: readonly Person[],
    unread: Refusals,
    at: Pick<Tally, "rowsRead"> & Meter,
  ): Promise<void> => {
    const outcome = await sink.write(batchScope, async (session) => {
      const written = await writer.write(session, batch);
      return { ...written, annotatorsAdded: written.annotatorsAdded + (await writePeople(session, scope.projectId, told)) };
    });
    tally.rows += outcome.rows;
    tally.labels += outcome.labels;
    tally.annotatorsAdded += outcome.annotatorsAdded;
    for (const [reason, count] of outcome.unfit) tally.unfit[reason] = (tally.unfit[reason] ?? 0) + count;
    const refused = [...unread, ...outcome.refused];
    tally.rowsRefused += refused.length;
    await sink.refuse(work.importId, work.source.fileName, refused);
    control.report({
      done: kilobytes(before.bytes + at.bytes),
      total: kilobytes(before.total),
      message: `${work.source.fileName}: ${at.rowsRead.toLocaleString("en")} rows read`,
    });
  };
  // While the database writes a batch, the next one is read and prepared.
  let writing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    control.signal.throwIfAborted();
    const [read, told, unread, at] = [rows, people, refusals, { rowsRead: tally.rowsRead, bytes: meter.bytes }];
    rows = [];
    people = [];
    refusals = [];
    chars = 0;
    const batch = await writer.prepare(read);
    await writing;
    control.signal.throwIfAborted();
    writing = put(batch, told, unread, at);
    // Whoever waits next hears of a failure; until then nobody listens.
    writing.catch(() => undefined);
  };
  try {
    for await (const read of readRows(work.source, work.reading, meter)) {
      tally.rowsRead += read.records;
      if (read.ok === true) {
        work.kept?.(read.row);
        rows.push({ file: read.file, line: read.line, row: read.row, excerpt: (read.row.id ?? "").slice(0, excerptChars) });
        chars += read.chars;
      } else if (read.ok === "empty") {
        people.push(...read.people);
      } else {
        refusals.push({ file: read.file, line: read.line, reason: read.reason, excerpt: read.excerpt });
      }
      if (rows.length + people.length + refusals.length >= batchRows || chars >= batchChars) await flush();
    }
    await flush();
    await writing;
  } finally {
    // Nobody may take the import's rows back while a batch is still on its way in.
    await writing.catch(() => undefined);
  }
  return tally;
};

const feedAll = async (
  scope: RunScope,
  works: ImportWork[],
  sink: Sink,
  control: RunControl,
  onFile: (work: ImportWork, tally: Tally) => Promise<void>,
): Promise<void> => {
  const total = works.reduce((sum, work) => sum + work.source.byteSize, 0);
  let bytes = 0;
  for (const work of works) {
    await onFile(work, await feedFile(scope, work, sink, control, { bytes, total }));
    bytes += work.source.byteSize;
  }
};

const count = (rows: number): string => rows.toLocaleString("en");

/** Of a file whose every row was refused nothing was skipped: it was not read. */
const barren = ({ source }: ImportWork, { rows, rowsRefused }: Tally): string | null =>
  rows === 0 && rowsRefused > 0
    ? `${source.fileName}: none of its rows could be read (${count(rowsRefused)} refused), so nothing of it was imported`
    : null;

/**
 * Every readable row goes in, batch by batch, each in its own transaction; a second run after a crash goes on where the first ended.
 * @returns the files of which nothing could be read
 */
const runSkipping = async (scope: RunScope, works: ImportWork[], control: RunControl): Promise<string | null> => {
  const inOwn = <T>(write: (tx: Tx) => Promise<T>): Promise<T> =>
    bulkDb().$transaction(write, { timeout: 600_000, maxWait: longestWaitMs });
  const sink: Sink = {
    write: (batchScope, put) => inOwn(async (tx) => put(await openSession(tx, batchScope))),
    refuse: (importId, file, refusals) => insertRefusals(importId, file, refusals),
  };
  const failures: string[] = [];
  await feedAll(scope, works, sink, control, async (work, tally) => {
    const failure = barren(work, tally);
    if (failure !== null) {
      failures.push(failure);
      const { rowsRead, rowsRefused } = tally;
      await markEnded(scope.projectId, work.importId, { state: "failed", error: failure, rowsRead, rowsRefused });
      return;
    }
    await inOwn(async (tx) => {
      await keepLearned(tx, scope.projectId, scope.targets);
      await markDone(tx, scope.projectId, work.importId, tally);
    });
    await countForPlans(tally);
  });
  return failures.length === 0 ? null : `${failures.join("; ")}. The report names each with its reason.`;
};

/**
 * All files in one transaction. With a refusal the rest is still read, so that every fault is named at once, and at the end
 * everything is rolled back; the refusals stay. A process that dies leaves nothing, because nothing was committed.
 * @returns why nothing went in
 */
const runAllOrNothing = async (scope: RunScope, works: ImportWork[], control: RunControl): Promise<string | null> => {
  const tallies = new Map<string, Tally>();
  let refused = 0;
  const insideOut = async (tx: Tx): Promise<void> => {
    let session: Session | null = null;
    const sink: Sink = {
      write: async (batchScope, put) => {
        if (session?.importId !== batchScope.importId) session = await openSession(tx, batchScope);
        return put(session);
      },
      refuse: async (importId, file, refusals) => {
        refused += refusals.length;
        await insertRefusals(importId, file, refusals);
      },
    };
    await feedAll(scope, works, sink, control, async (work, tally) => {
      tallies.set(work.importId, tally);
      await keepLearned(tx, scope.projectId, scope.targets);
    });
    if (refused > 0) throw new Refused();
    // Last, since answers of a file count from its end on: whoever reads after that has to find them.
    for (const [importId, tally] of tallies) await markDone(tx, scope.projectId, importId, tally);
  };
  try {
    await bulkDb().$transaction(insideOut, { timeout: longestTransactionMs, maxWait: longestWaitMs });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const message = `${count(refused)} ${refused === 1 ? "row was" : "rows were"} refused, so nothing was imported`;
    for (const work of works) {
      const { rowsRead = 0, rowsRefused = 0 } = tallies.get(work.importId) ?? {};
      await markEnded(scope.projectId, work.importId, { state: "failed", error: message, rowsRead, rowsRefused });
    }
    return `${message}. The report names each with its reason.`;
  }
  for (const tally of tallies.values()) await countForPlans(tally);
  return null;
};

/**
 * Reads files into a project. Memory stays flat: one batch is held at a time.
 * @returns null, or why files did not go in; their imports are closed then, and say so
 */
export const runImports = async (scope: RunScope, works: ImportWork[], onError: OnError, control: RunControl): Promise<string | null> => {
  keepHeapSteady();
  for (const work of works) await clearRefusals(work.importId);
  return (onError === "skip" ? runSkipping : runAllOrNothing)(scope, works, control);
};
