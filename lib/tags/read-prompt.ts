import { z } from "zod";

const promptSchema = z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]);

// Conversations that came as one text mark their turns like this; the last wish is what constraints are looked for in.
const turnMark = /(?:^|\n)\s*(?:Human|User|Assistant|AI)\s*:\s*/u;

/** A stored prompt as one text, and its last turn by the user. */
export const readPrompt = (stored: unknown): { text: string; lastTurn: string } => {
  const prompt = promptSchema.parse(stored);
  if (typeof prompt !== "string") {
    const text = prompt.map((turn) => turn.content).join("\n");
    return { text, lastTurn: prompt.findLast((turn) => turn.role === "user")?.content ?? text };
  }
  const turns = prompt.split(turnMark).filter((turn) => turn.trim() !== "");
  return { text: prompt, lastTurn: turns.length > 1 ? (turns.at(-1) ?? prompt) : prompt };
};
