import { z } from "zod";
import { defineCommand } from "@/cli/command";
import type { CommandContext } from "@/cli/command";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { importFiles } from "@/lib/imports/import-files";
import type { FilesReport } from "@/lib/imports/import-files";
import { importFormatSchema, onErrorSchema } from "@/lib/imports/schema";
import { kinds } from "@/lib/kinds/registry";
import { createProject } from "@/lib/projects/create-project";
import { getProject } from "@/lib/projects/get-project";
import { slugSchema } from "@/lib/projects/schema";

const optionsSchema = z.object({
  args: z.array(z.string()),
  project: slugSchema,
  create: z.boolean().default(false),
  kind: z.enum(["pairwise", "ranking", "pointwise", "segment"]).optional(),
  format: z.union([z.literal("auto"), importFormatSchema]),
  onError: onErrorSchema,
});
type Options = z.infer<typeof optionsSchema>;

/** The project and the campaign that labels go to; with `--create` they are made where they are missing. */
const openProject = async (actor: Actor, { project: slug, create, kind }: Options): Promise<{ projectId: string; campaignId: string }> => {
  if (kind && !(kind in kinds)) throw new AppError("not_built", { userMessage: `the kind ${kind} is not built yet` });
  const existing = await getProject(actor, { slug }).catch((error: unknown) => {
    if (create && error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (!existing) {
    const { project, campaign } = await createProject(actor, { name: slug, slug, kind: kind ?? "pairwise" });
    return { projectId: project.id, campaignId: campaign.id };
  }
  const campaign = existing.campaigns.find((candidate) => candidate.state !== "archived" && (!kind || candidate.kind === kind));
  if (!campaign)
    throw new AppError("not_found", {
      userMessage: `${slug} has no campaign${kind ? ` of the kind ${kind}` : ""} that labels could go to.`,
    });
  return { projectId: existing.project.id, campaignId: campaign.id };
};

const sum = (
  report: FilesReport,
  key:
    "rowsRead" | "itemsAdded" | "itemsExisting" | "candidatesAdded" | "labelsAdded" | "labelsExisting" | "annotatorsAdded" | "rowsRefused",
): number => report.imports.reduce((total, view) => total + view[key], 0);

const unfitOf = (report: FilesReport): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const view of report.imports)
    for (const [reason, count] of Object.entries(view.labelsUnfit)) counts[reason] = (counts[reason] ?? 0) + count;
  return counts;
};

const runImport = async (context: CommandContext, options: Options) => {
  const actor = await context.actor();
  const scope = await openProject(actor, options);
  const report = await importFiles(
    actor,
    { ...scope, paths: options.args, format: options.format, onError: options.onError },
    context.control,
  );
  if (report.failure !== null) {
    process.stderr.write(`plumbline import: ${report.failure}\n`);
    context.markFailed();
  }
  return {
    project: options.project,
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
    "read files (JSONL, JSONL.gz or CSV) into a project: items, responses, and the labels that came with them. The same file twice adds nothing",
  argument: { name: "<file...>", describe: "files to read" },
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--create", describe: "make the project where it does not exist" },
    { flags: "--kind <kind>", describe: "pairwise, ranking, pointwise or segment: the kind of campaign that labels go to" },
    { flags: "--format <name>", describe: "auto, jsonl or csv", default: "auto" },
    {
      flags: "--on-error <what>",
      describe: "stop: one refused row and nothing is imported; skip: refused rows are named, the rest goes in",
      default: "stop",
    },
  ],
  schema: optionsSchema,
  run: runImport,
});
