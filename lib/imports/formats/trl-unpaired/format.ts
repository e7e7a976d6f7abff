import { z } from "zod";
import { flagCell, isBlank, metaOf, optionalText, repliesFrom, replyText, turnsOf, underSystem } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf, withoutSharedId } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

/** Words and marks under which files tell what is wanted, beside true and false; matched without their case. */
const wanted = new Set(["desirable", "chosen", "accepted", "good", "positive", "up", "👍", "+1"]);
const unwanted = new Set(["undesirable", "rejected", "bad", "negative", "down", "👎", "-1", "-1.0"]);

const verdictCell = z.preprocess((value) => {
  const word = typeof value === "string" || typeof value === "number" ? String(value).trim().toLowerCase() : "";
  return wanted.has(word) ? true : unwanted.has(word) ? false : value;
}, flagCell);

const fieldsSchema = z.object({
  id: optionalText,
  system: optionalText,
  prompt: z.unknown().optional(),
  completion: z.unknown().optional(),
  label: z.preprocess((value) => (isBlank(value) ? undefined : value), verdictCell.optional()),
});

const fields = [
  { name: "prompt", title: "Prompt", required: false },
  { name: "completion", title: "Response", required: true, aliases: ["response"] },
  { name: "label", title: "Whether it is wanted", required: true, aliases: ["desirable"] },
  { name: "system", title: "System message", required: false, aliases: ["system_prompt"] },
  { name: "id", title: "Id", required: false },
];

/** The scale on which an unpaired row's label is stored. */
const desirable = "desirable";

/** Unpaired preference as TRL and KTO read it: a response, and whether it is wanted. */
export const trlUnpaired: ImportFormat = {
  title: "TRL unpaired preference (KTO)",
  about: "A prompt with one response, and whether it is wanted.",
  fields,
  annotator: { name: "file", kind: "human" },
  recognise: (sample) => {
    const found = byColumns(sample, fields, ({ prompt }) => (prompt ? 0.9 : 0.7));
    const label = found?.columns.label;
    if (!found || !label || sample.columns.has("completions")) return null;
    const told = shareOf(sample, (record) => !isBlank(record[label]));
    const flags = shareOf(sample, (record) => verdictCell.safeParse(record[label]).success);
    return flags > told / 2 ? withoutSharedId(sample, found, ["system", "prompt", "completion"]) : null;
  },
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, system, prompt, completion, label } = parsed.data;
    const reply = turnsOf(completion);
    if (!reply && typeof completion !== "string") return { reason: "completion: is neither a text nor a list of messages" };
    const given = isBlank(prompt) ? null : (turnsOf(prompt) ?? (typeof prompt === "string" ? prompt : undefined));
    if (given === undefined) return { reason: "prompt: is neither a text nor a list of messages" };
    // Without a prompt, the conversation's own opening is it.
    const opening = given === null && reply ? reply.slice(0, -1) : [];
    const repeated = given !== null && reply ? repliesFrom(given, reply) : 0;
    const text = reply ? replyText(reply.slice(opening.length + repeated)) : completion;
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt: underSystem(system, given ?? (opening.length > 0 ? opening : "")),
          responses: [{ text }],
          labels:
            label === undefined ? [] : [{ annotator: annotator.name, kind: annotator.kind, response: 0, ratings: { [desirable]: label } }],
          meta: metaOf(record.rest),
        },
      ],
    };
  },
};
