import { levels, subjects } from "@/lib/ml/routing/published-tags";
import type { Subject } from "@/lib/ml/routing/published-tags";
import { stem } from "@/lib/ml/text/stem";
import { countMatches } from "@/lib/ml/text/text-facts";
import { splitSentences, tokenise } from "@/lib/ml/text/tokens";
import { languagesOf } from "@/lib/tags/built-in/languages";
import { specialistWords, subjectWords } from "@/lib/tags/built-in/subject-words";
import type { PromptTags } from "@/lib/tags/schema";

/**
 * The eight dimensions of a prompt by rules: word lists for fields of study and harm, marks of form for the rest. English word
 * lists; in other languages only languages, material and some constraints are told. Deterministic, needs nothing downloaded.
 */
export const tagPrompt = (prompt: string, lastTurn: string): PromptTags => {
  const stems = tokenise(prompt).map((word) => stem(word));
  const fields = subjectsOf(stems);
  return {
    subject_of_expertise: fields,
    languages: languagesOf(prompt),
    expertise_level: expertiseOf(stems, fields),
    open_endedness: opennessOf(lastTurn),
    safety_concern: safetyOf(prompt),
    complexity_of_intents: complexityOf(lastTurn),
    type_of_in_context_material: materialOf(prompt),
    format_constraints: constraintsOf(lastTurn),
  };
};

const isSubject = (name: string): name is Subject => subjects.some((subject) => subject === name);
/** "heat-exchanger" and "heat exchanger" are one phrase of two stems. */
const phraseOf = (entry: string): string =>
  tokenise(entry.replace(/-/gu, " "))
    .map((word) => stem(word))
    .join(" ");

const fieldsOfPhrase = new Map<string, Subject[]>();
for (const [subject, words] of Object.entries(subjectWords)) {
  if (!isSubject(subject)) continue;
  for (const phrase of new Set(words.split(" ").map(phraseOf)))
    fieldsOfPhrase.set(phrase, [...(fieldsOfPhrase.get(phrase) ?? []), subject]);
}
const specialist = new Set(specialistWords.split(" ").map(phraseOf));

const mostSubjects = 3;

/** Up to three fields of study, "Others" where none shows: each word found counts one, shared among the fields that list it. */
const subjectsOf = (stems: readonly string[]): Subject[] => {
  const found = new Set(stems.flatMap((word, index) => [word, `${word} ${stems[index + 1] ?? ""}`]));
  const scores = new Map<Subject, number>();
  for (const phrase of found) {
    const fields = fieldsOfPhrase.get(phrase) ?? [];
    for (const field of fields) scores.set(field, (scores.get(field) ?? 0) + 1 / fields.length);
  }
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || subjects.indexOf(a[0]) - subjects.indexOf(b[0]));
  const top = ranked[0]?.[1] ?? 0;
  const kept = ranked.filter(([, score]) => score >= 0.5 && score >= top / 2).slice(0, mostSubjects);
  return kept.length === 0 ? ["Others"] : kept.map(([subject]) => subject);
};

const expertiseOf = (stems: readonly string[], fields: readonly Subject[]): string => {
  const [general, basic, expert] = levels.expertise_level;
  const terms = new Set(stems.filter((word) => specialist.has(word))).size;
  if (terms >= 2) return expert;
  return terms === 1 || (fields[0] !== "Others" && academic.has(fields[0] ?? "Others")) ? basic : general;
};

const academic = new Set<Subject>([
  "Chemistry",
  "Physics",
  "Computer sciences",
  "Mathematics",
  "Law",
  "Economics",
  "Electrical engineering",
  "Mechanical engineering",
  "Materials science and engineering",
  "Chemical engineering",
  "Civil engineering",
]);

const closed =
  /\b(?:what is \d|calculate|compute|solve|how many|how much|true or false|yes or no|multiple choice|which of the following|translate|convert|classify|what year|when (?:was|did|is)|who (?:is|was|wrote|invented|won)|what is the (?:capital|name|answer|result|date|square|sum)|is it true|spell|correct the|fill in|extract)\b/iu;
const narrow =
  /\b(?:what (?:is|are|does)|define|where|which|explain|meaning of|difference between|summari[sz]e|rewrite|rephrase|paraphrase|edit)\b/iu;
const free =
  /\b(?:write|compose|create|imagine|design|invent|brainstorm|story|poem|essay|song|lyrics|blog|dialogue|speech|letter|opinion|what do you think|tell me about|ideas?|suggest|advice|role-?play|pretend)\b/iu;

const opennessOf = (text: string): string => {
  const [no, low, moderate, high] = levels.open_endedness;
  if (/\b(?:calculate|compute|solve|true or false|yes or no|multiple choice|which of the following|what is \d)\b/iu.test(text)) return no;
  if (free.test(text)) return high;
  if (closed.test(text)) return low;
  return narrow.test(text) ? moderate : /\?\s*$/u.test(text.trim()) ? moderate : high;
};

const severe =
  /\b(?:kill|murder|suicide|bomb|explosive|rape|molest|terroris\w+|genocide|behead|torture|mass shooting|child porn\w*|human trafficking|nerve agent|anthrax|ricin|meth(?:amphetamine)?|self-harm|shoot up)\b/iu;
const harmful =
  /\b(?:steal|rob|hack|poison|weapon|gun|knife|stab|drug|cocaine|heroin|fraud|counterfeit|launder|blackmail|stalk|assault|abuse|nazi|racist|slur|nigg\w+|faggot|porn\w*|sex|nude|penis|vagina|masturbat\w+|kidnap|burgl\w+|forge|phish\w*|malware|ransomware|hate|violen\w+|illegal\w*|shoplift\w*|arson)\b/iu;
