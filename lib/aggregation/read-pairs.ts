import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { promptSchema } from "@/lib/imports/row-schema";
import type { AnyKind } from "@/lib/kinds/registry";
import type { LabelTable, LabelledTask } from "@/lib/aggregation/label-table";
import { isPairModel } from "@/lib/aggregation/pair-models";
import type { TaskPairs } from "@/lib/aggregation/pair-models";
import { readCandidateTexts } from "@/lib/aggregation/store";
import type { CandidateText } from "@/lib/aggregation/store";

/** What a model over pairs needs of the responses; null for models that look at labels alone. */
export const readPairs = async (
  tx: Tx,
  input: { projectId: string; model: string; kind: AnyKind; config: unknown; table: LabelTable },
): Promise<TaskPairs | null> => {
  const { projectId, model, kind, config, table } = input;
  if (!isPairModel(model)) return null;
  const texts = await readCandidateTexts(tx, projectId, [...new Set(table.tasks.map((task) => task.itemId))]);
  const byItem = new Map<string, CandidateText[]>();
  for (const text of texts) byItem.set(text.itemId, [...(byItem.get(text.itemId) ?? []), text]);
  const rows: TaskPairs["rows"] = [];
  const positions = new Map<string, number>();
  const sides = table.tasks.map((task) => {
    const candidates = byItem.get(task.itemId) ?? [];
    const [a, b, more] = kind.unitOrdinals(task.unitKey, candidates.length);
    if (a === undefined || b === undefined || more !== undefined) {
      throw new AppError("refused", {
        userMessage: `The model ${model} weighs pairs of responses; this campaign asks another kind of question.`,
      });
    }
    return { a, b, first: positionOf(task, candidates, a), second: positionOf(task, candidates, b) };
  });
  const [task] = table.tasks;
  const [side] = sides;
  const classes = (task && kind.classes(config, task.unitKey, table.question)) ?? [];
  return {
    rows,
    first: Int32Array.from(sides, ({ first }) => first),
    second: Int32Array.from(sides, ({ second }) => second),
    firstColumn: classes.indexOf(String(side?.a)),
    secondColumn: classes.indexOf(String(side?.b)),
    tieColumn: classes.indexOf("tie"),
  };

  /** Equal texts under one prompt are one response, so that what is learned of it in one pair counts in the others. */
  function positionOf(labelled: LabelledTask, candidates: CandidateText[], ordinal: number): number {
    const candidate = candidates.find((one) => one.ordinal === ordinal);
    if (!candidate) throw new RangeError(`item ${labelled.itemId} has no candidate ${ordinal}`);
    const key = `${labelled.promptHash} ${candidate.text}`;
    const known = positions.get(key);
    if (known !== undefined) return known;
    positions.set(key, rows.length);
    return rows.push({ promptId: labelled.promptHash, prompt: plainPrompt(candidate.prompt), response: candidate.text }) - 1;
  }
};

const plainPrompt = (prompt: unknown): string => {
  const parsed = promptSchema.parse(prompt);
  return typeof parsed === "string" ? parsed : parsed.map((message) => message.content).join("\n");
};
