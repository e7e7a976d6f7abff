import type { Entry, Format, FormatContext, Written } from "@/lib/exports/formats/contract";
import { imagesCell, imagesColumn } from "@/lib/exports/formats/pictures";
import { anyQuestion, leftOut, standings } from "@/lib/exports/formats/shared";
import { asMessages, asReply, promptCell } from "@/lib/exports/formats/text";
import type { Row } from "@/lib/exports/formats/text";

export type Rewrite = { text: string; response: number | null; unitKey: string; name: string };

/** Better responses that annotators wrote beside their answer: each text once, in the order of the answers. */
export const rewritesOf = (entry: Entry, { asked }: Pick<FormatContext, "asked">): Rewrite[] => {
  const wanted = new Set(asked.extras.filter(({ type }) => type === "rewrite").map(({ name }) => name));
  const seen = new Set<string>();
  return entry.answers.flatMap(({ counted, unitKey, extras }) =>
    extras.flatMap(({ name, response, text }) => {
      if (!counted || !wanted.has(name) || text.trim() === "" || seen.has(`${response} ${text}`)) return [];
      seen.add(`${response} ${text}`);
      return [{ text, response, unitKey, name }];
    }),
  );
};

/**
 * TRL's language modelling type (`messages`) or, in plain text, its prompt-completion type. A row for the response that an
 * item's preferences never reject, and for every text that an annotator wrote.
 */
export const trlSft: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: ({ shape }) =>
    shape === "conversational"
      ? [{ name: "messages", kind: "messages" }, imagesColumn]
      : [{ name: "prompt", kind: "text" }, { name: "completion", kind: "text" }, imagesColumn],
  write: (entry, context) => {
    const row = (text: string): Row => ({
      ...(context.shape === "conversational"
        ? { messages: [...asMessages(entry.prompt), ...asReply(text)] }
        : { prompt: promptCell(entry.prompt, "standard"), completion: text }),
      ...imagesCell(entry),
    });
    const written = context.recipe.rewrites === "none" ? [] : rewritesOf(entry, context);
    const demonstrations = written.map(({ unitKey, name, text }): Written => ({ unitKey, part: name, rows: [row(text)] }));
    const [first, ...others] = standings(entry);
    if (!first) return [...demonstrations, ...leftOut(entry)];
    const best = [first, ...others].filter(({ losses, side }) => losses === 0 && written.every(({ text }) => text !== side.text));
    const { unitKey, part } = first;
    const chosen: Written[] = best.map((standing) => ({
      unitKey: standing.unitKey,
      part: standing.part,
      rows: [row(standing.side.text)],
    }));
    return [
      ...demonstrations,
      ...(chosen.length > 0 || written.length > 0 ? chosen : [{ unitKey, part, none: "no-best" }]),
      ...leftOut(entry),
    ];
  },
};
