import type { Format } from "@/lib/exports/formats/contract";
import { imagesCell, imagesColumn } from "@/lib/exports/formats/pictures";
import { anyQuestion } from "@/lib/exports/formats/shared";
import { promptCell, promptKind } from "@/lib/exports/formats/text";

/** TRL's prompt-only type: every prompt of the project, asked about or not, once. */
export const trlPromptOnly: Format = {
  reads: "items",
  refuse: anyQuestion,
  columns: ({ shape }) => [{ name: "prompt", kind: promptKind(shape) }, imagesColumn],
  write: (entry, { shape }) => [{ unitKey: "", part: "", rows: [{ prompt: promptCell(entry.prompt, shape), ...imagesCell(entry) }] }],
  oncePerPrompt: true,
};
