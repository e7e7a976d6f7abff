import { describe, expect, it } from "vitest";
import { actionNames, actionOf, deskActions, keyMapOf, keySign, remap } from "@/components/annotate/key-map";

describe("keys of the desk", () => {
  it("are one an action to begin with, none of them a digit", () => {
    expect(new Set(Object.values(deskActions)).size).toBe(actionNames.length);
    for (const key of Object.values(deskActions)) expect(key).not.toMatch(/^\d$/);
  });

  it("move where their user puts them, and back", () => {
    const moved = remap({}, "skip", "K", ["1", "2"]);
    expect(moved).toEqual({ ok: true, keys: { skip: "k" } });
    const map = keyMapOf(moved.ok ? moved.keys : {});
    expect(actionOf(map, "k")).toBe("skip");
    expect(actionOf(map, "s")).toBeNull();
    expect(remap({ skip: "k" }, "skip", "s", [])).toEqual({ ok: true, keys: {} });
  });

  it("are refused where something else has them", () => {
    expect(remap({}, "skip", "f", [])).toEqual({ ok: false, holder: "flag" });
    expect(remap({}, "skip", "t", ["T"])).toEqual({ ok: false, holder: "answer" });
    for (const key of ["4", "Escape", "Tab", ""]) expect(remap({}, "skip", key, [])).toEqual({ ok: false, holder: "answer" });
  });

  it("fall back to the usual where what is stored makes no sense", () => {
    expect(keyMapOf({ skip: "7", flag: "Escape", nonsense: "q" })).toEqual(deskActions);
  });

  it("are printed as they are engraved", () => {
    expect(["Enter", "s", "ArrowLeft", "F2"].map(keySign)).toEqual(["↵", "S", "←", "F2"]);
  });
});
