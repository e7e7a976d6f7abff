import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { compareRows } from "@/lib/exports/containers/compare-rows";
import type { DatasetVersionDetail, Manifest } from "@/lib/exports/version-schema";
import { filesOf, findVersion, manifestOf } from "@/lib/exports/store";
import { blobPath } from "@/lib/storage";

const inputSchema = z.object({ projectId: z.string().min(1), from: z.number().int().min(1), to: z.number().int().min(1) });

const counts = z.object({ from: z.number().int(), to: z.number().int() });

const partDiffSchema = z.object({
  part: z.string(),
  rows: counts,
  /** rows of one that the other lacks, counted with repeats; null where the parts cannot be compared row by row */
  added: z.number().int().nullable(),
  removed: z.number().int().nullable(),
  /** why not */
  reason: z.string().nullable(),
});
export type PartDiff = z.infer<typeof partDiffSchema>;

export const versionDiffSchema = counts.extend({
  /** settings that differ, as JSON */
  recipe: z.array(z.object({ setting: z.string(), from: z.string(), to: z.string() })),
  excluded: z.array(counts.extend({ reason: z.string() })),
  parts: z.array(partDiffSchema),
  /** every file but the card has the same bytes */
  same: z.boolean(),
});
export type VersionDiff = z.infer<typeof versionDiffSchema>;

type Side = { number: number; manifest: Manifest; paths: Map<string, string> };

const sideOf = async (projectId: string, number: number): Promise<Side> => {
  const version = await findVersion(projectId, { number });
  const manifest = version && (await manifestOf(projectId, version.id));
  if (!version || !manifest) throw notFound("data set version");
  return {
    number,
    manifest,
    paths: new Map((await filesOf(projectId, version.id)).map(({ path, storageKey }) => [path, blobPath(storageKey)])),
  };
};

const settingsOf = ({ manifest }: Side): Map<string, string> =>
  new Map([
    ...Object.entries(manifest.recipe).map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
    ["format", manifest.format],
    ["container", manifest.container],
    ["prompts", manifest.shape],
    ["code", manifest.codeVersion],
    ["consensus", JSON.stringify(manifest.campaigns.map(({ slug, question, consensus }) => ({ slug, question, ...consensus })))],
  ]);

/** "only v3 has margin": which columns keep rows from being compared. */
const columnsThatDiffer = (from: Side, to: Side, part: string): string => {
  const columns = ({ manifest }: Side): string[] => manifest.files.find((file) => file.part === part)?.columns ?? [];
  const [before, after] = [columns(from), columns(to)];
  const gone = before.filter((name) => !after.includes(name));
  const come = after.filter((name) => !before.includes(name));
  const told = [
    ...(come.length > 0 ? [`only v${to.number} has ${come.join(", ")}`] : []),
    ...(gone.length > 0 ? [`only v${from.number} has ${gone.join(", ")}`] : []),
  ];
  return `their columns differ: ${told.join("; ") || "in order"}`;
};

const filesOfPart = ({ manifest }: Side, part: string): Manifest["files"] => manifest.files.filter((file) => file.part === part);

/** Of every file but the card, by its name: the same rows may lie in other files, or in another order. */
const checksums = ({ manifest }: Side): string =>
  manifest.files
    .filter(({ part }) => part !== null)
    .map(({ path, sha256 }) => `${sha256}  ${path}`)
    .join("\n");

const diffPart = async (from: Side, to: Side, part: string): Promise<PartDiff> => {
  const [a, b] = [filesOfPart(from, part), filesOfPart(to, part)];
  const count = (files: Manifest["files"]): number => files.reduce((sum, { rows }) => sum + rows, 0);
  const rows = { from: count(a), to: count(b) };
  const sums = (files: Manifest["files"]): string => files.map(({ sha256 }) => sha256).join();
  if (sums(a) === sums(b)) return { part, rows, added: 0, removed: 0, reason: null };
  const reason =
    a.length === 0 || b.length === 0
      ? "only one of the two has it"
      : from.manifest.container !== to.manifest.container || from.manifest.recipe.compression !== to.manifest.recipe.compression
        ? "their containers differ"
        : a[0]?.columns.join() !== b[0]?.columns.join()
          ? columnsThatDiffer(from, to, part)
          : null;
  if (reason !== null) return { part, rows, added: null, removed: null, reason };
  const paths = (side: Side, files: Manifest["files"]): string[] => files.flatMap(({ path }) => side.paths.get(path) ?? []);
  const { added, removed } = await compareRows(paths(from, a), paths(to, b), from.manifest.container);
  return { part, rows, added, removed, reason: null };
};

/** What two versions of a project have in common and what not: settings, reasons, and rows of every part. */
export const diffVersions = async (actor: Actor, input: z.input<typeof inputSchema>): Promise<VersionDiff> => {
  await guard(actor, "exports:see", { projectId: input.projectId });
  const wanted = inputSchema.parse(input);
  const [from, to] = [await sideOf(wanted.projectId, wanted.from), await sideOf(wanted.projectId, wanted.to)];
  const [before, after] = [settingsOf(from), settingsOf(to)];
  const parts: PartDiff[] = [];
  for (const part of new Set([...from.manifest.files, ...to.manifest.files].flatMap((file) => file.part ?? [])))
    parts.push(await diffPart(from, to, part));
  const reasons = new Set([...Object.keys(from.manifest.excluded), ...Object.keys(to.manifest.excluded)]);
  return {
    from: wanted.from,
    to: wanted.to,
    recipe: [...new Set([...before.keys(), ...after.keys()])].flatMap((setting) => {
      const [one, other] = [before.get(setting) ?? "not set", after.get(setting) ?? "not set"];
      return one === other ? [] : [{ setting, from: one, to: other }];
    }),
    excluded: [...reasons].sort().map((reason) => ({
      reason,
      from: from.manifest.excluded[reason] ?? 0,
      to: to.manifest.excluded[reason] ?? 0,
    })),
    parts,
    same: checksums(from) === checksums(to),
  };
};

/** Finished versions that another can be compared with. */
export const comparable = (versions: Pick<DatasetVersionDetail, "number" | "state">[], number: number): number[] =>
  versions.filter((version) => version.state === "done" && version.number !== number).map((version) => version.number);
