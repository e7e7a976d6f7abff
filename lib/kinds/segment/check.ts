import type { KindItem } from "@/lib/kinds/contract";
import { sumScore } from "@/lib/kinds/segment/points";
import { changesNothing, isEdit } from "@/lib/kinds/segment/schema";
import type { SegmentConfig, SegmentResponse, SegmentSpan } from "@/lib/kinds/segment/schema";
import { cutsPair, hasError, isText, longestRepeated, parseUnit, sourceText, spansOn } from "@/lib/kinds/segment/text";
import { applyEdits, findOverlap } from "@/lib/ml/text-diff/edits";

/** What one mark still lacks. */
export const checkSpan = (config: SegmentConfig, span: SegmentSpan, name: string): string[] => {
  const reasons: string[] = [];
  const types = new Set(config.types.map((type) => type.name));
  const severities = new Set(config.severities.map((severity) => severity.name));
  if (span.type === undefined ? types.size > 0 : !types.has(span.type))
    reasons.push(
      span.type === undefined ? `Say what is wrong at ${name}.` : `“${span.type}” at ${name} is not one of the types asked for.`,
    );
  if (span.severity === undefined ? severities.size > 0 : !severities.has(span.severity))
    reasons.push(
      span.severity === undefined ? `Say how bad ${name} is.` : `“${span.severity}” at ${name} is not one of the severities asked for.`,
    );
  if (config.reason === "required" && !span.reason?.trim()) reasons.push(`Give a reason for ${name}.`);
  if (config.mode === "critique" && isEdit(span)) reasons.push("This campaign asks for marks, not for corrections.");
  if (config.mode === "correct" && !isEdit(span) && span.on !== "source") reasons.push(`Write what belongs at ${name}, or delete it.`);
  if (changesNothing(span)) reasons.push(`The correction at ${name} changes nothing.`);
  return reasons;
};

const checkScore = (config: SegmentConfig, response: SegmentResponse): string[] => {
  const { score } = response;
  if (config.score === "off") return [];
  // Before anything is marked, or said to be fine, there is nothing to add up.
  if (config.score === "sum" && score === undefined && !hasError(response) && response.noError !== true) return [];
  if (config.score === "sum")
    return score !== undefined && Math.abs(score - sumScore(config, response)) < 1e-9
      ? []
      : ["The score is not the sum of the severities."];
  if (score === undefined) return ["Give the response a score."];
  return score < config.scoreFrom || score > config.scoreTo ? [`A score lies between ${config.scoreFrom} and ${config.scoreTo}.`] : [];
};

/** What keeps an answer from being sent, in the annotator's words. */
export const checkAnswer = (config: SegmentConfig, response: SegmentResponse): string[] => {
  const spans = response.spans ?? [];
  const noun = config.mode === "correct" ? "correction" : "mark";
  const reasons = spans.flatMap((span, index) => checkSpan(config, span, spans.length === 1 ? `the ${noun}` : `${noun} ${index + 1}`));
  if (!config.overlap && (["target", "source"] as const).some((side) => findOverlap(spansOn(response, side))))
    reasons.push("Two marks share characters. Widen one of them instead.");
  if (!config.missing && (response.missing?.length ?? 0) > 0) reasons.push("This campaign does not ask what is missing.");
  if (response.missing?.some((entry) => entry.note.trim() === "" && entry.raw === undefined))
    reasons.push("A note on what is missing is empty.");
  if (!hasError(response) && response.noError !== true)
    reasons.push(
      config.mode === "correct" ? "Correct what is wrong, or say that nothing is." : "Mark what is wrong, or say that nothing is.",
    );
  if (hasError(response) && response.noError === true) reasons.push("Something is marked, and yet nothing is said to be wrong.");
  return [...reasons, ...checkScore(config, response)];
};

const checkPlace = (span: SegmentSpan, text: string): string[] => {
  if (span.end > text.length) return [`[${span.start}, ${span.end}) reaches beyond a text of ${text.length} characters.`];
  if (cutsPair(text, span.start) || cutsPair(text, span.end)) return [`[${span.start}, ${span.end}) cuts a character in two.`];
  if (span.text !== undefined && span.text !== text.slice(span.start, span.end))
    return [`At [${span.start}, ${span.end}) stands “${text.slice(span.start, span.end)}”, not “${span.text}”.`];
  return [];
};

/** Whether an answer belongs to this text: its marks mean nothing in another. */
export const checkAgainstText = (unitKey: string, response: SegmentResponse, item: KindItem): string[] => {
  const text = item.candidates[parseUnit(unitKey)]?.text;
  if (text === undefined) return [`The item has no response ${Number(unitKey) + 1}.`];
  if (!isText(text, response.text)) return ["The answer was given on another text than this response."];
  const onSource = spansOn(response, "source");
  const source = sourceText(item);
  if (onSource.length > 0 && !(response.source && isText(source, response.source)))
    return ["The marks in the prompt were made on another text than this prompt."];
  const misplaced = [
    ...spansOn(response, "target").flatMap((span) => checkPlace(span, text)),
    ...onSource.flatMap((span) => checkPlace(span, source)),
  ];
  if (misplaced.length > 0) return misplaced;
  const edits = (response.spans ?? []).filter(isEdit);
  if (edits.length === 0 || (response.correction === undefined && text.length > longestRepeated)) return [];
  return response.correction !== applyEdits(text, edits) ? ["The corrected text is not what the corrections give."] : [];
};
