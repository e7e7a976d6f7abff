/** A pair of the demo with its truth: `better` is what a careful reader prefers, `gap` how plainly. */
export type SeedPair = {
  id: string;
  prompt: string | { role: string; content: string }[];
  better: { model: string; text: string };
  worse: { model: string; text: string };
  /** clear: one is wrong or useless. slight: both serve. equal: nobody could say, and the order of the two means nothing. */
  gap: "clear" | "slight" | "equal";
};

export type SeedDomain = { name: string; pairs: SeedPair[] };

/** Three made-up models. */
export const heron = "heron-13b";
export const kestrel = "kestrel-7b";
export const wren = "wren-3b";
