import { expect, it } from "vitest";
import { formats } from "@/lib/exports/formats/registry";
import { Tally } from "@/lib/exports/tally";

it("keeps of each prompt what the first item gives in every campaign, and nothing of another item", () => {
  const tally = new Tally({ dedup: "prompts" }, formats["trl-preference"]);
  const given = (item: string, chosen: string) =>
    tally
      .admit({ item, promptHash: "p", split: "train" }, [{ unitKey: "0-1", part: "", rows: [{ prompt: "p", chosen, rejected: "c" }] }])
      .map((one) => ("none" in one ? one.none : "rows"));
  expect([given("one", "a"), given("one", "b"), given("two", "a")]).toEqual([["rows"], ["rows"], ["duplicate"]]);
  expect(tally.result()).toMatchObject({ considered: 3, exported: 2, excluded: { duplicate: 1 } });
});
