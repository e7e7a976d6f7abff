import { z } from "zod";

export const mediaTypes = ["image", "video", "audio"] as const;
export type MediaType = (typeof mediaTypes)[number];

/** A medium as a file's row names it: an uploaded file by its name, or an address on an allowed host. */
export const mediaSourceSchema = z
  .object({
    type: z.enum(mediaTypes),
    file: z.string().min(1).max(500).optional(),
    url: z
      .url({ protocol: /^https$/ })
      .max(2_000)
      .optional(),
    /** what it shows, for those who cannot see or hear it */
    alt: z.string().max(2_000).nullish(),
  })
  .refine((medium) => (medium.file === undefined) !== (medium.url === undefined), "names either a file or an https address");
export type MediaSource = z.infer<typeof mediaSourceSchema>;

/** A medium as it is stored and shown; `src` is an address of ours, or one on an allowed host. */
export const mediaRefSchema = z.object({
  type: z.enum(mediaTypes),
  src: z.string().min(1).max(2_000),
  alt: z.string().nullable(),
});
export type MediaRef = z.infer<typeof mediaRefSchema>;

export const mediaListSchema = z.array(mediaRefSchema);

/** Of one prompt or response. */
export const mediaPerText = 16;

export const mediaLimits = { uploadBytes: 2_000_000_000 } as const;

export const mediaAssetSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  type: z.enum(mediaTypes),
  contentType: z.string(),
  byteSize: z.number(),
  createdAt: z.iso.datetime(),
});
export type MediaAssetView = z.infer<typeof mediaAssetSchema>;

export const assetAddress = (assetId: string): string => `/api/media/${assetId}`;
