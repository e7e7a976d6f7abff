import { levelDimensions, numericFacts } from "./tag-set";
import type { LevelDimension, ListDimension, NumericFact, TagCondition, TagDefinition } from "./tag-set";

/** Fields of study that a prompt may belong to, as the published features name them. */
export const subjects = [
  "Anthropology",
  "History",
  "Linguistics and language",
  "Philosophy",
  "Religion",
  "Economics",
  "Geography",
  "Political science",
  "Psychology",
  "Sociology",
  "Biology",
  "Chemistry",
  "Earth sciences",
  "Physics",
  "Space sciences",
  "Computer sciences",
  "Logic",
  "System science",
  "Agriculture",
  "Architecture and design",
  "Business",
  "Divinity",
  "Education",
  "Chemical engineering",
  "Civil engineering",
  "Electrical engineering",
  "Materials science and engineering",
  "Mechanical engineering",
  "Environmental studies and forestry",
  "Family and consumer science",
  "Human physical performance and recreation",
  "Journalism",
  "Media studies and communication",
  "Law",
  "Library and museum studies",
  "Medicine and health",
  "Military sciences",
  "Social work",
  "Transportation",
  "Culinary arts",
  "Literature",
  "Performing arts",
  "Visual arts",
  "Mathematics",
  "Public administration",
  "Others",
] as const;
export type Subject = (typeof subjects)[number];

/** Levels of the scalar dimensions, from the least to the most. */
export const levels = {
  expertise_level: ["general public", "basic domain knowledge", "expert domain knowledge"],
  open_endedness: ["no", "low", "moderate", "high"],
  safety_concern: ["safe", "low", "moderate", "high"],
  complexity_of_intents: ["simple", "moderate", "complex"],
} as const satisfies Record<LevelDimension, readonly string[]>;

/** The three bins of a measure; the ends are printed as here, so that names match letter for letter. */
const bins = [
  [0, 0.33, "0.0", "0.33"],
  [0.33, 0.67, "0.33", "0.67"],
  [0.67, 1, "0.67", "1.0"],
] as const;

/** Name of a condition in the published notation; null for conditions that it does not have. */
export function publishedName(condition: TagCondition): string | null {
  switch (condition.is) {
    case "bin": {
      const bin = bins.find(([low, high]) => low === condition.low && high === condition.high);
      return bin ? `${condition.fact}::min_val=${bin[2]}|max_val=${bin[3]}` : null;
    }
    case "level":
      return `analyzer_scalar::feature_name=${condition.dimension}|value=${condition.value}`;
    case "member":
      return `analyzer_closed_set::feature_name=${condition.dimension}|constraints=${condition.value}`;
    case "exists":
      return `analyzer_open_set::feature_name=${condition.dimension}|check_for_existence=1`;
    default:
      return null;
  }
}

const binsOf = (fact: NumericFact): TagCondition[] => bins.map(([low, high]) => ({ is: "bin", fact, low, high }));
const member = (dimension: ListDimension, value: string): TagCondition => ({ is: "member", dimension, value });

function named(conditions: TagCondition[]): TagDefinition[] {
  return conditions.flatMap((condition) => {
    const name = publishedName(condition);
    return name === null ? [] : [{ name, condition }];
  });
}

/**
 * The 90 published tags: 9 measures in 3 bins, 46 subjects, English, 14 levels, and whether there is material in the context or
 * a constraint on the form.
 * Source: Miranda et al. (2025), arXiv:2410.19133, appendix; the names are those of the published coefficients.
 */
export const publishedTags: readonly TagDefinition[] = named([
  ...numericFacts.flatMap(binsOf),
  ...subjects.map((subject) => member("subject_of_expertise", subject)),
  member("languages", "English"),
  ...levelDimensions.flatMap((dimension) => levels[dimension].map((value): TagCondition => ({ is: "level", dimension, value }))),
  { is: "exists", dimension: "type_of_in_context_material" },
  { is: "exists", dimension: "format_constraints" },
]);
