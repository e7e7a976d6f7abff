import type { UnitDifference } from "@/lib/items/schema";
import type { AnyKind } from "@/lib/kinds/registry";

type Vote = { annotator: string; response: unknown };

/**
 * How the answers to a unit differ, for each question that two or more of them answer: the mean distance of two answers, by the
 * distance of the question's answers where they have one, else 0 for the same label and 1 for another; and who stands apart.
 */
export const unitDifferences = (kind: AnyKind, config: unknown, unitKey: string, votes: Vote[]): UnitDifference[] =>
  kind.questions(config).flatMap(({ name, title }) => {
    const distance = kind.distance(config, name);
    const given = votes.flatMap(({ annotator, response }) => {
      const forms = kind.normalise(config, unitKey, response).filter((form) => form.question === name);
      return forms.length === 0 ? [] : [{ annotator, response, label: forms.map((form) => kind.label(form)).join(" ") }];
    });
    if (given.length < 2) return [];
    const sums = given.map((a, index) =>
      given.reduce((sum, b, other) => {
        if (other === index) return sum;
        return sum + (distance ? distance.between(a.response, b.response) : a.label === b.label ? 0 : 1);
      }, 0),
    );
    const means = sums.map((sum) => sum / (given.length - 1));
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    const most = Math.max(...means);
    const apart = given.filter((_, index) => (means[index] ?? 0) >= most - 1e-12);
    const [only] = apart;
    const farthest = given.length > 2 && apart.length === 1 && only ? { annotator: only.annotator, mean: most } : null;
    return [{ question: title, mean, pairs: (given.length * (given.length - 1)) / 2, farthest }];
  });
