import type { Work } from "@/lib/assignments/schema";

/** An item as the desk gets it, with nothing done to it yet: what a test says nothing of. */
export const plainWork = (id: string, own: Partial<Work> = {}): Work => ({
  assignmentId: id,
  epoch: "1",
  leaseUntil: "2026-01-01T00:00:00.000Z",
  taskId: `tsk_${id}`,
  unitKey: "",
  questionVersion: 1,
  questionHash: "",
  contentWarning: null,
  prompt: `Question ${id}`,
  media: [],
  meta: [],
  candidates: [],
  draft: null,
  draftVersion: 0,
  draftSavedAt: null,
  draftsSince: "0",
  returned: null,
  ...own,
});
