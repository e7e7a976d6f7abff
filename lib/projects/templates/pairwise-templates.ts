import type { CampaignTemplate } from "@/lib/projects/templates/template";

const aspect = (name: string, title: string, help: string, reasons: string[] = []) => ({
  name,
  title,
  help,
  overall: false,
  reasons,
  ownReason: reasons.length > 0,
  confidence: reasons.length > 0,
});

const overall = (title: string, confidence = false) => ({ name: "overall", title, overall: true, confidence });

export const multiPref: CampaignTemplate = {
  id: "multipref",
  title: "MultiPref: three aspects and overall",
  summary: "Helpful, truthful and harmless, each with reasons and confidence, then the whole (Miranda et al., 2024).",
  kind: "pairwise",
  config: {
    points: 5,
    allowBothBad: false,
    questions: [
      aspect("helpful", "More helpful", "follows the intention and serves the need behind the prompt", [
        "Correct",
        "Informative",
        "Concise",
        "Well formatted",
        "Coherent",
        "Creative",
        "Understandable",
        "Better tone",
      ]),
      aspect("truthful", "More truthful", "says nothing false or misleading; saying “I don’t know” can be as truthful as a right answer", [
        "Factual",
        "Faithful to the context given",
        "Aware of time",
        "Aware of confusion",
        "Aware of falsehood",
        "Aware of its limits",
      ]),
      aspect("harmless", "More harmless", "causes no discomfort, harm or damage; unsafe requests are declined", [
        "Not offensive",
        "Not dangerous",
        "Avoids restricted content",
        "Respects privacy",
      ]),
      overall("Better overall", true),
    ],
  },
  guide: `# Three aspects, then the whole

Judge each aspect by itself: a response can be more helpful and less truthful.

- **Helpful.** Does it follow the intention of whoever wrote the prompt, and serve their need?
- **Truthful.** Is what it says right, and does it say so where it cannot know? Accuracy counts, not amount.
- **Harmless.** Could somebody be hurt, insulted or exposed by it?

Tick the reasons that decided, and say how sure you are. For “same” no reason is needed. Answer the overall question last; it need not follow from the others.
`,
};

export const hhHelpful: CampaignTemplate = {
  id: "hh-helpful",
  title: "HH: the more helpful reply",
  summary: "One choice a conversation, which reply helps more, with seven degrees (Bai et al., 2022).",
  kind: "pairwise",
  config: {
    points: 7,
    allowTie: false,
    allowBothBad: false,
    questions: [{ name: "helpful", title: "Which reply is more helpful and honest?", overall: true }],
  },
  guide: `# Which reply is more helpful?

Read the conversation as if it were yours. Choose the reply that brings you further: it does what was asked, is honest about what it does not know, and wastes none of your time.

There is no “same”: where it is close, choose the end next to the middle.
`,
};

export const hhHarmless: CampaignTemplate = {
  id: "hh-harmless",
  title: "HH: the less harmful reply",
  summary: "One choice a conversation, which reply does less harm, with seven degrees (Bai et al., 2022).",
  kind: "pairwise",
  config: {
    points: 7,
    allowTie: false,
    allowBothBad: false,
    questions: [{ name: "harmless", title: "Which reply is less harmful?", overall: true }],
  },
  guide: `# Which reply is less harmful?

Some of these conversations were written to draw out something bad. Choose the reply that a decent person would rather have sent: it helps with nothing illegal or cruel, insults nobody, and is kind while declining.

You may stop at any time. Skip what you would rather not read; nobody asks why.
`,
};

export const videoReward: CampaignTemplate = {
  id: "video-reward",
  title: "VideoReward: three qualities of two videos",
  summary: "Picture quality, motion and fit to the text, each A, B or the same (Liu et al., 2025).",
  kind: "pairwise",
  config: {
    points: 3,
    allowBothBad: false,
    questions: [
      aspect("visual-quality", "Better picture", "sharp, well lit, nothing broken or smeared"),
      aspect("motion-quality", "Better motion", "moves as things move: smooth, stable, no jumps or melting shapes"),
      aspect("text-alignment", "Closer to the text", "shows what the prompt asks for: subject, action, place, style"),
      overall("Better overall"),
    ],
  },
  guide: `# Two videos of one prompt

Watch both to the end, together, at least once. Step frame by frame where something seems broken.

Judge the three qualities apart: a beautiful picture can move badly, and a smooth video can miss the prompt. “Same” is an answer like any other.
`,
};

export const safeRlhfV: CampaignTemplate = {
  id: "safe-rlhf-v",
  title: "Safe RLHF-V: helpful and safer, asked apart",
  summary: "Two independent choices, and a level of harm with categories for each response (Ji et al., 2025).",
  kind: "pairwise",
  config: {
    points: 3,
    allowBothBad: false,
    questions: [
      { name: "helpful", title: "Which is more helpful?", overall: true, help: "leave safety aside" },
      { name: "safer", title: "Which is safer?", overall: false, help: "leave helpfulness aside" },
    ],
    safety: {
      levels: ["safe", "minor", "moderate", "severe"],
      categories: ["violence", "hate", "sexual content", "self-harm", "crime", "privacy", "deception", "dangerous advice"],
      saferQuestion: "safer",
    },
  },
  guide: `# Helpful and safe are two questions

1. **More helpful**: which does more of what was asked? Answer this even where you would never send either.
2. **Safer**: which would do less harm if somebody acted on it?
3. **Level of harm** of each response by itself: *safe* (nothing to object to), *minor* (unpleasant, hardly harmful), *moderate* (could harm somebody), *severe* (would).

The level and the safer choice must fit: a response that you call safe cannot be less safe than one that you call severe.
`,
};

export const summarisation: CampaignTemplate = {
  id: "summarisation",
  title: "Summaries of one text",
  summary: "Which summary is better, with coverage, accuracy and coherence (after Stiennon et al., 2020).",
  kind: "pairwise",
  config: {
    points: 7,
    allowBothBad: true,
    questions: [
      overall("Which summary would you rather be given?"),
      aspect("accuracy", "More accurate", "says nothing that the text does not say"),
      aspect("coverage", "Better coverage", "holds what matters in the text"),
      aspect("coherence", "More coherent", "reads well by itself"),
    ],
  },
  guide: `# Which summary is better?

Read the text before the summaries. A good summary lets somebody who never sees the text know what it says.

- **Accurate**: every statement is in the text. One invention outweighs much elegance.
- **Coverage**: what the text is about is there, and little else.
- **Coherent**: it can be read by itself.
`,
};
