import type { AnswerTable } from "@/lib/kinds/contract";
import { pointsOf } from "@/lib/kinds/segment/points";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { correctedText, parseUnit, sourceText } from "@/lib/kinds/segment/text";
import { DEFAULT_GAMMA, changedTokens, tokenWeights } from "@/lib/ml/text-diff/changed-tokens";
import { editRate } from "@/lib/ml/text-diff/edit-distance";
import { deriveEdits } from "@/lib/ml/text-diff/edits";
import { errorPoints } from "@/lib/ml/text-diff/mqm-score";
import { textTokens } from "@/lib/ml/text-diff/text-tokens";
import type { TextToken } from "@/lib/ml/text-diff/text-tokens";

const weighted = (tokens: TextToken[], changed: Uint8Array): string => {
  const weights = tokenWeights(changed);
  return JSON.stringify(tokens.map(({ start, end }, index) => [start, end, weights[index]]));
};

const share = (changed: Uint8Array): number => (changed.length === 0 ? 0 : changed.reduce((sum, flag) => sum + flag, 0) / changed.length);

/**
 * Corrected over original with a weight for each word: what dense preference optimisation trains on. Weights are
 * [start, end, weight] in UTF-16 units of their text, so that they can be carried over to the tokens of any model; edits are
 * [start, end, replacement] of the rejected text, whole words at a time, also where the annotator gave a finished text alone.
 */
const dense: AnswerTable<SegmentConfig, SegmentResponse> = {
  name: "dense",
  columns: [
    { name: "prompt", kind: "text" },
    { name: "chosen", kind: "text" },
    { name: "rejected", kind: "text" },
    { name: "chosen_token_weights", kind: "text" },
    { name: "rejected_token_weights", kind: "text" },
    { name: "edits", kind: "text" },
    { name: "gamma", kind: "number" },
    { name: "chosen_changed_share", kind: "number" },
    { name: "rejected_changed_share", kind: "number" },
    { name: "edit_rate", kind: "number" },
  ],
  rows: ({ item, unitKey, response }) => {
    const rejected = response.corrected ?? item.candidates[parseUnit(unitKey)]?.text;
    const chosen = rejected === undefined ? null : correctedText(response, rejected);
    if (chosen === null || rejected === undefined) return [];
    const [before, after] = [textTokens(rejected), textTokens(chosen)];
    const [beforeWords, afterWords] = [before.map((token) => token.text), after.map((token) => token.text)];
    const changed = changedTokens(beforeWords, afterWords);
    return [
      {
        prompt: sourceText(item),
        chosen,
        rejected,
        chosen_token_weights: weighted(after, changed.chosen),
        rejected_token_weights: weighted(before, changed.rejected),
        edits: JSON.stringify(deriveEdits(rejected, chosen).map(({ start, end, replacement }) => [start, end, replacement])),
        gamma: DEFAULT_GAMMA,
        chosen_changed_share: share(changed.chosen),
        rejected_changed_share: share(changed.rejected),
        edit_rate: editRate(beforeWords, afterWords),
      },
    ];
  },
};

/** One row a mark, in the order of the answer. */
const spans: AnswerTable<SegmentConfig, SegmentResponse> = {
  name: "spans",
  columns: [
    { name: "number", kind: "integer" },
    { name: "on", kind: "text" },
    { name: "start", kind: "integer" },
    { name: "end", kind: "integer" },
    { name: "text", kind: "text" },
    { name: "replacement", kind: "text" },
    { name: "type", kind: "text" },
    { name: "severity", kind: "text" },
    { name: "points", kind: "number" },
    { name: "reason", kind: "text" },
  ],
  rows: ({ config, item, unitKey, response }) => {
    const points = pointsOf(config);
    const texts = { target: item.candidates[parseUnit(unitKey)]?.text ?? "", source: sourceText(item) };
    return (response.spans ?? []).map(({ on = "target", start, end, replacement, type, severity, reason }, index) => ({
      number: index + 1,
      on,
      start,
      end,
      text: texts[on].slice(start, end),
      replacement: replacement ?? null,
      type: type ?? null,
      severity: severity ?? null,
      points: config.severities.length === 0 ? null : errorPoints({ type: type ?? null, severity: severity ?? null }, points),
      reason: reason ?? null,
    }));
  },
};

export const segmentTables = [dense, spans];
