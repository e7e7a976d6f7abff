import { expect, it } from "vitest";
import { beginWith } from "@/components/annotate/written-drafts";
import { plainWork } from "@/scripts/testing/work";

const draft = { response: null, comment: "written on a train, and never sent", flagged: false, extras: [] };
const found = { assignmentId: "7", after: 0, draft, saved: false };

it.each([
  { since: "7", goesOn: true },
  { since: "5", goesOn: true },
  { since: "12", goesOn: false },
])("what was written here under lease 7 goes on in lease 12 whose drafts begin with $since: $goesOn", ({ since, goesOn }) => {
  const begun = beginWith(plainWork("12", { draftsSince: since }), found);
  expect(begun.unsaved).toBe(goesOn);
  expect(begun.draft.comment).toBe(goesOn ? draft.comment : "");
  expect(begun.other).toBeNull();
});
