import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { problemResponse, toRefusal } from "@/lib/http/problem";

const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return toRefusal(error);
  }
  throw new Error("nothing was thrown");
};

describe("toRefusal", () => {
  it("names each field that is wrong, once", () => {
    const schema = z.object({ name: z.string(), sizes: z.array(z.number().min(1).int()) });
    const refusal = refusalOf(() => schema.parse({ sizes: [1, 0.5] }));
    expect(refusal).toMatchObject({ code: "invalid_input", status: 400 });
    expect(Object.keys(refusal.fields).sort()).toEqual(["name", "sizes.1"]);
  });

  it("says of our own errors what the user may read", () => {
    const refusal = toRefusal(new AppError("conflict", { message: "row 17 of table x", userMessage: "It is taken." }));
    expect(refusal).toEqual({ code: "conflict", status: 409, message: "It is taken.", fields: {} });
  });

  it("says nothing of faults", () => {
    const secret = `connect ECONNREFUSED postgres://${"admin:hunter2"}@db`;
    const faults: [unknown, number][] = [
      [new Error(secret), 503], // the database is away, and the request may be sent again
      [new Error(`broken: ${secret.slice(22)}`), 500],
      [secret, 500],
      [Object.assign(new Error(`no space left on device, write ${secret}`), { code: "ENOSPC" }), 503],
      [new Error(`could not extend file "${secret}": No space left on device`), 503],
      [new AppError("internal", { message: secret, userMessage: "Try again." }), 500],
    ];
    for (const [thrown, status] of faults) {
      const refusal = toRefusal(thrown);
      expect(refusal.status).toBe(status);
      expect(JSON.stringify(refusal)).not.toContain("hunter2");
    }
  });
});

describe("problemResponse", () => {
  it("is problem details that nobody may keep", async () => {
    const response = problemResponse({ code: "not_found", status: 404, message: "No such item.", fields: {} });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      type: "urn:plumbline:problem:not_found",
      title: "Not found",
      detail: "No such item.",
      status: 404,
      code: "not_found",
    });
  });
});
