import { fixtures as arena } from "@/lib/imports/formats/arena/fixtures";
import { fixtures as argilla } from "@/lib/imports/formats/argilla/fixtures";
import { fixtures as communityAlignment } from "@/lib/imports/formats/community-alignment/fixtures";
import { fixtures as mixInstruct } from "@/lib/imports/formats/mix-instruct/fixtures";
import type { FormatFixture } from "@/lib/imports/formats/contract";
import { fixtures as helpsteer } from "@/lib/imports/formats/helpsteer/fixtures";
import { fixtures as hhRlhf } from "@/lib/imports/formats/hh-rlhf/fixtures";
import { fixtures as labelStudio } from "@/lib/imports/formats/label-studio/fixtures";
import { fixtures as labelbox } from "@/lib/imports/formats/labelbox/fixtures";
import { fixtures as mathShepherd } from "@/lib/imports/formats/math-shepherd/fixtures";
import { fixtures as multipref } from "@/lib/imports/formats/multipref/fixtures";
import { fixtures as nectar } from "@/lib/imports/formats/nectar/fixtures";
import { messageFixtures, treeFixtures } from "@/lib/imports/formats/oasst/fixtures";
import { fixtures as openInstruct } from "@/lib/imports/formats/open-instruct/fixtures";
import { fixtures as openWebui } from "@/lib/imports/formats/open-webui/fixtures";
import { fixtures as plumbline } from "@/lib/imports/formats/plumbline/fixtures";
import { fixtures as prism } from "@/lib/imports/formats/prism/fixtures";
import { fixtures as prismSurvey } from "@/lib/imports/formats/prism-survey/fixtures";
import type { NamedFormat } from "@/lib/imports/formats/registry";
import { fixtures as prm800k } from "@/lib/imports/formats/prm800k/fixtures";
import { fixtures as processBench } from "@/lib/imports/formats/process-bench/fixtures";
import { fixtures as prodigy } from "@/lib/imports/formats/prodigy/fixtures";
import { fixtures as prodigyCompare } from "@/lib/imports/formats/prodigy-compare/fixtures";
import { fixtures as rankedLists } from "@/lib/imports/formats/ranked-lists/fixtures";
import { fixtures as rewardbench } from "@/lib/imports/formats/rewardbench/fixtures";
import { fixtures as rlhfV } from "@/lib/imports/formats/rlhf-v/fixtures";
import { fixtures as safeRlhf } from "@/lib/imports/formats/safe-rlhf/fixtures";
import { fixtures as shp } from "@/lib/imports/formats/shp/fixtures";
import { fixtures as stackExchange } from "@/lib/imports/formats/stack-exchange/fixtures";
import { fixtures as summarizeFeedback } from "@/lib/imports/formats/summarize-feedback/fixtures";
import { fixtures as summEval } from "@/lib/imports/formats/summeval/fixtures";
import { fixtures as trlPreference } from "@/lib/imports/formats/trl-preference/fixtures";
import { fixtures as trlStepwise } from "@/lib/imports/formats/trl-stepwise/fixtures";
import { fixtures as trlUnpaired } from "@/lib/imports/formats/trl-unpaired/fixtures";
import { fixtures as ultrafeedback } from "@/lib/imports/formats/ultrafeedback/fixtures";
import { fixtures as wmtEsa } from "@/lib/imports/formats/wmt-esa/fixtures";
import { fixtures as webgpt } from "@/lib/imports/formats/webgpt/fixtures";
import { fixtures as wmtMqm } from "@/lib/imports/formats/wmt-mqm/fixtures";

/** Records of every format beside the rows that they must give: what tests and the fuzz corpus start from. */
export const fixturesByFormat: Record<NamedFormat, FormatFixture[]> = {
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
  "oasst-trees": treeFixtures,
  "oasst-messages": messageFixtures,
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
