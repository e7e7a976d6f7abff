import type { Format } from "@/lib/exports/formats/contract";
import { anyQuestion, eachPreference } from "@/lib/exports/formats/shared";
import { alternates, asMessages, asReply } from "@/lib/exports/formats/text";

/**
 * What hosted preference fine-tuning reads: OpenAI's lines, which Azure, Together and Fireworks take as well. These refuse a whole file
 * for one line whose turns do not alternate after a system message, or whose last turn is not the user's; and no key but these three
 * is theirs, so strengths and weights have no place.
 */
export const openaiPreference: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: () => [
    { name: "input", kind: "conversation" },
    { name: "preferred_output", kind: "messages" },
    { name: "non_preferred_output", kind: "messages" },
  ],
  write: (entry) => {
    const messages = asMessages(entry.prompt);
    const turns = messages[0]?.role === "system" ? messages.slice(1) : messages;
    return eachPreference(entry, ({ chosen, rejected }) =>
      alternates(turns)
        ? { input: { messages }, preferred_output: asReply(chosen.text), non_preferred_output: asReply(rejected.text) }
        : "turns-not-in-turn",
    );
  },
};
