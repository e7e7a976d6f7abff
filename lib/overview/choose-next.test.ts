import { describe, expect, it } from "vitest";
import { chooseNext } from "@/lib/overview/choose-next";

type Facts = Parameters<typeof chooseNext>[0];

const counts = {
  items: 60,
  itemsToday: 0,
  itemsUnasked: 0,
  tasks: 60,
  openTasks: 0,
  labelsPeople: 240,
  labelsModels: 60,
  labelsToday: 0,
  annotators: 4,
};
const consensus = { aggregationId: "agg_1", decided: 56, undecided: 4, readAt: "2026-11-20T12:00:00.000Z", newerLabels: 0 };
const model = {
  number: 2,
  state: "done",
  trainPairs: 56,
  promoted: true,
  createdAt: "2026-11-20T13:00:00.000Z",
  accuracy: null,
  longerWins: null,
};
const dataset = { number: 1, rows: 56, createdAt: "2026-11-20T14:00:00.000Z" };
const plan = { number: 3, state: "committed", humanItems: 12, items: 60, costMicros: 4_000_000, rehearsal: false };
const complete: Facts = { counts, consensus, models: [model], plan, dataset, stuck: [], running: [] };

describe("chooseNext", () => {
  it("walks the line from its beginning", () => {
    expect(chooseNext({ ...complete, counts: { ...counts, items: 0 } })?.page).toBe("imports");
    const unlabelled = { ...counts, labelsPeople: 0, labelsModels: 0 };
    expect(chooseNext({ ...complete, counts: unlabelled, consensus: null, models: [] })?.label).toBe("Open tasks for 60 items");
    expect(chooseNext({ ...complete, consensus: null, models: [] })?.label).toBe("Aggregate 300 labels");
    expect(chooseNext({ ...complete, models: [], plan: null })?.label).toBe("Train on 56 tasks");
    expect(chooseNext({ ...complete, plan: null })?.page).toBe("routing");
    expect(chooseNext({ ...complete, dataset: null })?.label).toBe("Export 56 decided tasks");
    expect(chooseNext(complete)).toBeNull();
  });

  it("sends for people first where tasks wait and nobody may answer", () => {
    const stuck: Facts["stuck"] = [
      { kind: "no-annotators", stage: "labels", count: 1, name: "Round 1", reason: null, since: "2026-11-20T12:00:00.000Z" },
    ];
    expect(chooseNext({ ...complete, stuck })).toMatchObject({
      label: "Invite annotators",
      why: "1 task waits and nobody has been invited to answer.",
    });
  });

  it("asks for a new consensus only when enough labels came since", () => {
    expect(chooseNext({ ...complete, consensus: { ...consensus, newerLabels: 31 } })?.label).toBe("Aggregate 31 new labels");
    expect(chooseNext({ ...complete, consensus: { ...consensus, newerLabels: 20 } })).toBeNull();
  });

  it("sends nobody to a plan that was only rehearsed: it opens nothing", () => {
    const drawn = { ...plan, state: "drawn", items: 18, humanItems: 9 };
    expect(chooseNext({ ...complete, plan: drawn })).toMatchObject({
      label: "See plan 3",
      why: "Plan 3 would ask people about 9 of 18 tasks. Nothing is opened yet.",
    });
    expect(chooseNext({ ...complete, plan: { ...drawn, rehearsal: true } })).toBeNull();
  });

  it("does not offer what is being done already", () => {
    const facts: Facts = { ...complete, models: [], plan, running: [{ id: "job_1", name: "train-reward-model" }] };
    expect(chooseNext(facts)?.label ?? "").not.toMatch(/^Train/);
    expect(chooseNext({ ...complete, counts: { ...counts, items: 0 }, running: [{ id: "job_1", name: "import-items" }] })).toBeNull();
  });
});
