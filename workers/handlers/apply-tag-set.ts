import { dropTagSetChange, runTagSetChange } from "@/lib/tags/set-tag-set";
import type { Handler } from "@/workers/handler";

export const applyTagSetHandler: Handler = {
  run: async ({ actor, projectId, signal, report }) => {
    const items = await runTagSetChange(actor, { projectId }, { signal, report });
    return `${items.toLocaleString("en")} items have their new tags`;
  },
  // All or nothing: the set before holds still, with its tags.
  settle: dropTagSetChange,
};
