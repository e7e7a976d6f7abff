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
