import { z } from "zod";
import type { Asked, Entry, EntryTask, Format, Written } from "@/lib/exports/formats/contract";
import { sideAt } from "@/lib/exports/formats/shared";
import { promptText } from "@/lib/exports/formats/text";

/** Where most annotators marked an error: what kinds that mark text say of a consensus. */
const marksSchema = z.object({ spans: z.array(z.object({ on: z.string(), start: z.number(), end: z.number() })) });

export const marksText = ({ kind, config, question }: Asked): boolean =>
  kind.distance(config, question) !== null && kind.answerTables.some(({ name }) => name === "spans");

type Step = { start: number; end: number; text: string };

const endsSchema = z.array(z.number().int().min(0)).min(1);

/** The steps that a file told, whose places were kept when it was imported: one may hold several lines. */
const toldSteps = (text: string, ends: unknown): Step[] | null => {
  const told = endsSchema.safeParse(ends);
  if (!told.success || told.data.at(-1) !== text.length) return null;
  const steps = told.data.map((end, i): Step => {
    const start = i === 0 ? 0 : (told.data[i - 1] ?? 0) + 1;
    return { start, end, text: text.slice(start, end) };
  });
  return steps.every(({ start, end }, i) => start <= end && (i === 0 || text[start - 1] === "\n")) ? steps : null;
};

/** Lines of a text that hold more than white space, with where they lie. What ends a line, in Windows' files two signs, is none of it. */
const linesOf = (text: string): Step[] => {
  const steps: Step[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const text = line.replace(/\r$/, "");
    if (text.trim() !== "") steps.push({ start, end: start + text.length, text });
    start += line.length + 1;
  }
  return steps;
};

const writeTask = (entry: Entry, { unitKey, part, consensus }: EntryTask, ordinal: number): Written => {
  if (!consensus) return { unitKey, part, none: "no-consensus" };
  const marks = marksSchema.safeParse(consensus.detail);
  if (!marks.success) return { unitKey, part, none: "no-marks" };
  const wrong = marks.data.spans.filter(({ on }) => on === "target");
  const { text } = sideAt(entry, ordinal);
  const steps = (entry.candidates.length === 1 ? toldSteps(text, entry.meta.step_ends) : null) ?? linesOf(text);
  if (steps.length === 0) return { unitKey, part, none: "no-marks" };
  // Errors that nobody could place would leave every line right: that is not known.
  if (wrong.length === 0 && !/^no error$/.test(consensus.choice)) return { unitKey, part, none: "no-marks" };
  const touches = (step: { start: number; end: number }): boolean =>
    wrong.some(({ start, end }) => (start === end ? start >= step.start && start <= step.end : start < step.end && end > step.start));
  return {
    unitKey,
    part,
    rows: [
      {
        prompt: promptText(entry.prompt),
        completions: steps.map(({ text }) => text),
        labels: steps.map((step) => !touches(step)),
      },
    ],
  };
};

/** TRL's stepwise supervision type: a response by its steps, or else its lines; one is right where most annotators marked no error in it. */
export const trlStepwise: Format = {
  reads: "consensus",
  refuse: (asked) =>
    marksText(asked)
      ? null
      : "Steps need a campaign in which errors are marked in a response (kind segment). For pairs and rankings take trl-preference.",
  columns: () => [
    { name: "prompt", kind: "text" },
    { name: "completions", kind: "texts" },
    { name: "labels", kind: "flags" },
  ],
  write: (entry, { asked, recipe }) =>
    entry.tasks.map((task): Written => {
      const { unitKey, part } = task;
      if (task.isGold && recipe.gold === "exclude") return { unitKey, part, none: "gold" };
      if ((task.consensus?.labels ?? 0) < recipe.minLabels) return { unitKey, part, none: "few-labels" };
      if (task.consensus?.pChoice !== null && (task.consensus?.pChoice ?? 1) < recipe.minPosterior)
        return { unitKey, part, none: "low-posterior" };
      const [ordinal = 0] = asked.kind.unitOrdinals(unitKey, entry.candidates.length);
      return writeTask(entry, task, ordinal);
    }),
};
