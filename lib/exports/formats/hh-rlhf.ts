import type { Format } from "@/lib/exports/formats/contract";
import { anyQuestion, eachPreference } from "@/lib/exports/formats/shared";
import { asMessages, hasTwoSpeakers } from "@/lib/exports/formats/text";
import type { Prompt } from "@/lib/kinds/contract";

const transcript = (prompt: Prompt, reply: string): string =>
  [...asMessages(prompt), { role: "assistant", content: reply }]
    .map(({ role, content }) => `\n\n${role === "user" ? "Human" : "Assistant"}: ${content}`)
    .join("");

/** Whole transcripts with the speakers' names before each turn. Prompts with other speakers have no form here. */
export const hhRlhf: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: () => [
    { name: "chosen", kind: "text" },
    { name: "rejected", kind: "text" },
  ],
  write: (entry) =>
    eachPreference(entry, ({ chosen, rejected }) =>
      hasTwoSpeakers(entry.prompt)
        ? { chosen: transcript(entry.prompt, chosen.text), rejected: transcript(entry.prompt, rejected.text) }
        : "system-turn",
    ),
};
