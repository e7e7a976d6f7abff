import { z } from "zod";
import type { AnswerDistance, ConsensusValue, KindAggregator, PreferenceOutcome, TaskAnswers, UnitConsensus } from "@/lib/kinds/contract";
import { isEdit } from "@/lib/kinds/segment/schema";
import type { SegmentResponse, SegmentSpan } from "@/lib/kinds/segment/schema";
import { hasError, inErrors, isCorrected, spansOn } from "@/lib/kinds/segment/text";
import { clusterBootstrap, meanWithin } from "@/lib/ml/bootstrap/cluster-bootstrap";
import type { Estimate } from "@/lib/ml/estimate";
import { medoidText } from "@/lib/ml/text-diff/edit-distance";
import { inOrder } from "@/lib/ml/text-diff/edits";
import type { Edit } from "@/lib/ml/text-diff/edits";
import { chanceOverlapDistance, majorityStretches, overlapDistance, sharedLength } from "@/lib/ml/text-diff/span-overlap";
import type { Stretch } from "@/lib/ml/text-diff/span-overlap";
import { textTokens } from "@/lib/ml/text-diff/text-tokens";

const sides = ["target", "source"] as const;
type Side = (typeof sides)[number];

/** Response and source as one line of characters, the source after a gap, so that both count in one overlap. */
const alongBoth = (response: SegmentResponse): Stretch[] => {
  const shift = response.text.length + 1;
  return [
    ...spansOn(response, "target"),
    ...spansOn(response, "source").map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  ];
};

/** What corrections make of a text that is too long to be written out with them; none where the answer has the corrected text. */
const editsAlone = (response: SegmentResponse): Edit[] | null => {
  if (!isCorrected(response) || response.correction !== undefined) return null;
  return inOrder((response.spans ?? []).filter(isEdit)).map(({ start, end, replacement }) => ({ start, end, replacement }));
};

/** What an answer without marks comes to: a finished text, an error of which nobody can say where it is (something missing), or nothing wrong. */
const unmarked = (response: SegmentResponse): string =>
  isCorrected(response) ? `corrected: ${response.correction ?? ""}` : hasError(response) ? "error" : "none";

/**
 * 1 − F1 of the characters marked, whatever was said of them; where neither marked any, 0 for the same finished text (a post-edit), or where both
 * find something missing, or both nothing wrong, and 1 else. By chance: as many characters marked at random, or another answer.
 */
export const spanDistance: Omit<AnswerDistance<SegmentResponse>, "name"> = {
  between: (a, b) => {
    const [one, other] = [alongBoth(a), alongBoth(b)];
    if (one.length + other.length > 0) return overlapDistance(one, other);
    return unmarked(a) === unmarked(b) ? 0 : 1;
  },
  chance: (a, b) => {
    const [one, other] = [alongBoth(a), alongBoth(b)];
    if (one.length + other.length > 0) {
      const length = a.text.length + ((a.source ?? b.source)?.length ?? 0);
      return chanceOverlapDistance(one, other, length);
    }
    return hasError(a) || hasError(b) ? 1 : 0;
  },
};

const commonest = (values: (string | undefined)[]): string | null => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
};

const agreedSpanSchema = z.object({
  on: z.enum(sides),
  start: z.number(),
  end: z.number(),
  support: z.number(),
  type: z.string().nullable(),
  severity: z.string().nullable(),
});
const detailSchema = z.object({
  spans: z.array(agreedSpanSchema),
  /** the corrected text that is nearest to all, where more than half corrected */
  correction: z.string().nullable(),
  /** the same as corrections of the response, where that is too long to be written out again */
  edits: z
    .array(z.object({ start: z.number(), end: z.number(), replacement: z.string() }))
    .nullable()
    .default(null),
  /** what was corrected, where that is not the response as it stands */
  corrected: z.string().nullable(),
  /** share who corrected the text */
  correctedShare: z.number(),
});
type SpanDetail = z.infer<typeof detailSchema>;

const agreedSpans = (responses: SegmentResponse[], on: Side): SpanDetail["spans"] => {
  const marks = responses.map((response) => spansOn(response, on));
  return majorityStretches(marks).map((stretch) => {
    const within = marks.flat().filter((span) => sharedLength([span], [stretch]) > 0);
    const said = (read: (span: SegmentSpan) => string | undefined): string | null => commonest(within.map(read));
    return { on, ...stretch, type: said((span) => span.type), severity: said((span) => span.severity) };
  });
};

const wordsIn = (text: string): string[] => textTokens(text).map((token) => token.text);
const finishedTokens = ({ correction = "" }: SegmentResponse): string[] => wordsIn(correction);
const editTokens = (edits: Edit[]): string[] =>
  edits.flatMap(({ start, end, replacement }) => [`[${start}, ${end})`, ...wordsIn(replacement)]);

