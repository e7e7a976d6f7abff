import { arena } from "@/lib/imports/formats/arena/format";
import { argilla } from "@/lib/imports/formats/argilla/format";
import { communityAlignment } from "@/lib/imports/formats/community-alignment/format";
import { mixInstruct } from "@/lib/imports/formats/mix-instruct/format";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { helpsteer } from "@/lib/imports/formats/helpsteer/format";
import { hhRlhf } from "@/lib/imports/formats/hh-rlhf/format";
import { labelStudio } from "@/lib/imports/formats/label-studio/format";
import { labelbox } from "@/lib/imports/formats/labelbox/format";
import { mathShepherd } from "@/lib/imports/formats/math-shepherd/format";
import { multipref } from "@/lib/imports/formats/multipref/format";
import { nectar } from "@/lib/imports/formats/nectar/format";
import { oasstMessages, oasstTrees } from "@/lib/imports/formats/oasst/format";
import { openInstruct } from "@/lib/imports/formats/open-instruct/format";
import { openWebui } from "@/lib/imports/formats/open-webui/format";
import { plumbline } from "@/lib/imports/formats/plumbline/format";
import { prism } from "@/lib/imports/formats/prism/format";
import { prismSurvey } from "@/lib/imports/formats/prism-survey/format";
import { prm800k } from "@/lib/imports/formats/prm800k/format";
import { processBench } from "@/lib/imports/formats/process-bench/format";
import { prodigy } from "@/lib/imports/formats/prodigy/format";
import { prodigyCompare } from "@/lib/imports/formats/prodigy-compare/format";
import { rankedLists } from "@/lib/imports/formats/ranked-lists/format";
import { rewardbench } from "@/lib/imports/formats/rewardbench/format";
import { rlhfV } from "@/lib/imports/formats/rlhf-v/format";
import { safeRlhf } from "@/lib/imports/formats/safe-rlhf/format";
import { shp } from "@/lib/imports/formats/shp/format";
import { stackExchange } from "@/lib/imports/formats/stack-exchange/format";
import { summarizeFeedback } from "@/lib/imports/formats/summarize-feedback/format";
import { summEval } from "@/lib/imports/formats/summeval/format";
import { trlPreference } from "@/lib/imports/formats/trl-preference/format";
import { trlStepwise } from "@/lib/imports/formats/trl-stepwise/format";
import { trlUnpaired } from "@/lib/imports/formats/trl-unpaired/format";
import { ultrafeedback } from "@/lib/imports/formats/ultrafeedback/format";
import { webgpt } from "@/lib/imports/formats/webgpt/format";
import { wmtEsa } from "@/lib/imports/formats/wmt-esa/format";
import { wmtMqm } from "@/lib/imports/formats/wmt-mqm/format";
import type { ImportFormatName } from "@/lib/imports/schema";

/** Formats that name their columns themselves; tables whose columns are chosen by hand are read by map-record. */
export type NamedFormat = Exclude<ImportFormatName, "columns">;

/** Every format by name. Adding one is a folder, a name in the schema and a line here. */
export const formats: Record<NamedFormat, ImportFormat> = {
  plumbline,
  "trl-preference": trlPreference,
  "trl-unpaired": trlUnpaired,
  "trl-stepwise": trlStepwise,
  "hh-rlhf": hhRlhf,
  ultrafeedback,
  rewardbench,
  helpsteer,
  prism,
  multipref,
  "rlhf-v": rlhfV,
  "safe-rlhf": safeRlhf,
  "oasst-trees": oasstTrees,
  "oasst-messages": oasstMessages,
  arena,
  argilla,
  "label-studio": labelStudio,
  "wmt-mqm": wmtMqm,
  "open-instruct": openInstruct,
  shp,
  webgpt,
  nectar,
  prm800k,
  "math-shepherd": mathShepherd,
  "summarize-feedback": summarizeFeedback,
  prodigy,
  "stack-exchange": stackExchange,
  "prism-survey": prismSurvey,
  "process-bench": processBench,
  "ranked-lists": rankedLists,
  summeval: summEval,
  "wmt-esa": wmtEsa,
  "prodigy-compare": prodigyCompare,
  labelbox,
  "mix-instruct": mixInstruct,
  "open-webui": openWebui,
  "community-alignment": communityAlignment,
};

export const isNamedFormat = (name: string): name is NamedFormat => name in formats;
