import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";

/** What is measured of a version beyond its accuracy, as it is stored. */

const calibrationFiguresSchema = z.object({ logLoss: estimateSchema, ece: estimateSchema });

export const sliceSchema = z.object({
  dimension: z.string(),
  name: z.string(),
  accuracy: estimateSchema,
  longerWins: estimateSchema,
  reading: z.enum(["below-chance", "not-above-chance", "not-above-length"]).nullable(),
});

export const honestySchema = z.object({
  brier: estimateSchema,
  ace: estimateSchema,
  mce: estimateSchema,
  calibration: z
    .object({
      temperature: z.number().positive(),
      before: calibrationFiguresSchema,
      byTemperature: calibrationFiguresSchema,
      byIsotonic: calibrationFiguresSchema,
      best: z.enum(["none", "temperature", "isotonic"]),
    })
    .nullable(),
  length: z.object({
    people: estimateSchema,
    model: estimateSchema,
    beyond: estimateSchema,
    position: estimateSchema,
    ratio: estimateSchema,
    alarm: z.boolean(),
  }),
  slices: z.array(sliceSchema),
  smallSample: z
    .object({
      n: z.number().int(),
      detectable: z.number(),
      needed: z.number().int().nullable(),
      reason: z.enum(["few-pairs", "gain-not-shown"]),
    })
    .nullable(),
});
export type HonestFigures = z.infer<typeof honestySchema>;

export const learningCurveSchema = z.object({
  points: z.array(z.object({ size: z.number().int(), value: z.number() })),
  /** null where there are too few sizes to fit */
  fit: z
    .object({
      plateau: z.number(),
      drop: z.number(),
      scale: z.number(),
      interval: z.tuple([z.number(), z.number()]),
      /** pairs at which it reaches 99 % of the plateau, with an interval; null in versions that were trained before it was measured */
      near: z.object({ size: z.number(), low: z.number(), high: z.number().nullable() }).nullable().default(null),
      bends: z.boolean(),
    })
    .nullable(),
});
export type LearningCurve = z.infer<typeof learningCurveSchema>;
