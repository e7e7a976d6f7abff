import { z } from "zod";

const promptSchema = z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]);

/** A prompt as the text that the encoder reads: a conversation is its turns, one after the other. */
export const promptText = (prompt: unknown): string => {
  const parsed = promptSchema.parse(prompt);
  return typeof parsed === "string" ? parsed : parsed.map((message) => message.content).join("\n");
};
