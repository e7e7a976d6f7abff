import path from "node:path";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { writeJsonLines } from "@/cli/json-lines";
import { findProject } from "@/cli/open-project";
import { builtInTagger, taggerNameSchema } from "@/lib/tags/schema";
import { listTags } from "@/lib/tags/list-tags";
import { tagHere } from "@/lib/tags/request-tagging";

export const command = defineCommand({
  name: "tag",
  describe: "describe the items of a project by tags: measures of their texts, and what a tagger says of their prompts",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--tagger <name>", describe: "built-in, or model:NAME for the model behind a judge of the project", default: builtInTagger },
    { flags: "--out <file>", describe: "write one row an item: item, tags" },
  ],
  schema: z.object({ project: z.string("is needed"), tagger: taggerNameSchema, out: z.string().optional() }),
  run: async ({ actor: getActor, control }, { project: slug, tagger: name, out }) => {
    const actor = await getActor();
    const { project } = await findProject(actor, slug);
    const result = await tagHere(actor, { projectId: project.id, tagger: name }, control);
    if (out !== undefined) {
      const rows = async function* (): AsyncGenerator<{ item: string; tags: string[] }> {
        for await (const part of listTags(actor, { projectId: project.id, tagger: result.tagger }))
          for (const { item, tags } of part) yield { item, tags };
      };
      await writeJsonLines(path.resolve(out), rows());
    }
    const { items, tags, tagger, encoder, rule, untold, untoldReason, agreement } = result;
    return { items, tags, tagger, encoder, rule, untold, untold_reason: untoldReason ?? "", agreement };
  },
});
