import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { openProject } from "@/cli/open-project";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import { agreementMetricSchema, measurementLevelSchema } from "@/lib/agreement/schema";
import { labelSourceSchema } from "@/lib/aggregation/schema";

/** Names under which papers know the coefficients. */
const metricNames: Record<string, string> = {
  alpha: "krippendorff-alpha",
  krippendorff: "krippendorff-alpha",
  fleiss: "fleiss-kappa",
  percent: "percent-agreement",
  distance: "distance-agreement",
};

export const command = defineCommand({
  name: "agreement",
  describe: "how far annotators agree, with a bootstrap interval and its n",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--metric <name>", describe: `${agreementMetricSchema.options.join(", ")}; what suits the question unless given` },
    { flags: "--level <level>", describe: "nominal, ordinal, interval or ratio; the kind's own unless given" },
    { flags: "--source <whose>", describe: "human, lm or all", default: "human" },
    { flags: "--campaign <slug>", describe: "short name of the campaign; the first that asks the question unless given" },
    { flags: "--question <name>", describe: "the question, where there are several" },
  ],
  schema: z.object({
    project: z.string("is needed"),
    metric: z.preprocess((name) => (typeof name === "string" ? (metricNames[name] ?? name) : name), agreementMetricSchema.optional()),
    level: measurementLevelSchema.optional(),
    source: labelSourceSchema,
    campaign: z.string().optional(),
    question: z.string().optional(),
  }),
  run: async ({ actor: getActor, seed }, { project: slug, campaign: named, ...wanted }) => {
    const actor = await getActor();
    const { projectId, campaign } = await openProject(actor, { project: slug, campaign: named });
    // All labels, however many: this process serves nobody else.
    const asked = { projectId, campaignId: campaign?.id, ...wanted, seed };
    const { metric, level, estimate, items, labels, annotators } = await measureAgreement(actor, asked, null);
    return { metric, level, estimate, items, labels, annotators };
  },
});
