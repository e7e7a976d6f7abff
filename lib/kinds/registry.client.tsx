import type { KindForm } from "@/lib/kinds/contract";
import type { KindId } from "@/lib/kinds/registry";

/** The forms of all kinds, each fetched when a campaign first needs it. A kind without its line does not compile. */
export const kindForms: Record<KindId, () => Promise<KindForm>> = {
  pairwise: async () => (await import("@/lib/kinds/pairwise/form.client")).pairwiseForm,
  segment: async () => (await import("@/lib/kinds/segment/form.client")).segmentForm,
  ranking: async () => (await import("@/lib/kinds/ranking/form.client")).rankingForm,
  pointwise: async () => (await import("@/lib/kinds/pointwise/form.client")).pointwiseForm,
};

/** @throws Error for a kind that has no form */
export const loadKindForm = async (id: string): Promise<KindForm> => {
  const load = new Map(Object.entries(kindForms)).get(id);
  if (!load) throw new Error(`The kind “${id}” has no form.`);
  return load();
};
