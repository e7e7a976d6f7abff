import { z } from "zod";
import { isRecord, jsonCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { matchColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

/** Questions with given answers. What people wrote in their own words, and when and how fast they answered, is not taken over. */
const asked = [
  ...["age", "gender", "employment_status", "education", "marital_status", "english_proficiency", "study_locale"],
  ...["lm_familiarity", "lm_indirect_use", "lm_direct_use", "lm_frequency_use"],
];
/** Questions answered in own words which the set put into classes. */
const classed = { religion: "simplified", ethnicity: "simplified" } as const;
const places = ["birth_country", "reside_country"];

const fields = ["user_id", ...asked, ...Object.keys(classed), "location"].map((name) => ({
  name,
  title: name.replaceAll("_", " "),
  required: name === "user_id",
}));

const longestAnswer = 120;
const answerSchema = z.string().trim().min(1).max(longestAnswer);
const within = (value: unknown, key: string): unknown => {
  const cell = jsonCell(value);
  return isRecord(cell) ? cell[key] : undefined;
};

/** PRISM's survey: what the people of its conversations told of themselves. It belongs to annotators, and holds no items. */
export const prismSurvey: ImportFormat = {
  title: "PRISM survey",
  about: "A person with what they told of themselves: the profile of the annotator of that name, and no item.",
  fields,
  annotator: null,
  peopleAlone: true,
  recognise: (sample) => {
    const columns = matchColumns(sample, fields);
    const told = columns && [...asked, ...Object.keys(classed)].filter((name) => columns[name] !== null).length;
    return columns && told !== null && told >= 3 && (sample.columns.has("survey_only") || sample.columns.has("stated_prefs"))
      ? { confidence: 0.96, columns }
      : null;
  },
  read: ([record]) => {
    if (!record) return { rows: [] };
    const parsed = readFields(z.object({ user_id: textSchema }), record.fields);
    if (!parsed.ok) return parsed;
    const given: [string, unknown][] = [
      ...asked.map((name): [string, unknown] => [name, record.fields[name]]),
      ...Object.entries(classed).map(([name, key]): [string, unknown] => [name, within(record.fields[name], key)]),
      ...places.map((name): [string, unknown] => [name, within(record.fields.location, name)]),
    ];
    const profile = Object.fromEntries(
      given.flatMap(([name, value]) => {
        const answer = answerSchema.safeParse(value);
        return answer.success ? [[name, answer.data]] : [];
      }),
    );
    return { rows: [], people: [{ name: parsed.data.user_id, profile }] };
  },
};
