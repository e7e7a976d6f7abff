import { kinds } from "@/lib/kinds/registry";

export type KindChoice = { id: string; title: string; summary: string };

/** What can be asked, for whoever creates a campaign. */
export const listKinds = (): KindChoice[] => Object.values(kinds).map(({ id, title, summary }) => ({ id, title, summary }));
