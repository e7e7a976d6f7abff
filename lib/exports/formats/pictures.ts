import { z } from "zod";
import type { Column } from "@/lib/exports/columns";
import type { Entry } from "@/lib/exports/formats/contract";
import type { JsonValue, Row } from "@/lib/exports/formats/text";

const mediaSchema = z.array(z.object({ type: z.string(), url: z.string().optional(), file: z.string().optional() })).catch([]);

/** The pictures among some media, each by its file's name or its address. */
export const picturesOf = (media: JsonValue): string[] =>
  media === null ? [] : mediaSchema.parse(media).flatMap(({ type, file, url }) => (type === "image" ? (file ?? url ?? []) : []));

/** Pictures of prompts under the name by which trainers of models that see look for them. It stands only where every row has some. */
export const imagesColumn: Column = { name: "images", kind: "texts", optional: true };

export const imagesCell = ({ media }: Entry): Row => {
  const images = picturesOf(media);
  return images.length > 0 ? { images } : {};
};
