import type { KindDefinition } from "@/lib/kinds/contract";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { fingerprintOf } from "@/lib/kinds/segment/text";

const canner = "At 15 psi water boils at 110 °C. Beans are a high-acid food.";
// A joined emoji, a letter with its mark, a flag, and a sentence from right to left.
const signs = "Go 👩‍🔬! Cafe\u0301 in 🇫🇮. مرحبا بالعالم";
const [cannerText, signsText] = [fingerprintOf(canner), fingerprintOf(signs)];

const boiling = { start: 25, end: 31, text: "110 °C", type: "Factual", severity: "Major", replacement: "121 °C" };

/** Examples that every kind must bring: the contract test runs over them. */
export const segmentFixtures: KindDefinition<SegmentConfig, SegmentResponse>["fixtures"] = {
  items: [
    {
      prompt: "How does a pressure canner keep beans safe?",
      candidates: [
        { text: canner, model: "small" },
        { text: "It boils them.", model: null },
      ],
    },
    { prompt: [{ role: "user", content: "Say hello." }], candidates: [{ text: signs, model: null }] },
  ],
  config: segmentConfigSchema.parse({ score: "scale" }),
  good: [
    {
      unitKey: "0",
      response: {
        text: cannerText,
        spans: [
          { ...boiling, reason: "The argument rests on this figure." },
          { start: 45, end: 54, text: "high-acid", type: "Factual", severity: "Critical", replacement: "low-acid" },
        ],
        correction: "At 15 psi water boils at 121 °C. Beans are a low-acid food.",
        missing: [{ note: "The altitude changes the pressure." }],
        score: 40,
      },
    },
    {
      unitKey: "0",
      response: {
        text: cannerText,
        spans: [
          { start: 0, end: 10, text: "At 15 psi ", type: "Unclear", severity: "Minor", replacement: "" },
          { start: 59, end: 59, type: "Unclear", severity: "Neutral", replacement: " all the same" },
        ],
        correction: "water boils at 110 °C. Beans are a high-acid food all the same.",
        score: 90,
      },
    },
    { unitKey: "1", response: { text: fingerprintOf("It boils them."), spans: [], noError: true, score: 100 } },
    {
      unitKey: "0",
      item: 1,
      response: {
        text: signsText,
        spans: [{ start: 3, end: 8, text: "👩‍🔬", type: "Other", severity: "Neutral", replacement: "👩🏽‍🔬" }],
        correction: "Go 👩🏽‍🔬! Cafe\u0301 in 🇫🇮. مرحبا بالعالم",
        score: 99.5,
        extra: { mood: ["bright", null] },
      },
    },
  ],
  bad: [
    { unitKey: "0", response: { text: cannerText, spans: [], score: 50 }, why: "nothing was marked and nothing said to be fine" },
    {
      unitKey: "1",
      response: { text: cannerText, spans: [boiling], correction: canner.replace("110", "121"), score: 50 },
      why: "it marks another text",
    },
    {
      unitKey: "0",
      response: {
        text: cannerText,
        spans: [boiling, { ...boiling, start: 28, end: 40, text: "°C. Beans ar" }],
        correction: canner,
        score: 50,
      },
      why: "two corrections share characters",
    },
    {
      unitKey: "0",
      response: { text: cannerText, spans: [{ ...boiling, end: 600 }], correction: canner, score: 50 },
      why: "it reaches beyond the text",
    },
    {
      unitKey: "0",
      response: { text: cannerText, spans: [boiling], correction: canner, score: 50 },
      why: "the corrected text is not what the corrections give",
    },
    {
      unitKey: "0",
      item: 1,
      response: { text: signsText, spans: [{ ...boiling, start: 4, end: 8, text: signs.slice(4, 8), replacement: "" }], score: 50 },
      why: "it cuts a character in two",
    },
    {
      unitKey: "0",
      response: { text: cannerText, spans: [{ ...boiling, type: "Vibes" }], correction: canner.replace("110", "121"), score: 50 },
      why: "a type that was not asked for",
    },
    { unitKey: "0", response: { text: cannerText, spans: [], noError: true, score: 500 }, why: "beyond the scale" },
    { unitKey: "0", response: { spans: [] }, why: "no text is named" },
  ],
  judgeReplies: [
    {
      reply:
        'The figure is wrong.\n```json\n{"errors": [{"quote": "110 °C", "type": "factual", "severity": "Major", "correction": "121 °C", "reason": "steam tables"}], "missing": [], "score": 45}\n```',
      unitKey: "0",
      shownOrder: [0],
      labels: ["1 error", "yes", "1", "45"],
    },
    { reply: '{"errors": [], "score": 100}', unitKey: "1", shownOrder: [1], labels: ["no error", "no", "0", "100"] },
  ],
};
