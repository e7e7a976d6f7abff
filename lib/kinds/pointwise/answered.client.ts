import { titled } from "@/components/ui/words";
import type { KindForm } from "@/lib/kinds/contract";
import { configOf, letterOf, ratingOf, responseOf } from "@/lib/kinds/pointwise/answering";
import { classOf, labelsOf } from "@/lib/kinds/pointwise/rating";
import type { RatingValue, Scale } from "@/lib/kinds/pointwise/schema";
import { wordsIn } from "@/lib/kinds/pointwise/words.client";

/** "4"; "Tone: 4 · Safe: Yes"; with several responses "K: Tone: 4 · L: Tone: 2". */
export const answered: KindForm["answered"] = ({ config: value, shownOrder, response: given }, locale) => {
  const { scales } = configOf(value);
  const response = responseOf(given);
  const t = wordsIn(locale);
  const said = (scale: Scale, rating: RatingValue): string => {
    if (scale.type === "yes-no") return t(classOf(scale, rating) === "yes" ? "yes" : "no");
    if (scale.type !== "labels") return String(rating);
    const titles = scale.options.filter((option) => labelsOf(rating).includes(option.value)).map((option) => option.title);
    return titles.length > 0 ? titles.join(", ") : t("none");
  };
  return shownOrder
    .flatMap((ordinal, place) => {
      const ratings = scales.flatMap((scale) => {
        const rating = ratingOf(response, ordinal, scale);
        return rating === undefined ? [] : [scales.length > 1 ? titled(scale.title, said(scale, rating)) : said(scale, rating)];
      });
      return ratings.length === 0 ? [] : [shownOrder.length > 1 ? `${letterOf(place)}: ${ratings.join(", ")}` : ratings.join(" · ")];
    })
    .join(" · ");
};