const mild =
  /\b(?:fuck\w*|shit|bitch|asshole|ass|damn|stupid|idiot|ugly|fat|drunk|alcohol|beer|weed|marijuana|cigarette|smok\w+|gambl\w+|cheat\w*|lie|lying|prank|insult|steroid|diet pills?|password|insurance claim|fight)\b/iu;

const safetyOf = (text: string): string => {
  const [safe, low, moderate, high] = levels.safety_concern;
  if (severe.test(text)) return high;
  if (harmful.test(text)) return moderate;
  return mild.test(text) ? low : safe;
};

const imperatives =
  /(?:^|[.!?;:\n,]\s*|\b(?:and|then|also|please)\s+)(?:please\s+)?(?:write|give|list|explain|describe|create|make|find|tell|show|compare|summari[sz]e|translate|generate|provide|include|add|use|suggest|design|solve|calculate|compute|analy[sz]e|identify|convert|rewrite|discuss|outline|name|propose|implement|fix|answer)\b/giu;

/** One wish is simple; two or three, or one with several conditions, moderate; more of both complex. */
const complexityOf = (text: string): string => {
  const [simple, moderate, complex] = levels.complexity_of_intents;
  const questions = countMatches(text, /[?？]/gu);
  const wishes = Math.max(1, countMatches(text, imperatives) + questions);
  const conditions = countMatches(
    text,
    /\b(?:must|should|make sure|ensure|without|except|unless|at least|at most|however|first|second|finally)\b/giu,
  );
  const numbered = countMatches(text, /^\s*(?:\d+[.)]|[-*•])\s/gmu);
  const load = wishes + conditions / 2 + Math.min(4, numbered);
  if (load >= 5 || (wishes >= 3 && splitSentences(text).length > 8)) return complex;
  return load >= 2 ? moderate : simple;
};

const material: readonly (readonly [string, RegExp])[] = [
  ["code", /```|^\s*(?:def |class |import |#include|function\s*\w*\(|public static|SELECT\s.+\sFROM\s|const \w+ =|let \w+ =)/mu],
  ["html", /<(?:html|body|div|p|a|span|table|script|head|ul|li|h[1-6])(?:\s[^>]*)?>/iu],
  ["json", /[{[]\s*"[^"\n]+"\s*[:,]/u],
  ["table", /^[^\n|]*\|[^\n|]*\|[^\n]*$|^[^\n\t]+\t[^\n\t]+\t/mu],
  ["csv", /^(?:[^\n,]{1,40},){3,}[^\n,]{1,40}\n(?:[^\n,]{1,40},){3,}/mu],
  ["link", /https?:\/\/\S+/u],
  ["list", /(?:^\s*(?:\d+[.)]|[-*•])\s.+\n){3,}/mu],
  ["quotation", /["“][^"”\n]{120,}["”]|^>\s.{40,}/mu],
  ["passage", /(?:text|passage|article|paragraph|sentence|email|input|context|following)\b[^\n]{0,80}[:：]\s*\n?[^\n]{60,}/iu],
  ["equation", /\$[^$\n]{3,}\$|\\(?:frac|int|sum|sqrt)\b|\\begin\{/u],
];

const materialOf = (text: string): string[] => material.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));

const constraint: readonly (readonly [string, RegExp])[] = [
  [
    "#words",
    /\b(?:in|under|within|at most|at least|less than|fewer than|more than|maximum|minimum|about|around|exactly|up to|no more than)?\s*\d[\d,]*(?:\s*-\s*\d+)?[ -]words?\b/iu,
  ],
  ["#sentences", /\b(?:one|two|three|four|five|a single|\d+)[ -](?:sentences?|paragraphs?|lines?|bullet points?|pages?|stanzas?)\b/iu],
  [
    "#items",
    /\b(?:list|give|name|write|provide|suggest|generate|top)\b[^.\n]{0,30}\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b\s+\p{L}+/iu,
  ],
  ["content=table", /\b(?:as|in|into|create|make|using)\s+(?:a\s+)?(?:markdown\s+)?table\b/iu],
  [
    "content=json",
    /\b(?:json|yaml|xml|csv|html|markdown|latex)\b[^.\n]{0,30}\b(?:format|output|object|file|array|table)\b|\b(?:in|as|to|using)\s+(?:valid\s+)?(?:json|yaml|xml|csv|html|markdown|latex)\b/iu,
  ],
  ["content=list", /\b(?:bullet(?:ed)?(?: points?)?|numbered list|as a list|in list form|step[- ]by[- ]step)\b/iu],
  [
    "content=code",
    /\b(?:write|create|implement|give|generate|in)\b[^.\n]{0,40}\b(?:python|javascript|java|c\+\+|sql|bash|typescript|rust|html|php|ruby|script|program|regex)\b/iu,
  ],
  [
    "include",
    /\b(?:must|should|make sure to|be sure to|please)\s+(?:also\s+)?(?:include|contain|mention|use|start with|end with|begin with)\b|\bending? (?:the response )?with\b/iu,
  ],
  ["exclude", /\b(?:do not|don't|without|avoid)\s+(?:use|using|include|including|mention\w*|say\w*|repeat\w*)\b/iu],
  ["form=verse", /\b(?:haiku|sonnet|limerick|rhym\w+|acrostic)\b/iu],
  [
    "style",
    /\bin the (?:style|voice|tone) of\b|\b(?:formal|informal|casual|professional|humorous|polite)\s+(?:tone|style|language|email|letter)\b/iu,
  ],
  ["template", /\b(?:format|template|structure)\s*[:：]|\[[A-Z][A-Z _]{2,}\]|\\boxed\{/u],
];

const constraintsOf = (text: string): string[] => constraint.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
