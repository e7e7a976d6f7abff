import { campaignTemplates } from "@/lib/projects/templates/templates";
import { kinds } from "@/lib/kinds/registry";

export type KindChoice = { id: string; title: string; summary: string; templates: { id: string; title: string; summary: string }[] };

/** What can be asked, for whoever creates a campaign, and what to start from. */
export const listKinds = (): KindChoice[] =>
  Object.values(kinds).map(({ id, title, summary }) => ({
    id,
    title,
    summary,
    templates: campaignTemplates
      .filter(({ kind }) => kind === id)
      .map((template) => ({ id: template.id, title: template.title, summary: template.summary })),
  }));
