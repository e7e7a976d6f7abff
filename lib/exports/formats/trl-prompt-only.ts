import type { Format } from "@/lib/exports/formats/contract";
import { anyQuestion } from "@/lib/exports/formats/shared";
import { promptCell, promptKind } from "@/lib/exports/formats/text";

/** TRL's prompt-only type: every prompt of the project, asked about or not, once. */
export const trlPromptOnly: Format = {
  reads: "items",
  refuse: anyQuestion,
  columns: ({ shape }) => [{ name: "prompt", kind: promptKind(shape) }],
  write: (entry, { shape }) => [{ unitKey: "", part: "", rows: [{ prompt: promptCell(entry.prompt, shape) }] }],
  oncePerPrompt: true,
};
