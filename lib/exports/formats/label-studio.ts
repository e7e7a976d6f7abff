import type { Entry, EntryAnswer, Format, FormatContext } from "@/lib/exports/formats/contract";
import { anyQuestion } from "@/lib/exports/formats/shared";
import { responseName, toolAnswers, unitsOf } from "@/lib/exports/formats/task-answers";
import type { NamedAnswer } from "@/lib/exports/formats/task-answers";
import { contentUuid, promptText } from "@/lib/exports/formats/text";
import type { JsonValue, Row } from "@/lib/exports/formats/text";

/** An answer in a control tag's words. Pairwise has left and right alone, so that ties and the like are choices, of a tag by another name. */
const resultOf = ({ question, answer }: NamedAnswer, ordinals: number[], id: string): Row => {
  const [left, right] = ordinals;
  const about = "ordinal" in answer && answer.ordinal !== null ? responseName(answer.ordinal) : "prompt";
  const result = (type: string, to: string, value: JsonValue): Row => ({ id, from_name: question, to_name: to, type, value });
  switch (answer.form) {
    case "ranking": {
      const ranks = [...new Set(answer.ranks.map(({ rank }) => rank))].sort((a, b) => a - b);
      const buckets = ranks.map((rank): [string, JsonValue] => [
        String(rank),
        answer.ranks.filter((one) => one.rank === rank).map(({ ordinal }) => responseName(ordinal)),
      ]);
      return result("ranker", "responses", { ranker: Object.fromEntries(buckets) });
    }
    case "rating":
      return result(Number.isInteger(answer.value) && answer.value >= 0 ? "rating" : "number", about, {
        [Number.isInteger(answer.value) && answer.value >= 0 ? "rating" : "number"]: answer.value,
      });
    case "spans":
      return result(
        "labels",
        about,
        answer.spans.map(({ start, end, text, label }) => ({ start, end, text, labels: [label] })),
      );
    case "label": {
      if (ordinals.length !== 2 || answer.ordinal !== null) return result("choices", about, { choices: [answer.label] });
      const side = answer.label === String(left) ? "left" : answer.label === String(right) ? "right" : null;
      if (side === null) return { ...result("choices", about, { choices: [answer.label] }), from_name: `${question}-choice` };
      // Its editor leaves out a result about anything but one tag, and its check of predictions one about none that are compared.
      return result("pairwise", responseName(left ?? 0), { selected: side });
    }
  }
};

/** Marks are results of their own, one each; everything else is one result. */
const resultsOf = (entry: Entry, { asked }: FormatContext, answer: EntryAnswer, ordinals: number[]): Row[] =>
  toolAnswers(entry, asked, answer).flatMap((named): Row[] => {
    const id = (place: string | number): string =>
      contentUuid("label-studio", entry.item, answer.unitKey, answer.annotator, named.question, place).slice(0, 10);
    if (named.answer.form !== "spans") return [resultOf(named, ordinals, id(0))];
    const { ordinal } = named.answer;
    return named.answer.spans.map(({ start, end, text, label }, index) => ({
      id: id(index),
      from_name: named.question,
      to_name: responseName(ordinal),
      type: "labels",
      value: { start, end, text, labels: [label] },
    }));
  });

/**
 * By what an import here knows the item again, so that what is labelled there comes back to it: the item's own id where the task shows all
 * that the item is, else one that no item has. The tasks' numbers begin anew in every file.
 */
const nameOf = ({ item, prompt, media, candidates }: Entry, unitKey: string, ordinals: number[]): string => {
  const whole = typeof prompt === "string" && media === null && candidates.every((candidate) => candidate.media === null);
  return whole && ordinals.length === candidates.length ? item : `${item}#${unitKey}`;
};

/** Annotations have numbers: so many of a task at most. */
const annotationsOfTask = 10_000;

/**
 * Tasks of Label Studio with what people answered as annotations and what language models answered as predictions. It refuses a whole
 * file for one annotation by somebody who is no member there (`completed_by`), so the annotator is told where it tells a name, and
 * whoever imports the file has the annotations.
 */
export const labelStudio: Format = {
  reads: "answers",
  refuse: anyQuestion,
  columns: () => [
    { name: "id", kind: "integer" },
    { name: "data", kind: "json" },
    { name: "annotations", kind: "json" },
    { name: "predictions", kind: "json" },
  ],
  write: (entry, context) => {
    const written = context.written();
    return unitsOf(entry).map(({ unitKey, answers }, index) => {
      const ordinals = context.asked.kind.unitOrdinals(unitKey, entry.candidates.length);
      const id = written + index + 1;
      const people = answers.filter(({ source }) => source !== "lm");
      return {
        unitKey,
        part: "",
        rows: [
          {
            id,
            data: {
              id: nameOf(entry, unitKey, ordinals),
              item: entry.item,
              unit: unitKey,
              prompt: promptText(entry.prompt),
              ...Object.fromEntries(ordinals.map((ordinal) => [responseName(ordinal), entry.candidates[ordinal]?.text ?? ""])),
              responses: ordinals.map((ordinal) => {
                const model = entry.candidates[ordinal]?.model ?? null;
                return { id: responseName(ordinal), body: entry.candidates[ordinal]?.text ?? "", ...(model === null ? {} : { model }) };
              }),
              ...(entry.source === null ? {} : { source: entry.source }),
            },
            annotations: people.map((answer, place) => ({
              id: id * annotationsOfTask + place,
              created_username: answer.annotator,
              result: resultsOf(entry, context, answer, ordinals),
              was_cancelled: false,
              ground_truth: answer.source === "gold",
              lead_time: answer.activeSeconds,
              created_at: answer.createdAt,
            })),
            predictions: answers
              .filter(({ source }) => source === "lm")
              .map((answer) => ({ model_version: answer.annotator, score: null, result: resultsOf(entry, context, answer, ordinals) })),
          },
        ],
      };
    });
  },
};
