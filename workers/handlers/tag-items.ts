import { runTagging, settleTagging } from "@/lib/tags/request-tagging";
import type { Handler } from "@/workers/handler";

export const tagItemsHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { items, tags, tagger, untold } = await runTagging(actor, { projectId, taggingId: subjectId }, { signal, report });
    const rest = untold === 0 ? "" : `; of ${untold.toLocaleString("en")} prompts it said nothing`;
    return `${items.toLocaleString("en")} items described by ${tagger}, ${tags.toLocaleString("en")} tags${rest}`;
  },
  settle: settleTagging,
};
