import type { Format } from "@/lib/exports/formats/contract";
import { imagesCell, imagesColumn } from "@/lib/exports/formats/pictures";
import { anyQuestion, eachPreference, extraCells, extraColumns } from "@/lib/exports/formats/shared";
import { dialogueCell, promptCell, promptKind, replyCell } from "@/lib/exports/formats/text";

/** TRL's preference type with an explicit prompt: `chosen` and `rejected` hold the reply alone; RewardTrainer reads `margin`. */
export const trlPreference: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: (context) => [
    { name: "prompt", kind: promptKind(context.shape) },
    { name: "chosen", kind: promptKind(context.shape) },
    { name: "rejected", kind: promptKind(context.shape) },
    imagesColumn,
    ...extraColumns(context),
  ],
  write: (entry, context) =>
    eachPreference(entry, (preference) => ({
      prompt: promptCell(entry.prompt, context.shape),
      chosen: replyCell(preference.chosen.text, context.shape),
      rejected: replyCell(preference.rejected.text, context.shape),
      ...imagesCell(entry),
      ...extraCells(preference, context),
    })),
};

/** TRL's preference type with an implicit prompt: both sides are whole texts or dialogues that begin alike. */
export const trlPreferenceImplicit: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: (context) => [
    { name: "chosen", kind: promptKind(context.shape) },
    { name: "rejected", kind: promptKind(context.shape) },
    imagesColumn,
    ...extraColumns(context),
  ],
  write: (entry, context) =>
    eachPreference(entry, (preference) => ({
      chosen: dialogueCell(entry.prompt, preference.chosen.text, context.shape),
      rejected: dialogueCell(entry.prompt, preference.rejected.text, context.shape),
      ...imagesCell(entry),
      ...extraCells(preference, context),
    })),
};

/** OpenRLHF reads whole conversations under `chosen` and `rejected` when it applies a chat template, and `margin` where it is there. */
export const openrlhf: Format = {
  ...trlPreferenceImplicit,
  columns: (context) => trlPreferenceImplicit.columns({ ...context, shape: "conversational" }),
  write: (entry, context) => trlPreferenceImplicit.write(entry, { ...context, shape: "conversational" }),
};
