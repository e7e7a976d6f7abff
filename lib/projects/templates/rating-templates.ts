import type { CampaignTemplate } from "@/lib/projects/templates/template";

const likert = (name: string, title: string, help: string, ends: [string, string], overall = false) => ({
  type: "likert",
  name,
  title,
  help,
  overall,
  from: 1,
  to: 5,
  anchors: [
    { at: 1, text: ends[0] },
    { at: 5, text: ends[1] },
  ],
});

export const ultraFeedback: CampaignTemplate = {
  id: "ultrafeedback",
  title: "UltraFeedback: four ratings",
  summary: "Instruction following, truthfulness, honesty and helpfulness from 1 to 5, each response by itself (Cui et al., 2023).",
  kind: "pointwise",
  config: {
    about: "response",
    scales: [
      likert("instruction-following", "Follows the instruction", "the task and every condition set with it", ["ignores it", "all of it"]),
      likert("truthfulness", "Truthful", "agrees with the world and with the text given", ["invents", "nothing false"]),
      likert("honesty", "Honest about what it knows", "sure where it can be, doubtful where it should be", [
        "misplaced confidence",
        "just right",
      ]),
      likert("helpfulness", "Helpful", "right, complete and of use to whoever asked", ["useless", "as good as it gets"], true),
    ],
  },
  guide: `# Four ratings of one response

Rate each quality by itself, from 1 to 5. Use the whole scale: 3 is an ordinary response.

- **Follows the instruction**: format, length, language and every condition count.
- **Truthful**: check what can be checked. One invented fact makes a 4 impossible.
- **Honest**: a response that admits its doubt is better than one that hides it.
- **Helpful**: would whoever asked be glad of it?
`,
};

export const mqm: CampaignTemplate = {
  id: "mqm",
  title: "MQM: errors in a translation",
  summary: "Mark each error with its category and severity; the score follows from them (Freitag et al., 2021).",
  kind: "segment",
  config: {
    mode: "critique",
    score: "sum",
    reason: "off",
    missing: true,
    types: [
      { name: "Accuracy/Addition" },
      { name: "Accuracy/Omission" },
      { name: "Accuracy/Mistranslation" },
      { name: "Accuracy/Untranslated text" },
      { name: "Fluency/Grammar" },
      { name: "Fluency/Spelling" },
      { name: "Fluency/Punctuation" },
      { name: "Fluency/Register" },
      { name: "Terminology/Inappropriate for context" },
      { name: "Style/Awkward" },
      { name: "Locale convention" },
      { name: "Other" },
    ],
    severities: [
      { name: "Neutral", points: 0 },
      { name: "Minor", points: 1 },
      { name: "Major", points: 5 },
      { name: "Critical", points: 10 },
    ],
  },
  guide: `# Mark every error

Read the source, then the translation, sentence by sentence. Mark the smallest stretch of text that holds an error, once.

- **Minor**: noticed, but the meaning is there.
- **Major**: the meaning suffers, or a reader stumbles.
- **Critical**: a reader would be misled with consequences.

What is missing has no place in the text: note it as missing. If there is no error, say so; an empty answer is not the same.
`,
};

export const rlhfV: CampaignTemplate = {
  id: "rlhf-v",
  title: "RLHF-V: correct what is wrong",
  summary: "Rewrite only the wrong segments of a response; the corrected text becomes the preferred one (Yu et al., 2024).",
  kind: "segment",
  config: {
    mode: "correct",
    reason: "optional",
    missing: false,
    types: [
      { name: "Objects" },
      { name: "Positions" },
      { name: "Numbers" },
      { name: "Attributes" },
      { name: "Actions" },
      { name: "Other" },
    ],
  },
  guide: `# Correct what is wrong, and nothing else

Compare the response with the picture or the text it speaks of. Where it says something that is not so, mark the smallest stretch that must change and write what it should say. Empty text takes it out.

Leave style alone: a clumsy sentence that is true stays. The preview below shows the corrected text; read it once before you submit.
`,
};

export const tutoring: CampaignTemplate = {
  id: "tutoring",
  title: "Tutoring: the next thing a teacher says",
  summary: "Put several replies to a pupil in order, with flags for replies that give the answer away or are wrong.",
  kind: "ranking",
  config: {
    question: { name: "overall", title: "Which reply would help this pupil to learn most? Best first." },
    allowTies: true,
    allowPartial: true,
    flags: [
      { name: "gives-away", title: "Gives the answer away" },
      { name: "wrong", title: "Wrong" },
      { name: "discouraging", title: "Discouraging" },
    ],
  },
  guide: `# Which reply teaches best?

Read the conversation as the pupil's teacher. A good reply

1. finds where the pupil is stuck, and says so kindly;
2. moves them one step on, and leaves the step to them;
3. is right.

A reply that solves the task may please and teach nothing: flag it. Replies that are equally good share a place.
`,
};
