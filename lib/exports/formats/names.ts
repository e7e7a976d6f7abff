/** Every format by its name, with what it is for. Safe in the browser: the command line and the pages list them from here. */

export const exportFormats = [
  "trl-preference",
  "trl-preference-implicit",
  "trl-unpaired",
  "trl-stepwise",
  "trl-sft",
  "trl-prompt-only",
  "openrlhf",
  "openai-preference",
  "alignment-handbook",
  "hh-rlhf",
  "soft-preference",
  "ddpo",
  "pro",
  "image-reward",
  "multi-aspect",
  "safe-rlhf",
  "rewardbench",
  "arena",
  "oasst-trees",
  "oasst-messages",
  "argilla",
  "argilla-flat",
  "label-studio",
  "plumbline",
  "annotations",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** `group` is how a list of formats is parted. */
export const formatTitles: Record<ExportFormat, { title: string; about: string; group: "trainers" | "evaluation" | "exchange" | "raw" }> = {
  "trl-preference": {
    title: "TRL preference, explicit prompt",
    about: "prompt, chosen, rejected, and margin where every row has one: what DPO and its relatives read.",
    group: "trainers",
  },
  "trl-preference-implicit": {
    title: "TRL preference, implicit prompt",
    about: "chosen and rejected, each with the prompt in front: what a reward trainer reads.",
    group: "trainers",
  },
  "trl-unpaired": {
    title: "TRL unpaired (KTO)",
    about: "prompt, completion and a label, true or false, for each response. The card tells the weights that balance the two.",
    group: "trainers",
  },
  "trl-stepwise": {
    title: "TRL stepwise supervision",
    about: "prompt, the lines of the response as completions, and whether each is free of marked errors: for process rewards.",
    group: "trainers",
  },
  "trl-sft": {
    title: "TRL supervised fine-tuning",
    about: "The best response of each item and the texts that people wrote: messages, or prompt and completion.",
    group: "trainers",
  },
  "trl-prompt-only": {
    title: "TRL prompts only",
    about: "One prompt a row, each prompt once: what online trainers sample from.",
    group: "trainers",
  },
  openrlhf: {
    title: "OpenRLHF preference",
    about: "chosen and rejected as whole conversations, with margin where every row has one.",
    group: "trainers",
  },
  "openai-preference": {
    title: "OpenAI preference",
    about: "input, preferred_output and non_preferred_output: what fine-tuning at OpenAI, Azure, Together and Fireworks reads.",
    group: "trainers",
  },
  "alignment-handbook": {
    title: "Alignment handbook mixture",
    about: "prompt, prompt_id, chosen, rejected, messages and two scores, in splits train_prefs and test_prefs.",
    group: "trainers",
  },
  "hh-rlhf": {
    title: "HH-RLHF transcripts",
    about: "chosen and rejected as one text each, with Human and Assistant turns.",
    group: "trainers",
  },
  "soft-preference": {
    title: "Soft labels (SPPO)",
    about: "chosen and rejected as whole conversations, with the shares of votes that each side won, ties shared between both.",
    group: "trainers",
  },
  ddpo: {
    title: "Dense DPO, token weights",
    about: "Corrected over original text with a weight for every word, the changed ones heavier.",
    group: "trainers",
  },
  pro: {
    title: "PRO lists",
    about: "prompt, all responses, their ranks and, where they were rated, their rewards.",
    group: "trainers",
  },
  "image-reward": {
    title: "ImageReward lists",
    about: "prompt, the pictures of its responses by their files or addresses, and their places: for rewards of pictures.",
    group: "trainers",
  },
  "multi-aspect": {
    title: "Several aspects",
    about: "One number a question: for each response where responses are rated, for each pair where pairs are compared.",
    group: "trainers",
  },
  "safe-rlhf": {
    title: "Safe RLHF",
    about: "Two responses with what is better, what is safer, and how safe each is by itself.",
    group: "trainers",
  },
  rewardbench: {
    title: "RewardBench evaluation set",
    about: "prompt, chosen, rejected, the models that wrote them, subset and id.",
    group: "evaluation",
  },
  arena: {
    title: "Arena battles",
    about: "One row a vote: two models, their conversations, the winner.",
    group: "evaluation",
  },
  "oasst-trees": {
    title: "OpenAssistant trees",
    about: "One conversation tree a row, its last replies ranked.",
    group: "exchange",
  },
  "oasst-messages": {
    title: "OpenAssistant messages",
    about: "The same trees, one message a row.",
    group: "exchange",
  },
  argilla: {
    title: "Argilla records",
    about: "Fields, responses of people and suggestions of models, one record a task.",
    group: "exchange",
  },
  "argilla-flat": {
    title: "Argilla columns",
    about: "The same as columns, as Argilla writes a record to a data set.",
    group: "exchange",
  },
  "label-studio": {
    title: "Label Studio tasks",
    about: "Tasks with annotations of people, which whoever imports them there has, and predictions of models.",
    group: "exchange",
  },
  plumbline: {
    title: "Plumbline rows",
    about: "Items with their responses and every label, comment and text beside it: what this product imports. Times are in annotations.",
    group: "exchange",
  },
  annotations: {
    title: "Raw annotations",
    about: "One row for each answer of each annotator, with the items beside. Nothing is aggregated.",
    group: "raw",
  },
};

/** Other names under which people know a format. */
export const formatAliases: Record<string, ExportFormat> = {
  dpo: "trl-preference",
  preference: "trl-preference",
  rm: "trl-preference-implicit",
  kto: "trl-unpaired",
  unpaired: "trl-unpaired",
  prm: "trl-stepwise",
  stepwise: "trl-stepwise",
  sft: "trl-sft",
  "prompt-only": "trl-prompt-only",
  openai: "openai-preference",
  handbook: "alignment-handbook",
  sppo: "soft-preference",
  oasst: "oasst-trees",
  raw: "annotations",
};
