import { z } from "zod";
import { estimateSchema, labelSourceSchema } from "@/lib/aggregation/schema";

export const agreementMetricSchema = z.enum(["krippendorff-alpha", "fleiss-kappa", "percent-agreement", "distance-agreement"]);
export type AgreementMetric = z.infer<typeof agreementMetricSchema>;

export const measurementLevelSchema = z.enum(["nominal", "ordinal", "interval", "ratio"]);

export const measureAgreementSchema = z.object({
  projectId: z.string(),
  campaignId: z.string().optional(),
  /** Krippendorff's alpha unless the question's answers have a distance of their own */
  metric: agreementMetricSchema.optional(),
  level: measurementLevelSchema.optional(),
  source: labelSourceSchema.default("human"),
  question: z.string().optional(),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type MeasureAgreement = z.input<typeof measureAgreementSchema>;

export const agreementReportSchema = z.object({
  metric: agreementMetricSchema,
  level: measurementLevelSchema,
  question: z.string(),
  estimate: estimateSchema,
  /** units (items, or pairs or responses of them) with at least `fewestLabels` answers */
  items: z.number().int(),
  labels: z.number().int(),
  annotators: z.number().int(),
  /** share of these tasks that was drawn and measured; 1 for all */
  taskShare: z.number(),
  /** 2 where there are more labels than a request measures: a task with one says nothing of agreement and was not read */
  fewestLabels: z.union([z.literal(1), z.literal(2)]),
});
export type AgreementReport = z.infer<typeof agreementReportSchema>;
