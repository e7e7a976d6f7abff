import { z } from "zod";
import { mqmTypes, plainTypes } from "@/lib/kinds/segment/error-types";
import { findOverlap } from "@/lib/ml/text-diff/edits";

const nameSchema = z.string().min(1).max(120);
// Scores are summed in hundredths.
const pointsSchema = z.number().min(0).max(1_000).multipleOf(0.01);

const typeSchema = z.object({
  /** a slash makes a tree: "Accuracy/Omission" */
  name: nameSchema,
  /** by severity, where an error of this type costs otherwise than its severity says */
  points: z
    .record(nameSchema, pointsSchema)
    .optional()
    .meta({ title: "Points, where not those of the severity", description: "One a line, as “Minor: 0.1”." }),
});
const severitySchema = z.object({ name: nameSchema, points: pointsSchema });

const differ = (entries: { name: string }[]): boolean => new Set(entries.map((entry) => entry.name)).size === entries.length;

const errorSeverities = [
  { name: "Neutral", points: 0 },
  { name: "Minor", points: 1 },
  { name: "Major", points: 5 },
  { name: "Critical", points: 10 },
];

export const mostTypes = 200;
export const mostSeverities = 9;

const settingsObject = z.object({
  /** correct: each marked place is rewritten. critique: places are marked and weighed, nothing is rewritten. */
  mode: z.enum(["correct", "critique"]).default("correct").meta({ title: "What is done" }),
  /** empty: no type is asked */
  types: z.array(typeSchema).max(mostTypes).refine(differ, "type names must differ").optional().meta({ title: "Types of errors" }),
  /** from mild to grave, with what each costs in the score; empty: none is asked */
  severities: z
    .array(severitySchema)
    .max(mostSeverities)
    .refine(differ, "severity names must differ")
    .default(errorSeverities)
    .meta({ title: "Severities, from mild to grave" }),
  reason: z.enum(["off", "optional", "required"]).default("optional").meta({ title: "A reason for each" }),
  /** sum: minus the points of the errors, as MQM counts. scale: a number that the annotator gives. */
  score: z.enum(["off", "sum", "scale"]).default("off").meta({ title: "Score of the response" }),
  scoreFrom: z.number().default(0).meta({ title: "Scale from" }),
  scoreTo: z.number().default(100).meta({ title: "Scale to" }),
  /** whether one may note what the text leaves out */
  missing: z.boolean().default(true).meta({ title: "Ask what is missing" }),
  /** whether two marks may share characters; corrections never do */
  overlap: z.boolean().default(false).meta({ title: "Marks may overlap" }),
});

const settingsSchema = settingsObject.refine(({ score, scoreFrom, scoreTo }) => score !== "scale" || scoreTo > scoreFrom, {
  path: ["scoreTo"],
  error: "the scale ends above its start: the higher score is the better one",
});

/** Types that nobody chose are those of MQM where marks are weighed, and plain ones where text is corrected. */
export const segmentConfigSchema = settingsSchema.transform(({ types, ...settings }) => ({
  ...settings,
  types: types ?? (settings.mode === "critique" ? mqmTypes : plainTypes),
}));
export type SegmentConfig = z.infer<typeof segmentConfigSchema>;

const jsonRecordSchema = z.record(z.string(), z.json());

/** Beyond it no number is a score: sums of squares, which means and agreement are made of, must hold. */
const largestScore = 1e100;

/** Letters that a form takes no more of than an answer can hold. */
export const longestReplacement = 100_000;
export const longestReason = 20_000;

const spanSchema = z
  .object({
    /** where it lies: in the response, or in the source, that is the prompt */
    on: z.enum(["target", "source"]).optional(),
    /** UTF-16 units, end exclusive; start = end is a gap between characters */
    start: z.number().int().min(0),
    end: z.number().int().min(0),
    /** the marked text, as it stood there */
    text: z.string().optional(),
    type: nameSchema.optional(),
    severity: nameSchema.optional(),
    /** new text in its place: "" deletes, in a gap it inserts; absent for a mark without correction */
    replacement: z.string().max(longestReplacement).optional(),
    reason: z.string().max(longestReason).optional(),
    /** fields of an imported span that have no meaning here, as they came */
    extra: jsonRecordSchema.optional(),
  })
  .refine((span) => span.end >= span.start, { path: ["end"], error: "lies before the start" })
  .refine((span) => span.replacement === undefined || span.on !== "source", {
    path: ["replacement"],
    error: "only the response is corrected, not its source",
  });
export type SegmentSpan = z.infer<typeof spanSchema>;

const fingerprintSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), length: z.number().int().min(0) });
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** A span that rewrites its place. */
export const isEdit = (span: SegmentSpan): span is SegmentSpan & { replacement: string } => span.replacement !== undefined;

/** A correction that leaves the words as they stand, or puts nothing into a gap. */
export const changesNothing = (span: SegmentSpan): boolean =>
  isEdit(span) && (span.replacement === span.text || (span.start === span.end && span.replacement === ""));

export const segmentResponseSchema = z
  .object({
    /** of the response that was marked: offsets mean nothing in another text */
    text: fingerprintSchema,
    /** of the source, where something in it is marked */
    source: fingerprintSchema.optional(),
    /** absent where marks were not asked */
    spans: z.array(spanSchema).max(10_000).optional(),
    /** the corrected text as a whole */
    correction: z.string().max(10_000_000).optional(),
    /** what was corrected, where that is not the response as it stands (say its tokens, parted by spaces) */
    corrected: z.string().max(10_000_000).optional(),
    missing: z
      .array(z.object({ note: z.string().max(20_000), raw: z.json().optional() }))
      .max(1_000)
      .optional(),
    critique: z.string().max(100_000).optional(),
    score: z.number().min(-largestScore).max(largestScore).optional(),
    hter: z.number().optional(),
    /** somebody looked and found nothing wrong */
    noError: z.literal(true).optional(),
    extra: jsonRecordSchema.optional(),
  })
  .superRefine((response, context) => {
    const overlap = findOverlap((response.spans ?? []).filter(isEdit));
    if (overlap)
      context.addIssue({
        code: "custom",
        path: ["spans"],
        message: `two corrections claim the same characters, from ${overlap[1].start}`,
      });
  });
export type SegmentResponse = z.infer<typeof segmentResponseSchema>;
