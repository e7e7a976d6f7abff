import { alignmentHandbook } from "@/lib/exports/formats/alignment-handbook";
import { arena } from "@/lib/exports/formats/arena";
import { argilla, argillaFlat } from "@/lib/exports/formats/argilla";
import type { Format } from "@/lib/exports/formats/contract";
import { ddpo } from "@/lib/exports/formats/ddpo";
import { hhRlhf } from "@/lib/exports/formats/hh-rlhf";
import { imageReward } from "@/lib/exports/formats/image-reward";
import { labelStudio } from "@/lib/exports/formats/label-studio";
import { multiAspect } from "@/lib/exports/formats/multi-aspect";
import type { ExportFormat } from "@/lib/exports/formats/names";
import { oasstMessages, oasstTrees } from "@/lib/exports/formats/oasst";
import { plumbline } from "@/lib/exports/formats/plumbline";
import { openaiPreference } from "@/lib/exports/formats/openai-preference";
import { pro } from "@/lib/exports/formats/pro";
import { rewardbench } from "@/lib/exports/formats/rewardbench";
import { safeRlhf } from "@/lib/exports/formats/safe-rlhf";
import { softPreference } from "@/lib/exports/formats/soft-preference";
import { openrlhf, trlPreference, trlPreferenceImplicit } from "@/lib/exports/formats/trl-preference";
import { trlPromptOnly } from "@/lib/exports/formats/trl-prompt-only";
import { trlSft } from "@/lib/exports/formats/trl-sft";
import { trlStepwise } from "@/lib/exports/formats/trl-stepwise";
import { trlUnpaired } from "@/lib/exports/formats/trl-unpaired";

/** Every format but the raw annotations, which are a part of each version and the main one of their own. */
export const formats: Record<Exclude<ExportFormat, "annotations">, Format> = {
  "trl-preference": trlPreference,
  "trl-preference-implicit": trlPreferenceImplicit,
  "trl-unpaired": trlUnpaired,
  "trl-stepwise": trlStepwise,
  "trl-sft": trlSft,
  "trl-prompt-only": trlPromptOnly,
  openrlhf,
  "openai-preference": openaiPreference,
  "alignment-handbook": alignmentHandbook,
  "hh-rlhf": hhRlhf,
  "soft-preference": softPreference,
  ddpo,
  pro,
  "image-reward": imageReward,
  "multi-aspect": multiAspect,
  "safe-rlhf": safeRlhf,
  rewardbench,
  arena,
  "oasst-trees": oasstTrees,
  "oasst-messages": oasstMessages,
  argilla,
  "argilla-flat": argillaFlat,
  "label-studio": labelStudio,
  plumbline,
};

/** Whether a format's rows hold a consensus: it is then seen to before they are written. */
export const usesConsensus = (format: Format | null): boolean => format?.reads === "consensus" || format?.tellsConsensus === true;

/** Null for raw annotations. */
export const formatOf = (name: ExportFormat): Format | null => (name === "annotations" ? null : formats[name]);
