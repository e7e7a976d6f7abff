import { describe, expect, it } from "vitest";
import { readDeskPreferences, usualDesk } from "@/lib/auth/preferences-schema";

describe("stored preferences of the desk", () => {
  it("are the usual ones where nothing is stored, or nothing that can be read", () => {
    for (const stored of [{}, null, "x", { desk: 3 }, { desk: { layout: "spiral", textScale: 99 } }]) {
      expect(readDeskPreferences(stored)).toEqual(usualDesk);
    }
  });

  it("keep what can be read beside what cannot", () => {
    const stored = { desk: { layout: "tabs", face: "wingdings", keys: { skip: "x" }, gone: true } };
    expect(readDeskPreferences(stored)).toEqual({ ...usualDesk, layout: "tabs", keys: { skip: "x" } });
  });
});
