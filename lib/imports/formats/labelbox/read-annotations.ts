import { z } from "zod";
import { bestOf } from "@/lib/imports/formats/best-of";
import type { Exchange, Output } from "@/lib/imports/formats/labelbox/read-conversation";
import { rankedPlaces } from "@/lib/imports/formats/ranked-places";
import { asksForText, gradedSide } from "@/lib/imports/formats/read-words";

export type Label = Record<string, unknown>;

const textAnswerSchema = z.looseObject({ content: z.string() });
const answerSchema = z.looseObject({
  name: z.string(),
  get classifications() {
    return z.array(classificationSchema).nullish();
  },
});
/** In a conversation the same answers stand under other keys, about a message. */
const classificationSchema = z.looseObject({
  name: z.string(),
  message_id: z.string().nullish(),
  radio_answer: answerSchema.nullish(),
  conversational_radio_answer: answerSchema.nullish(),
  checklist_answers: z.array(answerSchema).nullish(),
  conversational_checklist_answers: z.array(answerSchema).nullish(),
  text_answer: textAnswerSchema.nullish(),
  conversational_text_answer: textAnswerSchema.nullish(),
});
type Classification = z.infer<typeof classificationSchema>;

const messageSchema = z.looseObject({ message_id: z.string() });
const objectSchema = z.looseObject({
  name: z.string(),
  selected_message: messageSchema.nullish(),
  selected_messages: z.looseObject({ messages: z.array(messageSchema), parent_message_id: z.string() }).nullish(),
  ranked_messages: z.looseObject({ ranked_messages: z.array(messageSchema.extend({ order: z.number() })) }).nullish(),
});

export const annotationsSchema = z.looseObject({
  objects: z.array(objectSchema).nullish(),
  classifications: z.array(classificationSchema).nullish(),
});
export type Annotations = z.infer<typeof annotationsSchema>;

/** What one annotation says of one exchange: a comparison (of which a question's name may have to be told), or anything else. */
type Said = { about: number; question: string; label: Label; compares: boolean; remark?: string };

const flat = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The output that an option is named for, where it is one alone. */
const outputNamed = (option: string, outputs: Output[]): number | null => {
  const hits = outputs.flatMap(({ names }, i) => (names.some((name) => flat(name) === flat(option)) ? [i] : []));
  return hits.length === 1 ? (hits[0] ?? null) : null;
};

const inWords = (text: string): string => ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

/** The output that a question asks about alone: titles may be as short as “B”, which “Best” holds, too. */
const mentionedIn = (question: string, outputs: Output[]): number | null => {
  if (outputs.length === 1) return 0;
  const hits = outputs.flatMap(({ names: [title] }, i) => (title !== undefined && inWords(question).includes(inWords(title)) ? [i] : []));
  return hits.length === 1 ? (hits[0] ?? null) : null;
};

/** Where a message stands: its exchange, and which response it is there (null: the one that is answered). */
const placeOf = (message: string, exchanges: Exchange[]): { about: number; response: number | null } | null => {
  for (const [about, { outputs }] of exchanges.entries()) {
    const response = outputs.findIndex(({ id }) => id === message);
    if (response >= 0) return { about, response };
  }
  const about = exchanges.findIndex(({ asked }) => asked === message);
  return about < 0 ? null : { about, response: null };
};

/** A question is followed by those that its answers opened. */
const withNested = (classification: Classification): Classification[] => {
  const {
    radio_answer: radio,
    conversational_radio_answer: said,
    checklist_answers: list,
    conversational_checklist_answers: lists,
  } = classification;
  const answers = [...(radio ? [radio] : []), ...(said ? [said] : []), ...(list ?? []), ...(lists ?? [])];
  const nested = answers.flatMap(({ classifications }) => classifications ?? []);
  return [classification, ...nested.flatMap((one) => withNested({ message_id: classification.message_id ?? null, ...one }))];
};

