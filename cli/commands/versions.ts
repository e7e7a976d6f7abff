import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { findProject } from "@/cli/open-project";
import { listDatasetVersions } from "@/lib/exports/get-dataset-version";

export const command = defineCommand({
  name: "versions",
  describe: "list the data set versions of a project, the newest first",
  options: [{ flags: "--project <slug>", describe: "short name of the project" }],
  schema: z.object({ project: z.string("is needed") }),
  run: async ({ actor: getActor }, { project: slug }) => {
    const actor = await getActor();
    const { project } = await findProject(actor, slug);
    const versions = await listDatasetVersions(actor, { projectId: project.id });
    return {
      versions: versions.map(({ number, format, container, state, rows, excluded, createdAt }) => ({
        version: number,
        format,
        container,
        state,
        rows,
        excluded,
        created_at: createdAt,
      })),
    };
  },
});
