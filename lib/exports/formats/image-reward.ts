import type { Entry, Format } from "@/lib/exports/formats/contract";
import { picturesOf } from "@/lib/exports/formats/pictures";
import { anyQuestion, leftOut, ranksOf, standings } from "@/lib/exports/formats/shared";
import { promptText } from "@/lib/exports/formats/text";

/** The one picture that a response shows, by its file's name or its address; null where it shows none or several. */
const pictureOf = ({ candidates }: Entry, ordinal: number | null): string | null => {
  const [first = null, ...others] = picturesOf((ordinal === null ? null : candidates[ordinal]?.media) ?? null);
  return others.length === 0 ? first : null;
};

/**
 * Pictures of a prompt with their places, 1 the best, as ImageReward's trainer reads them (Xu et al. 2023): it makes a pair of each two
 * whose places differ, and opens `generations` beneath its folder of images. Texts that people wrote have no picture and no place.
 */
export const imageReward: Format = {
  reads: "consensus",
  namesMedia: true,
  refuse: anyQuestion,
  columns: () => [
    { name: "id", kind: "text" },
    { name: "prompt", kind: "text" },
    { name: "generations", kind: "texts" },
    { name: "ranking", kind: "integers" },
  ],
  write: (entry, { asked, recipe }) => {
    const standing = standings(entry).filter(({ side }) => side.ordinal !== null);
    const [first] = standing;
    if (!first) return leftOut(entry);
    const { unitKey, part } = first;
    const pictures = standing.flatMap(({ side }) => pictureOf(entry, side.ordinal) ?? []);
    if (pictures.length < standing.length || pictures.length < 2) return [{ unitKey, part, none: "no-picture" }, ...leftOut(entry)];
    const id = recipe.resolved.campaigns.length > 1 ? `${entry.item}#${asked.campaign}` : entry.item;
    const row = { id, prompt: promptText(entry.prompt), generations: pictures, ranking: ranksOf(standing) };
    return [{ unitKey, part, rows: [row] }, ...leftOut(entry)];
  },
};
