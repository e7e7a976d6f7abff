import { profileAnswersSchema } from "@/lib/qualification/schema";

/** What fewer than this many people said is never told: it could name them. */
export const leastPeople = 5;

export type DemographicCount = { field: string; values: { value: string; people: number }[]; hidden: number };

const wordsOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.map(String);
  return value === null || value === undefined || value === "" ? [] : [String(value)];
};

/**
 * How many people gave which answer to each field of a profile. Answers of fewer than five people are counted together as
 * hidden; where those are fewer than five between them, the smallest group that is told goes with them, since the difference to
 * the known total would tell what is hidden. A field that fewer than five answered is left out.
 */
export const countDemographics = (profiles: unknown[]): DemographicCount[] => {
  const fields = new Map<string, Map<string, number>>();
  for (const profile of profiles) {
    const answers = profileAnswersSchema.safeParse(profile);
    if (!answers.success) continue;
    for (const [field, value] of Object.entries(answers.data)) {
      const counts = fields.get(field) ?? new Map<string, number>();
      for (const word of wordsOf(value)) counts.set(word, (counts.get(word) ?? 0) + 1);
      fields.set(field, counts);
    }
  }
  return [...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([field, counts]): DemographicCount[] => {
      const values = [...counts]
        .map(([value, people]) => ({ value, people }))
        .sort((a, b) => b.people - a.people || (a.value < b.value ? -1 : 1));
      const told = values.filter(({ people }) => people >= leastPeople);
      let hidden = values.filter(({ people }) => people < leastPeople).reduce((sum, { people }) => sum + people, 0);
      while (hidden > 0 && hidden < leastPeople && told.length > 0) hidden += told.pop()?.people ?? 0;
      return told.length === 0 ? [] : [{ field, values: told, hidden }];
    });
};
