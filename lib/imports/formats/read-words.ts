const flat = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

type Side = 0 | 1 | "tie" | "both-bad" | "cannot-compare";

/** Words that files use for the sides and for "neither", after lower-casing and dropping what is not a letter or digit. */
const words = new Map<string, Side>([
  ...[
    "a",
    "modela",
    "model1",
    "responsea",
    "response1",
    "first",
    "left",
    "winnermodela",
    "assistanta",
    "completiona",
    "outputa",
    "output1",
    "answera",
    "answer1",
  ].map((word) => [word, 0] as const),
  ...[
    "b",
    "modelb",
    "model2",
    "responseb",
    "response2",
    "second",
    "right",
    "winnermodelb",
    "assistantb",
    "completionb",
    "outputb",
    "output2",
    "answerb",
    "answer2",
  ].map((word) => [word, 1] as const),
  ...["tie", "same", "equal", "draw", "both", "bothgood", "winnertie", "nopreference"].map((word) => [word, "tie"] as const),
  ...["tied", "equivalent", "indifferent", "aboutequal", "roughlyequal", "equallypreferred", "neitherisbetter", "noclearwinner"].map(
    (word) => [word, "tie"] as const,
  ),
  ...["botharegood", "botharebest", "bothequal", "equallygood", "aboutthesame", "thesame", "nodifference"].map(
    (word) => [word, "tie"] as const,
  ),
  ...["botharebad", "equallybad", "neitherisgood", "neithergood", "bothpoor", "botharepoor"].map((word) => [word, "both-bad"] as const),
  // A judge that went by the place: MT-Bench counts it as a tie.
  ...["tieinconsistent", "inconsistent"].map((word) => [word, "tie"] as const),
  ...["bothbad", "tiebothbad", "neither", "none"].map((word) => [word, "both-bad"] as const),
  ["cannotcompare", "cannot-compare"],
]);

/** "A>B", "B>>A", "A=B", in brackets or not: how judges are told to close their verdict. */
const comparison = /^\s*\[*\s*a\s*(>{1,2}|<{1,2}|={1,2})\s*b\s*\]*\s*$/i;
const mirrored = /^\s*\[*\s*b\s*(>{1,2}|<{1,2}|={1,2})\s*a\s*\]*\s*$/i;

const sideOfComparison = (text: string): Side | undefined => {
  const sign = comparison.exec(text)?.[1] ?? null;
  const turned = mirrored.exec(text)?.[1] ?? null;
  const first = sign ?? turned;
  if (first === null) return undefined;
  if (first.startsWith("=")) return "tie";
  return first.startsWith(">") === (sign !== null) ? 0 : 1;
};

/** Which side a word stands for; undefined where it stands for none. */
export const sideOfWord = (text: string): Side | undefined => sideOfComparison(text) ?? words.get(flat(text));

const side =
  "(?:response|model|assistant|answer|output|option|completion|summary|text|reply|candidate|generation|translation|story|system)?[ _-]*(a|b|1|2)";
const grade =
  "(?:(slightly|somewhat|marginally|weakly|a[ _-]bit|a[ _-]little|much|clearly|significantly|considerably|definitely|strongly|far|a[ _-]lot)[ _-]+)?";
/** “B is slightly better”, “A is much better than B”; “slightly prefer B”, “strongly preferred: A”. */
const graded = new RegExp(`^${side}[ _-]+(?:is[ _-]+)?${grade}(?:better|preferred)(?:[ _-]+(?:than|to|over)[ _-].*)?$`, "i");
const preferring = new RegExp(`^(?:I[ _-]+)?${grade}prefer(?:red|s)?[ _:-]+${side}(?:[ _-]+(?:to|over)[ _-].*)?$`, "i");
const little = /slightly|somewhat|marginally|weakly|bit|little/i;

/** The same for "A is slightly better": a strength, too, where the word has one (slightly is half of clearly, as MultiPref has it). */
export const gradedSide = (text: string): { choice: Side; strength?: number } | undefined => {
  const said = text.trim();
  const [, forward, howMuch] = graded.exec(said) ?? [];
  const [, firstHow, named] = preferring.exec(said) ?? [];
  const which = forward ?? named;
  if (which === undefined) {
    const choice = sideOfWord(text);
    return choice === undefined ? undefined : { choice };
  }
  const choice = /[a1]/i.test(which) ? 0 : 1;
  const degree = howMuch ?? firstHow;
  if (degree === undefined) return { choice };
  const signed = (little.test(degree) ? 0.5 : 1) * (choice === 0 ? -1 : 1);
  return { choice, strength: (signed + 1) / 2 };
};

const promptNames = [
  "prompt",
  "instruction",
  "question",
  "query",
  "input",
  "context",
  "source",
  "conversation",
  "chat",
  "messages",
  "dialogue",
];
const responseName =
  /^(response|completion|generation|answer|output|reply|chosen|rejected|text|candidate|option|model)s?[-_ ]?([a-z]|\d+)?$/i;

/** Of named texts, which is the prompt and which are the responses, in their order. */
export const splitNames = (names: string[]): { prompt: string | null; responses: string[] } => {
  const prompt =
    promptNames.map((word) => names.find((name) => flat(name) === word)).find((name) => name !== undefined) ??
    promptNames.map((word) => names.find((name) => flat(name).startsWith(word))).find((name) => name !== undefined) ??
    null;
  const others = names.filter((name) => name !== prompt);
  const named = others.filter((name) => responseName.test(name));
  return { prompt, responses: named.length > 0 ? named : others };
};

/** The name that a question mentions, where exactly one does. */
export const mentioned = (question: string, names: string[]): number | null => {
  const asked = flat(question);
  const hits = names.flatMap((name, i) => (asked.includes(flat(name)) ? [i] : []));
  return hits.length === 1 ? (hits[0] ?? null) : null;
};

export const asksForText = (question: string): "correction" | "rationale" =>
  /correct|rewrit|edit|improv|revis|fix/i.test(question) ? "correction" : "rationale";
