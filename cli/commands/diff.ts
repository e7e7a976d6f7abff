import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { findProject } from "@/cli/open-project";
import { diffVersions } from "@/lib/exports/diff-versions";

const number = z.coerce
  .number("must be the number of a version")
  .int("must be the number of a version")
  .min(1, "must be the number of a version")
  .max(2_147_483_647, "must be the number of a version");

export const command = defineCommand({
  name: "diff",
  describe: "compare two data set versions: settings, reasons, and how many rows of every part only one of them has",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--from <number>", describe: "the one before" },
    { flags: "--to <number>", describe: "the one after" },
  ],
  schema: z.object({ project: z.string("is needed"), from: number, to: number }),
  run: async ({ actor: getActor }, { project: slug, from, to }) => {
    const actor = await getActor();
    const { project } = await findProject(actor, slug);
    const { same, recipe, excluded, parts } = await diffVersions(actor, { projectId: project.id, from, to });
    return { from, to, same, settings: recipe, excluded, parts };
  },
});
