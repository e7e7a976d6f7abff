import { promptCell } from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";

const turnMark = /\n?<extra_id_1>(User|Assistant)\n/;

/** HelpSteer 1 and 2 write a longer conversation as one text, with the mark of their models' template before each further turn. */
const turnsIn = (text: string): Turn[] => {
  const [opening = "", ...rest] = text.split(turnMark);
  const turns: Turn[] = opening === "" ? [] : [{ role: "user", content: opening }];
  for (let at = 0; at < rest.length; at += 2)
    turns.push({ role: rest[at] === "Assistant" ? "assistant" : "user", content: rest[at + 1] ?? "" });
  return turns;
};

export const helpsteerPrompt = promptCell.transform((prompt) =>
  typeof prompt === "string" && turnMark.test(prompt) ? turnsIn(prompt) : prompt,
);
