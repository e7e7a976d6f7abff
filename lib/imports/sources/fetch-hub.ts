import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { HubAccess } from "@/lib/connections/open-connection";
import { AppError } from "@/lib/errors";
import { hashStream } from "@/lib/hash-stream";
import { planFolder } from "@/lib/imports/containers/dataset-folder";
import { limits } from "@/lib/imports/row-schema";
import { fetchUrl } from "@/lib/imports/sources/fetch-url";
import { pathBelow } from "@/lib/imports/sources/receive-file";
import type { RunControl } from "@/lib/jobs/progress";
import { guardedFetch, readText } from "@/lib/net/guarded-fetch";

export type HubRequest = { repository: string; revision: string; path: string };

const mostFiles = 5_000;
const mostPages = 50;
const treeBytes = 20_000_000;
const readmeBytes = 2_000_000;

const entrySchema = z.object({
  type: z.string(),
  path: z.string(),
  size: z.number().optional(),
  lfs: z.object({ oid: z.string(), size: z.number().optional() }).nullish(),
});
type HubFile = { path: string; byteSize: number; sha256: string | null };

const encodePath = (name: string): string => name.split("/").map(encodeURIComponent).join("/");

const headersOf = ({ token }: HubAccess): Record<string, string> => (token === null ? {} : { authorization: `Bearer ${token}` });

/** The address that a `Link` header names as the next page; only the hub's own is followed. */
const nextPage = (link: string | undefined, endpoint: string): string | null => {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  const url = next === undefined ? null : URL.parse(next, endpoint);
  return url?.origin === endpoint ? url.href : null;
};

const listFiles = async (hub: HubAccess, { repository, revision }: HubRequest, signal: AbortSignal): Promise<HubFile[]> => {
  const files: HubFile[] = [];
  let url: string | null = `${hub.endpoint}/api/datasets/${repository}/tree/${encodeURIComponent(revision)}?recursive=true`;
  for (let pages = 0; url !== null && pages < mostPages; pages += 1) {
    const response = await guardedFetch(url, { headers: headersOf(hub), maxBytes: treeBytes, signal });
    const text = await readText(response);
    const what = `${repository}@${revision} on ${new URL(hub.endpoint).host}`;
    if (response.status === 404) throw new AppError("not_found", { userMessage: `There is no data set ${what}.` });
    if (response.status === 401 || response.status === 403)
      throw new AppError("refused", {
        userMessage: `${what} is not given out: it does not exist, is private, or its terms have to be accepted on the hub first. Give a connection whose token may read it.`,
      });
    if (response.status !== 200) throw new AppError("unavailable", { userMessage: `${what}: the hub answered status ${response.status}.` });
    const entries = z.array(entrySchema).safeParse(parse(text));
    if (!entries.success) throw new AppError("refused", { userMessage: `${what}: what answers there is no hub of data sets.` });
    for (const { type, path, size, lfs } of entries.data)
      if (type === "file")
        files.push({ path, byteSize: lfs?.size ?? size ?? 0, sha256: /^[0-9a-f]{64}$/.exec(lfs?.oid ?? "")?.[0] ?? null });
    url = nextPage(response.headers.link, hub.endpoint);
  }
  return files;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // told by the caller
  }
};

/**
 * The files of rows of a data set on a hub, laid below a folder as the hub has them: those that the card's default configuration
 * names, or what lies under a path. Files of the hub's large store are compared with the hash that the hub tells.
 */
export const fetchHub = async (
  hub: HubAccess,
  request: HubRequest,
  folder: string,
  run: RunControl,
): Promise<{ byteSize: number; files: number }> => {
  const all = await listFiles(hub, request, run.signal);
  const at = (name: string): string =>
    `${hub.endpoint}/datasets/${request.repository}/resolve/${encodeURIComponent(request.revision)}/${encodePath(name)}`;
  const take = async ({ path: name, byteSize, sha256 }: HubFile, onBytes: (bytes: number) => void): Promise<void> => {
    const target = pathBelow(folder, name);
    const { byteSize: came } = await fetchUrl(at(name), target, { signal: run.signal, onBytes, headers: headersOf(hub) });
    if ((sha256 !== null && (await hashStream(createReadStream(target))) !== sha256) || (sha256 === null && came !== byteSize))
      throw new AppError("refused", { userMessage: `${name} did not arrive as the hub has it. Nothing was kept; try again.` });
  };
  const card = all.find(({ path }) => path === "README.md");
  const reads = card !== undefined && card.byteSize <= readmeBytes && request.path === "";
  if (reads) await take(card, () => undefined);
  const within = request.path.replace(/^\/+|\/+$/g, "");
  const below = all.map(({ path }) => path).filter((path) => within === "" || path === within || path.startsWith(`${within}/`));
  const names = new Set(
    planFolder(below, reads ? await readFile(pathBelow(folder, "README.md"), "utf8") : null).files.map(({ name }) => name),
  );
  const wanted = all.filter(({ path }) => names.has(path));
  if (wanted.length === 0)
    throw new AppError("refused", {
      userMessage: `${request.repository}@${request.revision} holds no file of rows${within === "" ? "" : ` under ${within}`} (JSONL, JSON, CSV, TSV, Parquet or Arrow). The hub's own conversion is the revision refs/convert/parquet.`,
    });
  if (wanted.length > mostFiles)
    throw new AppError("too_large", {
      userMessage: `${request.repository} has ${wanted.length} files; the limit is ${mostFiles}. Name a folder of it.`,
    });
  const total = wanted.reduce((sum, { byteSize }) => sum + byteSize, 0);
  if (total > limits.uploadBytes)
    throw new AppError("too_large", {
      userMessage: `${request.repository} has ${total} bytes of rows; the limit is ${limits.uploadBytes}. Name a folder or file of it.`,
    });
  let done = 0;
  for (const [i, file] of wanted.entries()) {
    const report = (bytes: number): void =>
      run.report({
        done: Math.ceil((done + bytes) / 1_000),
        total: Math.ceil(total / 1_000),
        message: `${file.path} (${i + 1} of ${wanted.length})`,
      });
    await take(file, report);
    done += file.byteSize;
  }
  return { byteSize: total, files: wanted.length };
};
