import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import type { CommandContext } from "@/cli/command";
import { findProject, makeOrFindProject } from "@/cli/open-project";
import { printError, printNote } from "@/cli/output";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { detectKinds } from "@/lib/imports/detect-kinds";
import { fetchAddresses } from "@/lib/imports/fetch-addresses";
import { findMapping } from "@/lib/imports/find-mapping";
import { importFiles } from "@/lib/imports/import-files";
import type { FilesReport } from "@/lib/imports/import-files";
import { readMapFile } from "@/lib/imports/read-map-file";
import type { NamedReading } from "@/lib/imports/read-map-file";
import { importContainerSchema, importFormats, onErrorSchema, wantedFormatSchema } from "@/lib/imports/schema";
import { kindOf } from "@/lib/kinds/registry";
import type { RunControl } from "@/lib/jobs/progress";
import { createCampaign } from "@/lib/projects/create-campaign";
import { discardProject } from "@/lib/projects/discard-project";
import { slugSchema } from "@/lib/projects/schema";

const optionsSchema = z.object({
  args: z.array(z.string()),
  project: z.string("is needed").pipe(slugSchema),
  create: z.boolean().default(false),
  kind: z.enum(["pairwise", "ranking", "pointwise", "segment"]).optional(),
  format: wantedFormatSchema,
  onError: onErrorSchema,
  map: z.string().min(1, "must not be empty").optional(),
});
type Options = z.infer<typeof optionsSchema>;

const isContainer = (format: Options["format"]): boolean => importContainerSchema.safeParse(format).success;

/** `made`: the project was not there before */
type Place = { projectId: string; campaignIds: string[]; mapping: NamedReading | undefined; made: boolean };

/** Which column is what: by a file that says it, or by a reading that the project has under that name. */
const openMapping = async (actor: Actor, { map, format }: Options, projectId: string | null): Promise<NamedReading | undefined> => {
  if (map === undefined) return undefined;
  if (format !== "auto" && !isContainer(format))
    throw new UsageError("--map: says itself how rows are read; --format beside it can only be what the file is packed as");
  if (map.endsWith(".json")) return readMapFile(map);
  if (projectId !== null) return findMapping(actor, { projectId, name: map });
  throw new UsageError(`--map: a new project has no saved reading “${map}”, and a file that describes one ends in .json`);
};

/**
 * The project and the campaigns that labels go to: those of the kind asked for, else one of every kind that is there. With
 * `--create` the project and the campaigns that the files' labels need are made where they are missing.
 */
const openProject = async (actor: Actor, options: Options): Promise<Place> => {
  const { project: slug, create, kind, args, format } = options;
  const existing = await findProject(actor, slug).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    if (create) return null;
    throw new AppError("not_found", { userMessage: `${error.userMessage} Give --create to make it.`, cause: error });
  });
  const known = existing?.project.id ?? null;
  const mapping = await openMapping(actor, options, known);
  const wanted = kind ? [kind] : create ? await detectKinds(args, { format, mapping, projectId: known }) : [];
  const found = existing ?? (await makeOrFindProject(actor, slug, wanted[0] ?? "pairwise"));
  const projectId = found.project.id;
  const open = found.campaigns.filter((campaign) => campaign.state !== "archived");
  const campaigns = [...(kind ? open.filter((campaign) => campaign.kind === kind) : open)];
  if (create) {
    for (const missing of wanted.filter((one) => campaigns.every((campaign) => campaign.kind !== one)))
      campaigns.push(
        await createCampaign(actor, { projectId, name: kindOf(missing).title, slug: freeSlug(found.campaigns, missing), kind: missing }),
      );
  }
  if (campaigns.length === 0) {
    throw new AppError("not_found", {
      userMessage: `${slug} has no campaign${kind ? ` of the kind ${kind}` : ""} that labels could go to. Give --create to make one.`,
    });
  }
  return { projectId, campaignIds: campaigns.map(({ id }) => id), mapping, made: existing === null };
};

/** The kind's name, numbered where a campaign of another kind bears it. */
const freeSlug = (campaigns: { slug: string }[], kind: string): string => {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? kind : `${kind}-${number}`;
    if (campaigns.every((campaign) => campaign.slug !== slug)) return slug;
  }
};

const sum = (
  report: FilesReport,
  key:
    | "rowsRead"
    | "itemsAdded"
    | "itemsExisting"
    | "candidatesAdded"
    | "labelsAdded"
    | "labelsExisting"
    | "annotatorsAdded"
    | "rowsRefused",
): number => report.imports.reduce((total, view) => total + view[key], 0);

