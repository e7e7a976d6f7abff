import { z } from "zod";

/** How a person likes the desk. It follows them to other browsers; nothing here changes what is asked or stored. */

export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

export const deskLayouts = ["side", "stacked", "tabs", "focus"] as const;
export type DeskLayout = (typeof deskLayouts)[number];

export const deskFaces = ["serif", "sans", "dyslexic"] as const;
export const deskWidths = ["narrow", "normal", "wide"] as const;

export const deskPreferencesSchema = z.object({
  /** null: as the browser says */
  locale: z.enum(locales).nullable(),
  layout: z.enum(deskLayouts),
  /** the two responses scroll as one */
  together: z.boolean(),
  /** words that differ are marked */
  diff: z.boolean(),
  /** a beginning that both responses share is folded away */
  foldSame: z.boolean(),
  /** text as it was written, nothing interpreted */
  raw: z.boolean(),
  /** of the reading size, 1 = as designed */
  textScale: z.number().min(0.75).max(2),
  width: z.enum(deskWidths),
  face: z.enum(deskFaces),
  /** items marked as unsafe stay blurred until they are asked for */
  blurUnsafe: z.boolean(),
  /** an answer goes out with the key that completes it, where nothing can be added to it */
  sendAtOnce: z.boolean(),
  /** keys that differ from the usual ones, by what they do */
  keys: z.record(z.string().max(40), z.string().max(20)),
  /** the newest guide that was read, by campaign */
  seenGuides: z.record(z.string().max(60), z.number().int()),
});
export type DeskPreferences = z.infer<typeof deskPreferencesSchema>;

export const usualDesk: DeskPreferences = {
  locale: null,
  layout: "side",
  together: false,
  diff: false,
  foldSame: false,
  raw: false,
  textScale: 1,
  width: "normal",
  face: "serif",
  blurUnsafe: true,
  sendAtOnce: false,
  keys: {},
  seenGuides: {},
};

export const deskPatchSchema = deskPreferencesSchema.partial();

/** What is stored, each setting by itself: one that an earlier version wrote and this one cannot read falls back to the usual. */
export const readDeskPreferences = (stored: unknown): DeskPreferences => {
  const outer = z.object({ desk: z.record(z.string(), z.unknown()) }).safeParse(stored);
  const kept = Object.entries(outer.success ? outer.data.desk : {}).filter(
    ([name, value]) => deskPatchSchema.safeParse({ [name]: value }).success,
  );
  return deskPreferencesSchema.parse({ ...usualDesk, ...Object.fromEntries(kept) });
};

/** Which columns of a list a person sees, in their order. */
export const listColumnsSchema = z.object({ list: z.enum(["items"]), columns: z.array(z.string().min(1).max(40)).max(40).nullable() });
