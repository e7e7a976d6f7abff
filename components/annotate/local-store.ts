import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import { z } from "zod";
import { draftSchema, submitSchema } from "@/lib/annotations/schema";
import { skipSchema, workSchema } from "@/lib/assignments/schema";

/**
 * What the desk keeps in the browser: answers on their way, drafts that the server does not have yet, items held ready for
 * work without a network, and answers that were refused. Everything is of one person; somebody else's is never read.
 */

const answerSchema = submitSchema.required({ comment: true, flagged: true }).extend({ did: z.literal("submit") });
const skippedSchema = skipSchema.extend({ did: z.literal("skip"), projectId: z.string(), campaignId: z.string() });
/** Something done at the desk that the server has not acknowledged. */
export const outboxEntrySchema = z.discriminatedUnion("did", [answerSchema, skippedSchema]);
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

const ownedSchema = z.object({ userId: z.string(), campaignId: z.string() });
const outboxRowSchema = ownedSchema.extend({ seq: z.number().int(), entry: outboxEntrySchema, work: workSchema.nullable() });
export type OutboxRow = z.infer<typeof outboxRowSchema>;

const localDraftSchema = ownedSchema.extend({
  assignmentId: z.string(),
  taskId: z.string(),
  /** the newest version on the server that it was written after, or that this browser may have stored itself */
  after: z.number().int(),
  draft: draftSchema,
  at: z.number(),
});
export type LocalDraft = z.infer<typeof localDraftSchema>;

const readyRowSchema = ownedSchema.extend({ assignmentId: z.string(), at: z.number(), work: workSchema });

const asideRowSchema = ownedSchema.extend({ seq: z.number().int(), entry: outboxEntrySchema, title: z.string(), reason: z.string() });
/** An answer that the server refused: kept for its writer, never sent again by itself. */
export type AsideRow = z.infer<typeof asideRowSchema>;

type Owned = { userId: string; campaignId: string };
type Stored = Owned & Record<string, unknown>;

interface DeskDatabase extends DBSchema {
  outbox: { key: number; value: Stored; indexes: { owner: [string, string] } };
  drafts: { key: [string, string]; value: Stored; indexes: { owner: [string, string] } };
  ready: { key: [string, string]; value: Stored; indexes: { owner: [string, string] } };
  aside: { key: number; value: Stored; indexes: { owner: [string, string] } };
}
type StoreName = "outbox" | "drafts" | "ready" | "aside";
const storeNames: StoreName[] = ["outbox", "drafts", "ready", "aside"];

export const databaseName = "plumbline-desk";

const open = (): Promise<IDBPDatabase<DeskDatabase>> =>
  openDB<DeskDatabase>(databaseName, 1, {
    upgrade: (database) => {
      for (const name of ["outbox", "aside"] as const) {
        database.createObjectStore(name, { keyPath: "seq", autoIncrement: true }).createIndex("owner", ["userId", "campaignId"]);
      }
      for (const name of ["drafts", "ready"] as const) {
        database.createObjectStore(name, { keyPath: ["userId", "assignmentId"] }).createIndex("owner", ["userId", "campaignId"]);
      }
    },
    // A newer page of ours wants to change the stores: this connection must not stand in its way.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });

export type LocalStore = {
  addOutbox: (entry: OutboxEntry, work: OutboxRow["work"]) => Promise<void>;
  /** in the order given, over all tabs; what waits in this page alone has a `seq` below 0 */
  outbox: () => Promise<OutboxRow[]>;
  removeOutbox: (seq: number) => Promise<void>;
  /** Resolves to whether it outlives the page: a full disk takes nothing. */
  putDraft: (written: Pick<LocalDraft, "assignmentId" | "taskId" | "after" | "draft">) => Promise<boolean>;
  removeDraft: (assignmentId: string) => Promise<void>;
  /** A task was answered: none of its drafts, from whatever tab or lease, is to come up where it is asked once more. */
  removeDraftsOf: (taskId: string) => Promise<void>;
  drafts: () => Promise<LocalDraft[]>;
  putReady: (work: z.infer<typeof workSchema>) => Promise<void>;
  removeReady: (assignmentId: string) => Promise<void>;
  ready: () => Promise<z.infer<typeof workSchema>[]>;
  putAside: (entry: OutboxEntry, title: string, reason: string) => Promise<void>;
  aside: () => Promise<AsideRow[]>;
  removeAside: (seq: number) => Promise<void>;
  close: () => void;
};

/** Rows that an earlier version of this page wrote and this one cannot read are passed over; they go when their owner signs out. */
const readable = <Row>(schema: z.ZodType<Row>, rows: unknown[]): Row[] =>
  rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });

