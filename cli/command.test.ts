import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseOptions } from "@/cli/command";

describe("wrong options", () => {
  const schema = z.object({
    threads: z.coerce.number().int().min(1).max(256).optional(),
    onError: z.enum(["stop", "skip"]).default("stop"),
    project: z.string("is needed").optional(),
    home: z.string().min(1).optional(),
  });
  it.each([
    [{ threads: "x" }, "--threads: must be a number"],
    [{ threads: "1.5" }, "--threads: must be a whole number"],
    [{ threads: "0" }, "--threads: must be at least 1"],
    [{ threads: "999" }, "--threads: must be at most 256"],
    [{ onError: "maybe" }, "--on-error: is none of stop, skip"],
    [{ home: "" }, "--home: must not be empty"],
    [{ project: 7 }, "--project: is needed"],
  ])("%o", (options, told) => {
    expect(() => parseOptions(schema, options)).toThrow(told);
  });
});
