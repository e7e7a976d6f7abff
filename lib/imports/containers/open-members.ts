import { createWriteStream } from "node:fs";
import { open, readFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { AppError } from "@/lib/errors";
import { planFolder } from "@/lib/imports/containers/dataset-folder";
import type { DataFile } from "@/lib/imports/containers/dataset-folder";
import { sourceAt } from "@/lib/imports/containers/file-source";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { suspectRatio, suspectUnpackedBytes } from "@/lib/imports/containers/read-bytes";
import { limits } from "@/lib/imports/row-schema";
import { scratchFolder } from "@/lib/scratch-folder";

/** A file of rows within a folder or an archive. `fetch` lays it where it can be read, `release` takes that away again. */
export type Member = DataFile & { byteSize: number; fetch: () => Promise<{ source: FileSource; release: () => Promise<void> }> };
export type Members = { files: Member[]; config: string | null; otherConfigs: string[]; close: () => Promise<void> };

const mostEntries = 20_000;
const readmeBytes = 2_000_000;

const refused = (userMessage: string, cause?: unknown): AppError => new AppError("refused", { userMessage, cause });

/** The folder of the card that all files of rows lie below; a README beside them, or one of several, is no card of theirs. */
const commonFolder = (names: string[]): string => {
  const { files } = planFolder(names, null);
  const folders = names.filter((name) => /(^|\/)README\.md$/i.test(name)).map((name) => name.slice(0, -"README.md".length));
  const card = folders.sort((a, b) => a.length - b.length).find((folder) => files.every(({ name }) => name.startsWith(folder)));
  if (card !== undefined) return card;
  const [first] = names;
  const head = first?.includes("/") ? first.slice(0, first.indexOf("/") + 1) : "";
  return names.every((name) => name.startsWith(head)) ? head : "";
};

/** The files of rows in a folder on this machine. Links are not followed. */
export const openFolder = async (folder: string): Promise<Members> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  if (names.length > mostEntries) throw refused(`${path.basename(folder)} holds more than ${mostEntries} files.`);
  const base = commonFolder(names);
  const below = names.filter((name) => name.startsWith(base)).map((name) => name.slice(base.length));
  const readme = below.find((name) => /^README\.md$/i.test(name));
  const text = readme === undefined ? null : await readFile(path.join(folder, base, readme), "utf8").catch(() => null);
  const plan = planFolder(below, text);
  const files = await Promise.all(
    plan.files.map(async (file): Promise<Member> => {
      const at = path.join(folder, base, file.name);
      const { size } = await stat(at);
      return { ...file, byteSize: size, fetch: async () => ({ source: sourceAt(at, size, file.name), release: async () => undefined }) };
    }),
  );
  return { ...plan, files, close: async () => undefined };
};

const openArchive = async (file: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });

const listEntries = async (zip: ZipFile): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("error", reject);
    zip.on("end", () => resolve(entries));
    zip.on("entry", (entry: Entry) => {
      if (entries.length >= mostEntries) {
        reject(new Error(`holds more than ${mostEntries} files`));
        return;
      }
      if (!entry.fileName.endsWith("/")) entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });

/** Counts what comes out of an entry, and breaks off where it is more than an entry of that packed size can honestly hold. */
const bombGuard = (entry: Entry): Transform => {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      const absurd = total > suspectUnpackedBytes && total > suspectRatio * entry.compressedSize;
      if (absurd || total > limits.unpackedBytes) done(new Error("unpacks to far more than text ever does"));
      else done(null, chunk);
    },
  });
};

const unpackEntry = async (zip: ZipFile, entry: Entry, target: string): Promise<number> => {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  await pipeline(stream, bombGuard(entry), createWriteStream(target, { mode: 0o600 }));
  const handle = await open(target);
  try {
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
};

/** The files of rows in a ZIP archive. Each is unpacked into the system's temporary folder while it is read, and no longer. */
export const openZip = async (source: FileSource): Promise<Members> => {
  const fault = (error: unknown): AppError =>
    refused(`${source.fileName}: the archive cannot be read (${error instanceof Error ? error.message : "damaged"}).`, error);
  if (source.path === null) throw fault(new Error("it is in no file"));
  const zip = await openArchive(source.path).catch((error: unknown) => {
    throw fault(error);
  });
  let folder: string | null = null;
  const close = async (): Promise<void> => {
    zip.close();
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  };
  try {
    const entries = await listEntries(zip);
    const names = entries.map(({ fileName }) => fileName);
    const base = commonFolder(names);
    const byName = new Map(
      entries.filter(({ fileName }) => fileName.startsWith(base)).map((entry) => [entry.fileName.slice(base.length), entry]),
    );
    const home = await scratchFolder();
    folder = home;
    const card = byName.get("README.md");
    let readme: string | null = null;
    if (card && card.uncompressedSize <= readmeBytes) {
      await unpackEntry(zip, card, path.join(home, "README.md"));
      readme = await readFile(path.join(home, "README.md"), "utf8");
    }
    const plan = planFolder([...byName.keys()], readme);
    const files = plan.files.flatMap((file, i): Member[] => {
      const entry = byName.get(file.name);
      if (!entry) return [];
      return [
        {
          ...file,
          byteSize: entry.compressedSize,
          fetch: async () => {
            const at = path.join(home, `member-${i}`);
            try {
              const size = await unpackEntry(zip, entry, at);
              return { source: sourceAt(at, size, file.name), release: async () => rm(at, { force: true }) };
            } catch (error) {
              await rm(at, { force: true });
              throw refused(
                `${source.fileName}: ${file.name} cannot be unpacked (${error instanceof Error ? error.message : "damaged"}).`,
                error,
              );
            }
          },
        },
      ];
    });
    return { ...plan, files, close };
  } catch (error) {
    await close();
    throw error instanceof AppError ? error : fault(error);
  }
};