const saidIn = (classification: Classification, exchanges: Exchange[]): Said | null => {
  const { name, message_id: message } = classification;
  const question = name.slice(0, 60);
  const place = message ? placeOf(message, exchanges) : { about: 0, response: null };
  const exchange = place && exchanges[place.about];
  if (!place || !exchange) return null;
  const { about } = place;
  const response = place.response ?? mentionedIn(name, exchange.outputs);
  const rated = (value: unknown): Said => ({
    about,
    question,
    compares: false,
    label: response === null ? { whole: { [question]: value } } : { response, ratings: { [question]: value } },
  });
  const radio = classification.radio_answer ?? classification.conversational_radio_answer;
  if (radio) {
    const named = place.response === null && exchange.outputs.length > 1 ? outputNamed(radio.name, exchange.outputs) : null;
    const verdict =
      named !== null
        ? { choice: named }
        : place.response === null && response === null && exchange.outputs.length > 1
          ? gradedSide(radio.name)
          : undefined;
    return verdict ? { about, question, compares: true, label: verdict } : rated(radio.name);
  }
  const list = classification.checklist_answers ?? classification.conversational_checklist_answers;
  if (list) return rated(list.map(({ name: option }) => option));
  const words = (classification.text_answer ?? classification.conversational_text_answer)?.content;
  if (words === undefined) return null;
  return asksForText(name) === "correction" && response !== null
    ? { about, question, compares: false, label: { response, correction: words } }
    : { about, question, compares: false, label: { whole: { [question]: words } }, remark: words };
};

const saidOfMessages = (object: z.infer<typeof objectSchema>, exchanges: Exchange[]): Said[] => {
  const question = object.name.slice(0, 60);
  const ordinalIn = (about: number, id: string): number => exchanges[about]?.outputs.findIndex((output) => output.id === id) ?? -1;
  const { selected_message: one, selected_messages: some, ranked_messages: order } = object;
  if (one) {
    const place = placeOf(one.message_id, exchanges);
    return place && place.response !== null ? [{ about: place.about, question, compares: true, label: { choice: place.response } }] : [];
  }
  if (some) {
    const about = exchanges.findIndex(({ asked }) => asked === some.parent_message_id);
    const picked = new Set(some.messages.map(({ message_id: id }) => ordinalIn(about, id)));
    // Which of them meet what was asked: each does or does not, and none is better than another that does.
    return (exchanges[about]?.outputs ?? []).map((_, response) => ({
      about,
      question,
      compares: false,
      label: { response, ratings: { [question]: picked.has(response) } },
    }));
  }
  const ranked = order?.ranked_messages ?? [];
  const about = placeOf(ranked[0]?.message_id ?? "", exchanges)?.about;
  if (about === undefined) return [];
  const places = ranked
    .map(({ message_id: id, order: rank }) => ({ rank, ordinal: ordinalIn(about, id) }))
    .filter(({ ordinal }) => ordinal >= 0);
  const ranking = rankedPlaces(places);
  const [first] = ranking;
  if (places.length < 2) return [];
  const label = exchanges[about]?.outputs.length === 2 ? { choice: typeof first === "number" ? first : "tie" } : { ranking };
  return [{ about, question, compares: true, label }];
};

/** What an annotation says, exchange by exchange and in its order. */
export const saidOf = (annotations: Annotations, exchanges: Exchange[]): Said[] => [
  ...(annotations.objects ?? []).flatMap((object) => saidOfMessages(object, exchanges)),
  ...(annotations.classifications ?? []).flatMap(withNested).flatMap((one) => saidIn(one, exchanges) ?? []),
];

const asksOverall = /\b(?:overall|best|better|prefer\w*|favou?rite|winner|rank\w*)\b/i;

/**
 * Of the questions about which is better, the one that asks it overall: the only one, or the only one that is called so. People leave
 * questions out, and in a row where one alone was answered it must not be another than in the next.
 */
export const overallOf = (questions: readonly string[]): string | null => {
  const likely = questions.filter((question) => asksOverall.test(question));
  return (questions.length === 1 ? questions[0] : likely.length === 1 ? likely[0] : null) ?? null;
};

/** One person's labels of an exchange; of comparisons, those that are not `overall` need their names. */
export const labelsOf = (said: Said[], who: Label, outputs: Output[], overall: string | null): Label[] => {
  const labels = said.flatMap(({ question, label, compares, remark }): Label[] => {
    if (remark !== undefined) return [];
    const named = compares && question !== overall ? { ...label, aspect: question } : label;
    const { choice, strength } = label;
    const parts =
      typeof choice !== "number" && choice !== "tie" && choice !== "both-bad" && choice !== "cannot-compare"
        ? [named]
        : bestOf({ choice, ...(typeof strength === "number" ? { strength } : {}) }, outputs.length).map((part) => ({ ...named, ...part }));
    return parts.map((part) => ({ ...who, ...part }));
  });
  const remarks = said.flatMap(({ remark }) => remark ?? []);
  const [first] = labels;
  if (remarks.length === 0) return labels;
  // What was written beside no answer belongs to none.
  if (!first) return said.map(({ label }) => ({ ...who, ...label }));
  return [{ ...first, rationale: remarks.join("\n\n") }, ...labels.slice(1)];
};
