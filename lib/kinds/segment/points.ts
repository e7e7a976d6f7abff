import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { mqmScore } from "@/lib/ml/text-diff/mqm-score";
import type { MqmError, MqmPoints } from "@/lib/ml/text-diff/mqm-score";

export const pointsOf = (config: SegmentConfig): MqmPoints => ({
  severity: new Map(config.severities.map(({ name, points }) => [name, points])),
  byType: new Map(config.types.flatMap(({ name, points }) => (points ? [[name, new Map(Object.entries(points))] as const] : []))),
});

export const errorsOf = (response: SegmentResponse): MqmError[] =>
  (response.spans ?? []).map((span) => ({ type: span.type ?? null, severity: span.severity ?? null }));

/** Minus the points of all errors, 0 where there are none. */
export const sumScore = (config: SegmentConfig, response: SegmentResponse): number => mqmScore(errorsOf(response), pointsOf(config));

/** Points as MQM is usually counted; other types cost what their severity says. */
export const usualPoints = {
  severity: new Map<string, number>([
    ["neutral", 0],
    ["minor", 1],
    ["major", 5],
    ["critical", 10],
  ]),
  byType: new Map<string, Record<string, number>>([
    ["non-translation!", { Minor: 25, Major: 25 }],
    ["non-translation", { Minor: 25, Major: 25 }],
    ["fluency/punctuation", { Minor: 0.1 }],
  ]),
};

const mqmTypeNames = [
  "Accuracy/Mistranslation",
  "Accuracy/Omission",
  "Accuracy/Addition",
  "Accuracy/Untranslated text",
  "Fluency/Grammar",
  "Fluency/Punctuation",
  "Fluency/Spelling",
  "Fluency/Register",
  "Fluency/Inconsistency",
  "Fluency/Character encoding",
  "Terminology/Inappropriate for context",
  "Terminology/Inconsistent",
  "Style/Awkward",
  "Locale convention/Format",
  "Source error",
  "Non-translation!",
  "Other",
];

/** The error types of MQM with the points that its raters use, for campaigns about translations. */
export const mqmTypes: SegmentConfig["types"] = mqmTypeNames.map((name) => typeWithUsualPoints(name));

export function typeWithUsualPoints(name: string): SegmentConfig["types"][number] {
  const points = usualPoints.byType.get(name.toLowerCase());
  return points ? { name, points: { ...points } } : { name };
}
