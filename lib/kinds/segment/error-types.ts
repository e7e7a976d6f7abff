/** A sort of error; a slash in its name makes a tree. `points` by severity where it costs otherwise than its severity says. */
export type ErrorType = { name: string; points?: Record<string, number> };

/** Points as MQM is usually counted; other types cost what their severity says. */
export const usualPoints = {
  severity: new Map<string, number>([
    ["neutral", 0],
    ["minor", 1],
    ["major", 5],
    ["critical", 10],
  ]),
  byType: new Map<string, Record<string, number>>([
    ["non-translation!", { Minor: 25, Major: 25 }],
    ["non-translation", { Minor: 25, Major: 25 }],
    ["fluency/punctuation", { Minor: 0.1 }],
  ]),
};

const mqmTypeNames = [
  "Accuracy/Mistranslation",
  "Accuracy/Omission",
  "Accuracy/Addition",
  "Accuracy/Untranslated text",
  "Fluency/Grammar",
  "Fluency/Punctuation",
  "Fluency/Spelling",
  "Fluency/Register",
  "Fluency/Inconsistency",
  "Fluency/Character encoding",
  "Terminology/Inappropriate for context",
  "Terminology/Inconsistent",
  "Style/Awkward",
  "Locale convention/Format",
  "Source error",
  "Non-translation!",
  "Other",
];

/** The error types of MQM with the points that its raters use, asked where marks are weighed and nothing else was chosen. */
export const mqmTypes: ErrorType[] = mqmTypeNames.map((name) => typeWithUsualPoints(name));

export function typeWithUsualPoints(name: string): ErrorType {
  const points = usualPoints.byType.get(name.toLowerCase());
  return points ? { name, points: { ...points } } : { name };
}

/** Asked where text is corrected and nothing else was chosen. */
export const plainTypes: ErrorType[] = ["Factual", "Unsupported", "Contradiction", "Unclear", "Harmful advice", "Language", "Other"].map(
  (name) => ({
    name,
  }),
);