/** Opens the store of one person for one campaign, and deletes what others left who sat at this browser before. */
export const openLocalStore = async (owner: Owned): Promise<LocalStore> => {
  let connection = open();
  let closed = false;
  /**
   * A browser may end the connection of a page that stays open: after a sleep, for want of memory, or because its data were deleted.
   * It is opened once more then; answers must not wait behind it until the page is loaded again.
   */
  const withDatabase = async <Result>(run: (opened: IDBPDatabase<DeskDatabase>) => Promise<Result>): Promise<Result> => {
    const before = connection;
    try {
      return await run(await before);
    } catch (error) {
      if (closed || !(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
      if (connection === before) connection = open();
      return run(await connection);
    }
  };
  const key = IDBKeyRange.only([owner.userId, owner.campaignId]);
  const all = (name: StoreName): Promise<unknown[]> => withDatabase((opened) => opened.getAllFromIndex(name, "owner", key));
  const add = (name: "outbox" | "aside", row: Stored): Promise<unknown> => withDatabase((opened) => opened.add(name, row));
  const put = (name: "drafts" | "ready", row: Stored): Promise<unknown> => withDatabase((opened) => opened.put(name, row));
  const remove = (name: StoreName, at: number | [string, string]): Promise<void> => withDatabase((opened) => opened.delete(name, at));
  await dropOthers(await connection, owner.userId);
  // What the disk has no room for waits in the tab: an answer must not be lost for want of a place, nor hold up those behind it.
  // Later ones wait behind an earlier one.
  let spilt: OutboxRow[] = [];
  let spiltAside: AsideRow[] = [];
  let spills = 0;
  // A disk without room may refuse to take rows off as well. What has left the outbox is not to stand in the way of the next; after a
  // reload it is sent again, and the server knows it by its key.
  const gone = new Set<number>();
  return {
    addOutbox: async (entry, work) => {
      try {
        if (spilt.length > 0) throw new Error("an earlier answer found no place");
        await add("outbox", { ...owner, entry, work });
      } catch {
        spills += 1;
        spilt = [...spilt, { ...owner, seq: -spills, entry, work }];
      }
    },
    // Where the browser's store is gone for good, what waits in the tab still goes out.
    outbox: async () => {
      const rows = readable(outboxRowSchema, await all("outbox").catch(() => []));
      return [...rows.filter(({ seq }) => !gone.has(seq)).sort((a, b) => a.seq - b.seq), ...spilt];
    },
    removeOutbox: async (seq) => {
      if (seq < 0) spilt = spilt.filter((row) => row.seq !== seq);
      else await remove("outbox", seq).catch(() => gone.add(seq));
    },
    putDraft: (written) =>
      put("drafts", { ...owner, ...written, at: Date.now() }).then(
        () => true,
        () => false,
      ),
    // One that stays is known by its version for what it is: the server has it, or a newer one.
    removeDraft: (assignmentId) => remove("drafts", [owner.userId, assignmentId]).catch(() => undefined),
    removeDraftsOf: async (taskId) => {
      const rows = readable(localDraftSchema, await all("drafts").catch(() => []));
      for (const row of rows) if (row.taskId === taskId) await remove("drafts", [owner.userId, row.assignmentId]).catch(() => undefined);
    },
    drafts: async () => readable(localDraftSchema, await all("drafts")),
    // Without room for it an item lives as long as the page.
    putReady: (work) =>
      put("ready", { ...owner, assignmentId: work.assignmentId, at: Date.now(), work: { ...work } }).then(
        () => undefined,
        () => undefined,
      ),
    removeReady: (assignmentId) => remove("ready", [owner.userId, assignmentId]).catch(() => undefined),
    ready: async () =>
      readable(readyRowSchema, await all("ready"))
        .sort((a, b) => a.at - b.at)
        .map(({ work }) => work),
    putAside: async (entry, title, reason) => {
      try {
        await add("aside", { ...owner, entry, title, reason });
      } catch {
        spills += 1;
        spiltAside = [...spiltAside, { ...owner, seq: -spills, entry, title, reason }];
      }
    },
    aside: async () => [...readable(asideRowSchema, await all("aside").catch(() => [])), ...spiltAside],
    removeAside: async (seq) => {
      if (seq < 0) spiltAside = spiltAside.filter((row) => row.seq !== seq);
      else await remove("aside", seq);
    },
    close: () => {
      closed = true;
      void connection.then((opened) => opened.close());
    },
  };
};

const dropOthers = async (database: IDBPDatabase<DeskDatabase>, userId: string): Promise<void> => {
  for (const name of storeNames) {
    const transaction = database.transaction(name, "readwrite");
    for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
      if (cursor.value.userId !== userId) await cursor.delete();
    }
    await transaction.done;
  }
};

/** A fresh key for one intended answer. randomUUID needs a secure context, which a workplace's plain http address is not. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
