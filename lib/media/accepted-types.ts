import type { MediaType } from "@/lib/media/schema";

/**
 * What browsers show by themselves and what cannot carry a script. SVG is left out: it is a document that may run one.
 */
const accepted = new Map<string, MediaType>([
  ["image/png", "image"],
  ["image/apng", "image"],
  ["image/jpeg", "image"],
  ["image/webp", "image"],
  ["image/gif", "image"],
  ["image/avif", "image"],
  ["video/mp4", "video"],
  ["video/webm", "video"],
  ["audio/mpeg", "audio"],
  ["audio/wav", "audio"],
  ["audio/ogg", "audio"],
  ["audio/flac", "audio"],
  ["audio/mp4", "audio"],
  ["audio/x-m4a", "audio"],
]);

/** Types that a browser knows under another name. */
const names = new Map([
  ["video/x-m4v", "video/mp4"],
  ["audio/x-m4a", "audio/mp4"],
  ["audio/vnd.wave", "audio/wav"],
  ["audio/ogg; codecs=opus", "audio/ogg"],
]);

/** The medium that bytes of a type are, null where they are none that is served. */
export const acceptedType = (contentType: string): { type: MediaType; contentType: string } | null => {
  const named = names.get(contentType) ?? contentType;
  const type = accepted.get(named);
  return type ? { type, contentType: named } : null;
};
