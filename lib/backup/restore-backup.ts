import { createReadStream } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { filledTables, insertLines, isFull, migrationsOf, raiseSequences, tablesOf, unfinishedJobs } from "@/lib/backup/store";
import { manifestSchema } from "@/lib/backup/schema";
import type { Manifest, TableBackup } from "@/lib/backup/schema";
import { copyWithHash, hashFile } from "@/lib/backup/write-backup";
import type { BackupReport } from "@/lib/backup/write-backup";
import { bulkDb, db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { jobNames } from "@/lib/jobs/catalogue";
import { enqueueAgain } from "@/lib/jobs/enqueue";
import type { RunControl } from "@/lib/jobs/progress";
import { blobRoot } from "@/lib/storage";
import { syncFolders } from "@/lib/sync-folders";
import { textLines } from "@/lib/text-lines";

const refuse = (userMessage: string): AppError => new AppError("refused", { userMessage });

/**
 * Fills an installation that holds nothing yet from a backup: all of it or, where anything is amiss, none of it. For the command
 * line alone: there is no workspace yet whose member could be asked, so there is no guard; whoever can run this has the files.
 */
export const restoreBackup = async (input: { folder: string }, control: RunControl): Promise<BackupReport> => {
  const { folder } = input;
  const manifest = await readManifest(folder);
  await checkFiles(folder, manifest, control);
  await checkEmpty(manifest);
  try {
    await bulkDb().$transaction((tx) => fill(tx, folder, manifest, control), { timeout: 12 * 3_600_000, maxWait: 60_000 });
  } catch (error) {
    await rm(blobRoot(), { recursive: true, force: true });
    throw error;
  }
  return {
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    blobs: manifest.blobs.length,
    bytes: [...manifest.blobs, ...manifest.tables.map(({ file }) => file)].reduce((sum, { bytes }) => sum + bytes, 0),
  };
};

const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(path.join(folder, "manifest.json"), "utf8").catch(() => null);
  if (text === null) throw refuse(`${folder} holds no manifest.json: it is no backup, or one that was not finished.`);
  const parsed = manifestSchema.safeParse(parseOrNull(text));
  if (!parsed.success) throw refuse(`The manifest of ${folder} is broken, or not one that this version reads. Nothing was restored.`);
  return parsed.data;
};

const parseOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // cut off, or another file's: refused as any that is no manifest
  }
};

const checkFiles = async (folder: string, { tables, blobs }: Manifest, control: RunControl): Promise<void> => {
  const files = [...tables.map(({ file }) => file), ...blobs];
  for (const [index, file] of files.entries()) {
    control.signal.throwIfAborted();
    control.report({ done: index, total: files.length, message: "Checking the backup" });
    const found = await hashFile(folder, file.path).catch(() => null);
    if (found?.sha256 !== file.sha256) {
      throw refuse(
        `${file.path} of the backup ${found ? "has another checksum than its manifest says" : "is missing"}. Nothing was restored.`,
      );
    }
  }
};

const checkEmpty = async (manifest: Manifest): Promise<void> => {
  const [known, shapes] = [await migrationsOf(db()), await tablesOf(db())];
  if (JSON.stringify(known) !== JSON.stringify(manifest.migrations)) {
    throw refuse("The backup was made by another version of Plumbline. Restore it with that version, then start the newer one.");
  }
  const wanted = new Map(manifest.tables.map(({ name, columns }) => [name, columns.join(" ")]));
  const differs = shapes.find(({ name, columns }) => wanted.get(name) !== columns.join(" "));
  if (differs || wanted.size !== shapes.length) throw refuse(`The table ${differs?.name ?? ""} is not as the backup has it.`);
  const filled = await filledTables(db(), shapes);
  if (filled.length > 0)
    throw refuse(`The database is not empty (${filled.join(", ")}). Give a fresh folder with --home, or an empty database.`);
  const files = await readdir(blobRoot()).catch(() => []);
  if (files.length > 0) throw refuse(`${blobRoot()} is not empty. Give a fresh folder with --home.`);
};

const fill = async (tx: Tx, folder: string, manifest: Manifest, control: RunControl): Promise<void> => {
  const order = (await tablesOf(tx)).map(({ name }) => name);
  const tables = manifest.tables.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  for (const [index, table] of tables.entries()) {
    control.report({ done: index, total: tables.length, message: `Restoring ${table.name}` });
    const rows = await fillTable(tx, folder, table, control);
    if (rows !== table.rows) throw refuse(`${table.file.path} holds ${rows} rows; its manifest says ${table.rows}. Nothing was restored.`);
  }
  await raiseSequences(tx);
  for (const { id, name } of await unfinishedJobs(tx)) {
    const known = jobNames.find((candidate) => candidate === name);
    if (known) await enqueueAgain(tx, known, id);
  }
  const home = path.dirname(blobRoot());
  for (const blob of manifest.blobs) {
    control.signal.throwIfAborted();
    await copyWithHash(path.join(folder, blob.path), home, blob.path);
  }
  await syncFolders(
    manifest.blobs.map((blob) => path.join(home, blob.path)),
    home,
  );
};

const fillTable = async (tx: Tx, folder: string, { name, file }: TableBackup, control: RunControl): Promise<number> => {
  let rows = 0;
  let waiting: string[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    control.signal.throwIfAborted();
    await insertLines(tx, name, waiting);
    rows += waiting.length;
    [waiting, bytes] = [[], 0];
  };
  for await (const line of textLines(createReadStream(path.join(folder, file.path)).pipe(createGunzip()))) {
    waiting.push(z.string().parse(JSON.parse(line)));
    bytes += line.length;
    if (isFull(waiting.length, bytes)) await flush();
  }
  if (waiting.length > 0) await flush();
  return rows;
};
