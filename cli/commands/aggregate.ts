import path from "node:path";
import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { writeJsonLines } from "@/cli/json-lines";
import { unitNamer } from "@/cli/name-unit";
import { openProject } from "@/cli/open-project";
import { whyNoFile } from "@/cli/out-place";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import { aggregationModelSchema, labelSourceSchema } from "@/lib/aggregation/schema";
import { AppError } from "@/lib/errors";

/** Ordinals as numbers, everything else ("tie", "both-bad", "undecided") as words: the form in which files bring choices. */
const choiceOf = (choice: string): string | number => (/^\d+$/.test(choice) ? Number(choice) : choice);

export const command = defineCommand({
  name: "aggregate",
  describe: "turn the labels of a project into one posterior a task and one reliability an annotator",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    {
      flags: "--model <name>",
      describe: `one of ${aggregationModelSchema.options.join(", ")}; dawid-skene, or the kind's own where answers have no classes, unless given`,
    },
    { flags: "--source <whose>", describe: "human, lm or all", default: "human" },
    { flags: "--campaign <slug>", describe: "short name of the campaign; the first that asks the question unless given" },
    { flags: "--question <name>", describe: "the question, where there are several" },
    { flags: "--out <file>", describe: "write posteriors to FILE and reliabilities to FILE.annotators.jsonl" },
  ],
  schema: z.object({
    project: z.string("is needed"),
    model: aggregationModelSchema.optional(),
    source: labelSourceSchema,
    campaign: z.string().optional(),
    question: z.string().optional(),
    out: z.string().optional(),
  }),
  run: async ({ actor: getActor, seed, control }, { project: slug, campaign: named, model, source, question, out }) => {
    const besides = out === undefined ? null : await whyNoFile(`${out}.annotators.jsonl`);
    if (besides !== null) throw new UsageError(`--out: ${out}.annotators.jsonl ${besides}`);
    const actor = await getActor();
    const { projectId, campaign } = await openProject(actor, { project: slug, campaign: named });
    const fit = await aggregateProject(actor, { projectId, campaignId: campaign?.id, model, source, question, seed }, control);
    if (out !== undefined) {
      const read = await getConsensus(actor, { projectId, campaignId: fit.campaignId, question: fit.question, source });
      if (read?.aggregation.id !== fit.id)
        throw new AppError("conflict", { userMessage: "Another aggregation finished meanwhile; run this one again." });
      const file = path.resolve(out);
      const unitOf = await unitNamer(actor, projectId);
      await writeJsonLines(
        file,
        read.consensus.map((row) => ({
          item: row.itemExternalId,
          ...unitOf(row.itemExternalId, row.unitKey),
          ...(row.part === "" ? {} : { part: row.part }),
          question: fit.question,
          choice: choiceOf(row.choice),
          posterior: row.posterior,
          labels: row.labels,
          ...(row.detail === null ? {} : { detail: row.detail }),
        })),
      );
      await writeJsonLines(
        `${file}.annotators.jsonl`,
        read.annotators.map((row) => ({ annotator: row.name, reliability: row.reliability, ci: row.ci, labels: row.labels })),
      );
    }
    return {
      model: fit.model,
      tasks: fit.tasks,
      labels: fit.labels,
      annotators: fit.annotators,
      converged: fit.converged,
      iterations: fit.iterations,
    };
  },
});
