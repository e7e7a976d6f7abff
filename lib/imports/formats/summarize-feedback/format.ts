import { z } from "zod";
import { isBlank, isRecord, jsonCell, metaOf, numberCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const text = z.string().nullish();
const summarySchema = z.looseObject({ text: z.string("is missing"), policy: text, note: text });
const infoSchema = z.looseObject({ post: text, title: text, subreddit: text, article: text });
const optional = <Cell extends z.ZodType>(cell: Cell) =>
  z.preprocess((value) => (isBlank(value) ? undefined : jsonCell(value)), cell.optional());
const fieldsSchema = z.object({
  info: z.preprocess(jsonCell, infoSchema),
  worker: textSchema,
  summaries: optional(z.tuple([summarySchema, summarySchema], "are not two")),
  choice: optional(numberCell.pipe(z.literal([0, 1], { error: "is neither 0 nor 1" }))),
  summary: optional(summarySchema.extend({ axes: z.record(z.string(), z.number().nullable()).nullish() })),
});

const fields = [
  { name: "info", title: "What is summarised", required: true },
  { name: "worker", title: "Who judged", required: true },
  { name: "summaries", title: "Two summaries", required: false },
  { name: "choice", title: "Which is better, 0 or 1", required: false },
  { name: "summary", title: "One summary with its ratings", required: false },
];

/** A post as the authors laid it out for their models; an article as it is. */
const promptOf = ({ post, title, subreddit, article }: z.infer<typeof infoSchema>): string =>
  isBlank(post)
    ? (article ?? "")
    : [isBlank(subreddit) ? "" : `SUBREDDIT: r/${subreddit}`, isBlank(title) ? "" : `TITLE: ${title}`, `POST: ${post}`, "TL;DR:"]
        .filter((part) => part !== "")
        .join("\n\n");

const responseOf = ({ text: words, policy }: z.infer<typeof summarySchema>) => ({
  text: words,
  ...(isBlank(policy) ? {} : { model: policy }),
});

/** OpenAI's summaries with human feedback: comparisons, and ratings on axes. */
export const summarizeFeedback: ImportFormat = {
  title: "Summarize from feedback",
  about: "A post with two summaries of which a worker chose one, or with one that a worker rated on several axes.",
  fields,
  annotator: null,
  recognise: (sample) =>
    shareOf(
      sample,
      ({ info, summaries, summary }) => isRecord(jsonCell(info)) && (Array.isArray(jsonCell(summaries)) || isRecord(jsonCell(summary))),
    ) > 0.5
      ? byColumns(sample, fields, () => 0.95)
      : null,
  read: ([record]) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { info, worker, summaries, choice, summary } = parsed.data;
    const { post, title, subreddit, article, ...about } = info;
    const own = { annotator: worker, kind: "human" };
    const extra = jsonCell(record.rest.extra);
    const beside = isRecord(extra) ? metaOf(extra) : {};
    const rest = metaOf({ info: about }, Object.fromEntries(Object.entries(record.rest).filter(([name]) => name !== "extra")));
    const given = summaries ?? (summary ? [summary] : []);
    if (given.length === 0) return { reason: "summaries: are missing" };
    const ratings = Object.fromEntries(Object.entries(summary?.axes ?? {}).filter(([, value]) => value !== null));
    const labels =
      summaries && choice !== undefined
        ? [{ ...own, choice, ...beside }]
        : Object.keys(ratings).length > 0
          ? [{ ...own, response: 0, ratings, ...(isBlank(summary?.note) ? {} : { rationale: summary?.note }) }]
          : [];
    const notes = summaries?.map(({ note }) => note ?? null) ?? [];
    const meta = metaOf(notes.some((note) => !isBlank(note)) ? { notes } : {}, rest);
    return { rows: [{ prompt: promptOf({ post, title, subreddit, article }), responses: given.map(responseOf), labels, meta }] };
  },
};
