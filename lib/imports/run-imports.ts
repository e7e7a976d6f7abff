import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { readRows } from "@/lib/imports/read-rows";
import type { FileSource, Meter } from "@/lib/imports/read-lines";
import type { OnError, Reading } from "@/lib/imports/schema";
import { clearRefusals, insertRefusals, markDone, markEnded } from "@/lib/imports/store";
import type { Tally } from "@/lib/imports/store";
import { keepLearned } from "@/lib/imports/targets";
import { writeBatch } from "@/lib/imports/write-batch";
import type { BatchRow, BatchScope } from "@/lib/imports/write-batch";
import type { RunControl } from "@/lib/jobs/progress";

export type ImportWork = { importId: string; source: FileSource; reading: Reading };
export type RunScope = Omit<BatchScope, "importId">;

// A batch is closed by whichever comes first. Prisma holds on to the texts of about the last hundred raw statements, so what
// memory levels off at is some hundred times a statement: batches of 1,000 rows took 860 MB for a 300 MB file.
const batchRows = 250;
const batchChars = 1_000_000;

// One transaction holds a whole all-or-nothing import.
const longestTransactionMs = 12 * 3_600_000;
const longestWaitMs = 60_000;

/** Thrown inside an all-or-nothing import to undo it; the refusals are told outside. */
class Refused extends Error {}

type Refusals = { line: number; reason: string; excerpt: string }[];

/** How a batch and its refusals are put away: in the import's one transaction, or each in its own. */
type Sink = {
  write: (scope: BatchScope, rows: BatchRow[]) => Promise<Awaited<ReturnType<typeof writeBatch>>>;
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
  let refusals: Refusals = [];
  let chars = 0;
  const flush = async (): Promise<void> => {
    control.signal.throwIfAborted();
    if (rows.length > 0) {
      const outcome = await sink.write({ ...scope, importId: work.importId }, rows);
      tally.rows += outcome.rows;
      tally.labels += outcome.labels;
      tally.annotatorsAdded += outcome.annotatorsAdded;
      for (const [reason, count] of outcome.unfit) tally.unfit[reason] = (tally.unfit[reason] ?? 0) + count;
      refusals.push(...outcome.refused);
    }
    tally.rowsRefused += refusals.length;
    await sink.refuse(work.importId, work.source.fileName, refusals);
    rows = [];
    refusals = [];
    chars = 0;
    control.report({
      done: kilobytes(before.bytes + meter.bytes),
      total: kilobytes(before.total),
      message: `${work.source.fileName}: ${tally.rowsRead.toLocaleString("en")} rows read`,
    });
  };
  for await (const read of readRows(work.source, work.reading, meter)) {
    tally.rowsRead += 1;
    if (read.ok) {
      rows.push({ line: read.line, row: read.row, excerpt: (read.row.id ?? "").slice(0, excerptChars) });
      chars += read.chars;
    } else {
      refusals.push({ line: read.line, reason: read.reason, excerpt: read.excerpt });
    }
    if (rows.length + refusals.length >= batchRows || chars >= batchChars) await flush();
  }
  await flush();
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

/** Every readable row goes in, batch by batch, each in its own transaction; a second run after a crash goes on where the first ended. */
const runSkipping = async (scope: RunScope, works: ImportWork[], control: RunControl): Promise<void> => {
  const inOwn = <T>(write: (tx: Tx) => Promise<T>): Promise<T> => db().$transaction(write, { timeout: 600_000, maxWait: longestWaitMs });
  const sink: Sink = {
    write: (batch, rows) => inOwn((tx) => writeBatch(tx, batch, rows)),
    refuse: (importId, file, refusals) => insertRefusals(db(), importId, file, refusals),
  };
  await feedAll(scope, works, sink, control, (work, tally) =>
    inOwn(async (tx) => {
      await keepLearned(tx, scope.projectId, scope.targets);
      await markDone(tx, scope.projectId, work.importId, tally);
    }),
  );
};

/**
 * All files in one transaction. With a refusal the rest is still read, so that every fault is named at once, and at the end
 * everything is rolled back; the refusals stay. A process that dies leaves nothing, because nothing was committed.
 */
const runAllOrNothing = async (scope: RunScope, works: ImportWork[], control: RunControl): Promise<void> => {
  const tallies = new Map<string, Tally>();
  let refused = 0;
  const insideOut = async (tx: Tx): Promise<void> => {
    const sink: Sink = {
      write: (batch, rows) => writeBatch(tx, batch, rows),
      refuse: async (importId, file, refusals) => {
        refused += refusals.length;
        await insertRefusals(db(), importId, file, refusals);
      },
    };
    await feedAll(scope, works, sink, control, async (work, tally) => {
      tallies.set(work.importId, tally);
      await keepLearned(tx, scope.projectId, scope.targets);
      await markDone(tx, scope.projectId, work.importId, tally);
    });
    if (refused > 0) throw new Refused();
  };
  try {
    await db().$transaction(insideOut, { timeout: longestTransactionMs, maxWait: longestWaitMs });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const message = `${refused.toLocaleString("en")} ${refused === 1 ? "row was" : "rows were"} refused, so nothing was imported`;
    for (const work of works) {
      const { rowsRead = 0, rowsRefused = 0 } = tallies.get(work.importId) ?? {};
      await markEnded(scope.projectId, work.importId, { state: "failed", error: message, rowsRead, rowsRefused });
    }
    throw new AppError("refused", { userMessage: `${message}. The report names each with its reason.` });
  }
};

/** Reads files into a project. Memory stays flat: one batch is held at a time. */
export const runImports = async (scope: RunScope, works: ImportWork[], onError: OnError, control: RunControl): Promise<void> => {
  for (const work of works) await clearRefusals(work.importId);
  await (onError === "skip" ? runSkipping : runAllOrNothing)(scope, works, control);
};
