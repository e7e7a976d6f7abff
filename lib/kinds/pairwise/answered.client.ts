import { titled } from "@/components/ui/words";
import type { KindForm } from "@/lib/kinds/contract";
import { configOf, responseOf } from "@/lib/kinds/pairwise/answers";
import { leanOf } from "@/lib/kinds/pairwise/lean";
import { wordsIn } from "@/lib/kinds/pairwise/words.client";

const sides = ["A", "B"] as const;

/** "A slightly better"; "Helpful: A much · Overall: same · A: safe · B: severe". */
export const answered: KindForm["answered"] = ({ config: value, shownOrder, response: given }, locale) => {
  const config = configOf(value);
  const response = responseOf(given);
  const t = wordsIn(locale);
  const questions = config.questions.flatMap((question) => {
    const answer = response.answers[question.name];
    if (!answer) return [];
    const words = t(leanOf(answer, config, shownOrder, config.questions.length > 1 ? "short" : "long"));
    return [config.questions.length > 1 ? titled(question.title, words) : words];
  });
  const each = sides.flatMap((side, index) => {
    const key = String(shownOrder[index]);
    const acceptable = response.acceptable?.[key];
    const level = response.safety?.[key]?.level;
    return [
      ...(acceptable === undefined ? [] : [t(acceptable ? "acceptable.keyYes" : "acceptable.keyNo", { side })]),
      ...(level === undefined ? [] : [`${side}: ${level}`]),
    ];
  });
  return [...questions, ...each].join(" · ");
};
