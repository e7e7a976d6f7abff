import type { Actor } from "@/lib/auth/actor";
import type { RunControl } from "@/lib/jobs/progress";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { findProject } from "@/cli/open-project";
import { readText } from "@/cli/read-text";
import { AppError, publicMessage } from "@/lib/errors";
import { buildDatasetVersion, settleDatasetVersion } from "@/lib/exports/build-dataset-version";
import { holdWork } from "@/lib/held-work";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { dropRefusedVersion } from "@/lib/exports/drop-refused-version";
import { openDatasetFile } from "@/lib/exports/open-dataset-file";
import { exportFormats, formatAliases, formatTitles } from "@/lib/exports/formats/names";
import { exportContainerSchema, exportFormatSchema, recipeSchema } from "@/lib/exports/schema";
import type { Recipe } from "@/lib/exports/schema";
import { makeFolder, removeEmptyFolders } from "@/lib/make-folder";

/** A recipe that names no seed has that of the command. */
const readRecipe = async (file: string | undefined, seed: number): Promise<Recipe> => {
  if (file === undefined) return recipeSchema.parse({ seed });
  const text = await readText(file, "recipe");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`--recipe: ${file} cannot be read as JSON (${cause instanceof Error ? cause.message : "unknown fault"})`);
  }
  const keys = z.record(z.string(), z.unknown()).safeParse(value);
  const parsed = recipeSchema.safeParse(keys.success ? { seed, ...keys.data } : value);
  if (!parsed.success)
    throw new UsageError(
      `--recipe: ${parsed.error.issues.map((issue) => `${issue.path.join(".") || "recipe"}: ${issue.message}`).join("; ")}`,
    );
  return parsed.data;
};

/** A format by its name, or by one that people know it by. */
const formatSchema = z.string("is needed").transform((name, context) => {
  const parsed = exportFormatSchema.safeParse(formatAliases[name] ?? name);
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: parsed.error.issues[0]?.message ?? "is unknown" });
  return z.NEVER;
});

const formatList = exportFormats.map((name) => `${name} (${formatTitles[name].about.replace(/\.$/, "")})`).join("; ");

type Wanted = Omit<Parameters<typeof createDatasetVersion>[1], "build">;

/** Builds a version and writes its files into a folder. */
const exportTo = async (actor: Actor, folder: string, wanted: Wanted, control: RunControl) => {
  const { projectId } = wanted;
  const created = await createDatasetVersion(actor, { ...wanted, build: "caller" });
  try {
    const version = await holdWork(created.id, () => buildDatasetVersion(actor, { projectId, versionId: created.id }, control));
    for (const name of [...version.files.map((file) => file.path), "manifest.json"]) {
      const target = path.join(folder, name);
      await makeFolder(path.dirname(target));
      const { stream } = await openDatasetFile(actor, { versionId: version.id, path: name });
      await pipeline(stream, createWriteStream(target));
    }
    return {
      version: version.number,
      rows: version.rows,
      excluded: version.excluded,
      files: version.files.map(({ path: file, rows, sha256 }) => ({ path: file, rows, sha256 })),
    };
  } catch (error) {
    // Whoever gave the command reads why; the number goes to the next version.
    if (error instanceof AppError && (error.code === "refused" || error.code === "invalid_input")) {
      await dropRefusedVersion(actor, { projectId, versionId: created.id });
      throw error;
    }
    const outcome = error instanceof AppError && error.code === "cancelled" ? "cancelled" : "failed";
    await settleDatasetVersion({ projectId, subjectId: created.id, outcome, message: publicMessage(error) });
    throw error;
  }
};

export const command = defineCommand({
  name: "export",
  describe: "write an immutable data set version and copy its files to a folder",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--format <name>", describe: `one of: ${formatList}` },
    { flags: "--container <name>", describe: `one of ${exportContainerSchema.options.join(", ")}`, default: "parquet" },
    { flags: "--out <folder>", describe: "where the files go; made where missing" },
    { flags: "--recipe <file>", describe: "JSON of campaigns, filters, thresholds, splits and packing; see docs/researchers/exports.md" },
  ],
  schema: z.object({
    project: z.string("is needed"),
    format: formatSchema,
    container: exportContainerSchema,
    out: z.string("is needed").min(1, "is needed"),
    recipe: z.string().optional(),
  }),
  run: async ({ actor: getActor, control, seed }, { project: slug, format, container, out, recipe: recipeFile }) => {
    const recipe = await readRecipe(recipeFile, seed);
    const actor = await getActor();
    const { project } = await findProject(actor, slug);
    // Before the build: a folder that cannot be made costs no version.
    const made = await makeFolder(path.resolve(out));
    try {
      return await exportTo(actor, path.resolve(out), { projectId: project.id, format, container, recipe }, control);
    } catch (error) {
      await removeEmptyFolders(made);
      throw error;
    }
  },
});
