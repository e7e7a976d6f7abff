import { z } from "zod";

const promptSchema = z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]);

/** A prompt as the text that the encoder reads: a conversation is its turns, one after the other. */
export const promptText = (prompt: unknown): string => {
  const parsed = promptSchema.parse(prompt);
  return typeof parsed === "string" ? parsed : parsed.map((message) => message.content).join("\n");
};

/** Prompts of the same key ask the same: case, white space and the form of letters make no difference. */
export const promptKey = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