const unfitOf = (report: FilesReport): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const view of report.imports)
    for (const [reason, count] of Object.entries(view.labelsUnfit)) counts[reason] = (counts[reason] ?? 0) + count;
  return counts;
};

const runImport = async (context: CommandContext, { args, ...options }: Options) => {
  const actor = await context.actor();
  const { paths, release } = await fetchAddresses(args, context.control);
  try {
    return await runFiles(context, actor, { ...options, args: paths });
  } finally {
    await release();
  }
};

/** A project that was made for files which then were refused goes again: the next try finds things as this one did. */
const importOrLeaveNone = async (actor: Actor, { args, format, onError }: Options, place: Place, control: RunControl) => {
  const { projectId, campaignIds, mapping, made } = place;
  let report: FilesReport | null = null;
  try {
    report = await importFiles(actor, { projectId, campaignIds, paths: args, format, mapping, onError }, control);
    return report;
  } finally {
    if (made && report?.failure !== null) await discardProject(actor, { projectId });
  }
};

const runFiles = async (context: CommandContext, actor: Actor, options: Options) => {
  const report = await importOrLeaveNone(actor, options, await openProject(actor, options), context.control);
  if (report.failure !== null) {
    const [first] = report.refused;
    const place = first ? ` First: ${first.file}, line ${first.line}: ${first.reason}.` : "";
    const advice = first && options.onError === "stop" ? " Mend what was refused, or give --on-error skip to leave it out." : "";
    printError("import", `${report.failure}${place}${advice}`);
    context.markFailed();
  }
  for (const { file, metadata } of report.formats)
    if (metadata.length > 0) printNote(`${file}: kept in the items' metadata, neither text nor label: ${metadata.join(", ")}`);
  for (const { file, column, from, to } of report.scales)
    printNote(
      `${file}: no label is made of ${column}: its numbers, from ${from} to ${to}, are places on a scale, and nothing tells at which end the first response is better. Say so in a file for --map, whose key scale names that end first: "choice": "${column}", "scale": [${from}, ${to}]`,
    );
  const unfit = Object.entries(unfitOf(report));
  if (unfit.length > 0)
    printNote(`labels that no campaign could take: ${unfit.map(([reason, count]) => `${count}, as ${reason}`).join("; ")}`);
  return {
    project: options.project,
    formats: report.formats,
    rows_read: sum(report, "rowsRead"),
    items_added: sum(report, "itemsAdded"),
    items_existing: sum(report, "itemsExisting"),
    candidates_added: sum(report, "candidatesAdded"),
    labels_added: sum(report, "labelsAdded"),
    labels_existing: sum(report, "labelsExisting"),
    labels_unfit: unfitOf(report),
    annotators_added: sum(report, "annotatorsAdded"),
    rows_refused: sum(report, "rowsRefused"),
    refused: report.refused.map(({ file, line, reason }) => ({ file, line, reason })),
  };
};

export const command = defineCommand({
  name: "import",
  describe:
    "read files into a project: items, responses, and the labels that came with them. JSONL, JSON, CSV, TSV, Parquet and Arrow, packed with gzip or zstd or not; ZIP archives and folders of a data set. The same file twice adds nothing",
  argument: {
    name: "<file...>",
    describe: "files or folders; also https://…, s3://BUCKET/KEY and hf://OWNER/NAME[@REVISION][/PATH], fetched first",
  },
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--create", describe: "make the project, and the campaigns that the labels need, where they are missing" },
    {
      flags: "--kind <kind>",
      describe:
        "pairwise, ranking, pointwise or segment: the kind of campaign that labels go to. Unless given, each label goes to the campaign whose kind it fits",
    },
    {
      flags: "--format <name>",
      describe: `auto, or one of ${importFormats.filter((name) => name !== "columns").join(", ")}; or only what the file is packed as: jsonl, json, csv, tsv, parquet, arrow`,
      default: "auto",
    },
    {
      flags: "--map <what>",
      describe:
        "which column is what, where names do not say it: a JSON file (ends in .json; docs/researchers/imports.md tells its keys), or the name of a reading that was saved in the project",
    },
    {
      flags: "--on-error <what>",
      describe: "stop: one refused row and nothing is imported; skip: refused rows are named, the rest goes in",
      default: "stop",
    },
  ],
  schema: optionsSchema,
  run: runImport,
});