const agreeOnTask = ({ answers }: TaskAnswers<SegmentResponse>): ConsensusValue => {
  const responses = answers.map(({ response }) => response);
  const finished = responses.flatMap((response) => (isCorrected(response) && response.correction !== undefined ? [response] : []));
  const edited = responses.map(editsAlone).filter((edits) => edits !== null);
  const correctedShare = (finished.length + edited.length) / responses.length;
  const decided = correctedShare > 0.5;
  // A finished text and corrections alone are not compared with each other: where a long text has both, the more numerous speak.
  const middle = decided && finished.length >= edited.length ? finished[medoidText(finished.map(finishedTokens))] : undefined;
  const edits = decided && !middle ? (edited[medoidText(edited.map(editTokens))] ?? null) : null;
  const detail: SpanDetail = {
    spans: sides.flatMap((side) => agreedSpans(responses, side)),
    correction: middle?.correction ?? null,
    edits,
    corrected: middle?.corrected ?? null,
    correctedShare,
  };
  const wrong = responses.filter(hasError).length / responses.length;
  const choice =
    detail.spans.length > 0
      ? inErrors(detail.spans.length)
      : middle || edits
        ? "corrected"
        : wrong > 0.5
          ? "errors, but not where"
          : inErrors(0);
  return { choice, posterior: {}, pChoice: choice === inErrors(0) ? 1 - wrong : wrong, labels: responses.length, strength: null, detail };
};

/** Mean over the tasks that an annotator shares with others of 1 − the distance of their marks to the marks of most. */
const followsMarks = (tasks: TaskAnswers<SegmentResponse>[], consensus: ConsensusValue[], annotators: number, seed: number): Estimate[] => {
  const scores = Array.from({ length: annotators }, (): number[] => []);
  tasks.forEach((task, index) => {
    // Alone one agrees with oneself.
    if (task.answers.length < 2) return;
    const { spans } = detailSchema.parse(consensus[index]?.detail);
    for (const { annotator, response } of task.answers) {
      const shift = response.text.length + 1;
      const agreed = spans.map(({ on, start, end }) => (on === "source" ? { start: start + shift, end: end + shift } : { start, end }));
      scores[annotator]?.push(1 - overlapDistance(alongBoth(response), agreed));
    }
  });
  return scores.map((values) => meanEstimate(values, seed));
};

/** Of values in [0, 1]; where they are all alike, the interval is what so many tasks may hide. */
const meanEstimate = (values: number[], seed: number): Estimate =>
  clusterBootstrap(
    { rows: values.length, cluster: null },
    (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return total > 0 ? values.reduce((sum, value, row) => sum + value * (weights[row] ?? 0), 0) / total : null;
    },
    "Nothing of this annotator can be compared.",
    { seed, alike: meanWithin(0, 1) },
  );

/** Where most marked, character by character, and the correction that is nearest to all. */
export const aggregateSpans: KindAggregator<SegmentResponse> = ({ tasks, annotators, seed }) => {
  const consensus = tasks.map(agreeOnTask);
  return { consensus, reliability: followsMarks(tasks, consensus, annotators, seed), converged: true, iterations: 1 };
};

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * The mean of a number that each answer gives. An annotator's reliability is 1 − the mean distance of their numbers to the mean
 * of the others', as a share of the range that all numbers span.
 */
export const aggregateNumber =
  (read: (response: SegmentResponse) => number | null): KindAggregator<SegmentResponse> =>
  ({ tasks, annotators, seed }) => {
    const near = Array.from({ length: annotators }, (): number[] => []);
    const given = tasks.map((task) =>
      task.answers.flatMap(({ annotator, response }) => {
        const value = read(response);
        return value === null ? [] : [{ annotator, value }];
      }),
    );
    let [low, high] = [Infinity, -Infinity];
    for (const { value } of given.flat()) [low, high] = [Math.min(low, value), Math.max(high, value)];
    const consensus = given.map((values): ConsensusValue => {
      const n = values.length;
      const sum = values.reduce((total, { value }) => total + value, 0);
      const mean = n === 0 ? null : sum / n;
      const spread =
        n < 2 || mean === null ? null : Math.sqrt(values.reduce((total, { value }) => total + (value - mean) ** 2, 0) / (n - 1));
      if (n > 1)
        for (const { annotator, value } of values)
          near[annotator]?.push(high > low ? 1 - Math.abs(value - (sum - value) / (n - 1)) / (high - low) : 1);
      return {
        choice: mean === null ? "none given" : String(round(mean)),
        posterior: {},
        pChoice: null,
        labels: n,
        strength: null,
        detail: { mean, spread },
      };
    });
    return { consensus, reliability: near.map((values) => meanEstimate(values, seed)), converged: true, iterations: 1 };
  };

/** The corrected text over the original, where more than half corrected. */
export const preferCorrections = (units: UnitConsensus[]): PreferenceOutcome[] =>
  units.map(({ unitKey, part, consensus }) => {
    const parsed = detailSchema.safeParse(consensus.detail);
    if (!parsed.success) return { unitKey, part, none: "no-correction" };
    const { correction, edits, corrected, correctedShare } = parsed.data;
    if (correction === null && edits === null) {
      const none = correctedShare > 0 ? "undecided" : consensus.choice === inErrors(0) ? "nothing-to-correct" : "no-correction";
      return { unitKey, part, none };
    }
    return {
      unitKey,
      part,
      example: {
        chosen: correction === null ? { editsOf: Number(unitKey), edits: edits ?? [] } : { text: correction },
        rejected: corrected === null ? { ordinal: Number(unitKey) } : { text: corrected },
        margin: null,
        weight: 1,
        pChosen: correctedShare,
      },
    };
  });
