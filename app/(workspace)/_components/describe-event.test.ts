import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { describeEvent, namesOfActs } from "@/app/(workspace)/_components/describe-event";

const event = { id: "1", at: "2026-11-20T12:00:00.000Z", actor: "Mirela", subjectId: null };

describe("describeEvent", () => {
  it("says what was done, with what was noted", () => {
    expect(describeEvent({ ...event, action: "tasks:open", detail: { tasksOpened: 1240, campaign: "Round 3", nested: { a: 1 } } })).toEqual(
      {
        what: "opened tasks",
        detail: "tasks opened 1,240, campaign Round 3",
      },
    );
  });

  it("calls by its number what has one, and leaves settings to the record", () => {
    const detail = { number: 2, format: "trl-preference", container: "jsonl" };
    expect(describeEvent({ ...event, action: "exports:create", detail })).toEqual({ what: "made data set v2", detail: "" });
    expect(describeEvent({ ...event, action: "routing:plan", detail: { number: 1, strategy: "best" } }).what).toBe("drew plan 1");
    expect(describeEvent({ ...event, action: "exports:create", detail: {} }).what).toBe("made a data set");
  });

  it("tells the kinds of an action apart, and leaves names of rows out", () => {
    const detail = { did: "correct", of: "ann_01m81vm1vrtyq9zxey03ftthps" };
    expect(describeEvent({ ...event, action: "annotations:own", detail })).toEqual({ what: "corrected an answer", detail: "" });
    expect(describeEvent({ ...event, action: "annotations:own", detail: { did: "submit" } })).toEqual({
      what: "answered an item",
      detail: "",
    });
    const moved = { to: "paused", from: "warned", campaignId: "cmp_01m81vm1vrtyq9zxey03ftthps" };
    expect(describeEvent({ ...event, action: "quality:manage", detail: moved })).toEqual({
      what: "let a person’s work rest, after missed known answers",
      detail: "",
    });
    expect(describeEvent({ ...event, action: "members:edit", detail: { from: "annotator", to: "admin" } }).detail).toBe(
      "from annotator, to admin",
    );
  });

  it("tells whom an admin barred or let in, and what became of an invitation", () => {
    const what = (action: string, detail: Record<string, unknown>) => describeEvent({ action, detail }).what;
    expect(what("members:edit", { disabled: true })).toBe("barred a member");
    expect(what("members:edit", { disabled: false })).toBe("let a member in again");
    expect(what("members:password", {})).toBe("gave a member a new password");
    expect(what("members:invite", { redeemed: "inv_1" })).toBe("joined by an invitation");
    expect(what("members:invite", { revoked: true })).toBe("took an invitation back");
    expect(what("members:invite", { role: "annotator" })).toBe("invited a person");
  });

  it("never tells the taking back, the sending or the change of a thing as its making", () => {
    const what = (action: string, detail: Record<string, unknown>) => describeEvent({ action, detail });
    expect(what("routing:plan", { number: 2, dropped: "committed" })).toEqual({ what: "dropped plan 2", detail: "" });
    expect(what("routing:plan", { table: "mixes", mixes: 40 })).toEqual({
      what: "added a table of measured mixes",
      detail: "table mixes, mixes 40",
    });
    expect(what("routing:plan", { dropped: true }).what).toBe("removed a table of measured mixes");
    expect(what("budgets:edit", { dropped: true }).what).toBe("removed a budget");
    expect(what("exports:create", { did: "send", number: 3, address: "hub/x" })).toEqual({
      what: "sent data set v3",
      detail: "address hub/x",
    });
    expect(what("reward-models:promote", { number: 4, promoted: false }).what).toBe("took back that reward model v4 is promoted");
    expect(what("reward-models:promote", { number: 4, promoted: true }).what).toBe("promoted reward model v4");
    expect(what("projects:archive", { archived: true }).what).toBe("archived the project");
    expect(what("projects:archive", { archived: false }).what).toBe("took the project out of the archive");
    expect(what("tasks:open", { closed: 12, slots: 14 })).toEqual({ what: "closed tasks", detail: "closed 12, slots 14" });
    expect(what("tasks:open", { asked: "close all" })).toEqual({ what: "asked for all tasks to be closed", detail: "" });
    expect(what("campaigns:edit", { created: "ratings", kind: "pointwise" })).toEqual({
      what: "created a campaign",
      detail: "kind pointwise",
    });
    expect(what("campaigns:edit", { from: "open", to: "paused" })).toEqual({ what: "paused a campaign", detail: "" });
    expect(what("campaigns:edit", { name: "Ratings" }).what).toBe("changed a campaign");
    expect(what("views:save", { did: "drop" })).toEqual({ what: "removed a view of the items", detail: "" });
  });

  it("has words for everything that is noted as done", () => {
    const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const done = files.flatMap((file) =>
      [...readFileSync(path.join("lib", file), "utf8").matchAll(/\bdid: "([^"]+)"/g)].map(([, did]) => did ?? ""),
    );
    expect(done.length).toBeGreaterThan(20);
    expect([...new Set(done)].filter((did) => !namesOfActs.some((name) => name.endsWith(`/${did}`)))).toEqual([]);
  });

  it("writes money as money", () => {
    expect(describeEvent({ ...event, action: "budgets:edit", detail: { period: "total", capMicros: 20_000_000 } }).detail).toBe(
      "period total, cap $20.00",
    );
  });

  it("does not hide an action that it has no words for, and cuts what is too long", () => {
    expect(describeEvent({ ...event, action: "gold:plant", detail: {} })).toEqual({ what: "gold plant", detail: "" });
    expect(describeEvent({ ...event, action: "tasks:open", detail: { note: "x".repeat(500) } }).detail).toHaveLength(120);
  });
});
