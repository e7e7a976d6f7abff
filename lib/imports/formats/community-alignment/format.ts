import { bestOf } from "@/lib/imports/formats/best-of";
import { isBlank, metaOf } from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";

const turns = ["first", "second", "third", "fourth"];
const letters = ["a", "b", "c", "d"];

const fields = [
  { name: "annotator_id", title: "Annotator", required: true },
  { name: "conversation_id", title: "Conversation", required: false },
  { name: "assigned_lang", title: "Language", required: false },
  ...turns.flatMap((turn) =>
    ["prompt", "preferred_response", "feedback", ...letters.map((letter) => `response_${letter}`)].map((part) => ({
      name: `${turn}_turn_${part}`,
      title: `${part.replaceAll("_", " ")}, ${turn} turn`,
      required: turn === "first" && part !== "feedback" && part !== "response_c" && part !== "response_d",
    })),
  ),
];

const ofPerson = /^annotator_/;

/** Community Alignment: of up to four responses a turn one person preferred one, with which the conversation went on. */
export const communityAlignment: ImportFormat = {
  title: "Community Alignment",
  about: "A conversation of up to four turns, each with its responses and the one that a person preferred.",
  fields,
  annotator: { name: "community alignment", kind: "human" },
  recognise: (sample) => byColumns(sample, fields, () => 0.98),
  read: ([record], { annotator: nobody }): FormatResult => {
    if (!record) return { rows: [] };
    const { fields: cells, rest } = record;
    const textAt = (name: string): string | null => (isBlank(cells[name]) ? null : String(cells[name]));
    const profile = Object.fromEntries(Object.entries(rest).filter(([name, value]) => ofPerson.test(name) && !isBlank(value)));
    const own = { annotator: textAt("annotator_id") ?? nobody.name, kind: nobody.kind };
    const others = Object.fromEntries(Object.entries(rest).filter(([name]) => !ofPerson.test(name)));
    const said: Turn[] = [];
    const rows = [];
    for (const [i, turn] of turns.entries()) {
      const at = (part: string): string | null => textAt(`${turn}_turn_${part}`);
      const asked = at("prompt");
      if (asked === null) break;
      // What was said before this turn ends with the response that was preferred there.
      if (said.length < 2 * i) return { reason: `${turn}_turn_prompt: goes on where nobody told which response was preferred` };
      said.push({ role: "user", content: asked });
      const responses = letters.flatMap((letter) => {
        const text = at(`response_${letter}`);
        return text === null ? [] : [{ letter, text }];
      });
      const preferred = at("preferred_response");
      const letter = preferred
        ?.trim()
        .toLowerCase()
        .replace(/^response_/, "");
      const choice = responses.findIndex((response) => response.letter === letter);
      if (preferred !== null && choice < 0)
        return { reason: `${turn}_turn_preferred_response: “${preferred.slice(0, 60)}” is none of the responses` };
      const feedback = at("feedback");
      rows.push({
        // People who judged the same responses meet in one item, so none has the conversation's id.
        prompt: said.length === 1 ? asked : [...said],
        responses: responses.map(({ text }) => ({ text })),
        labels:
          choice < 0
            ? []
            : bestOf({ choice }, responses.length).map((label, part) => ({
                ...own,
                ...label,
                ...profile,
                ...(feedback === null || part > 0 ? {} : { rationale: feedback }),
              })),
        meta: metaOf({ conversation_id: cells.conversation_id, turn: i + 1, language: cells.assigned_lang }, others),
      });
      if (choice >= 0) said.push({ role: "assistant", content: responses[choice]?.text ?? "" });
    }
    return rows.length > 0 ? { rows } : { reason: "first_turn_prompt: is missing" };
  },
};
