import { describe, expect, it } from "vitest";
import { keepFigures, keptAboveRows } from "@/lib/kept-figures";

const counter = (rows: number) => {
  let reads = 0;
  let time = 0;
  const readKept = keepFigures<{ reads: number; rows: number }>(
    (value) => value.rows,
    () => time,
  );
  return { pass: (ms: number) => (time += ms), read: (key: string) => readKept(key, async () => ({ reads: (reads += 1), rows })) };
};

describe("figures that are kept", () => {
  it("are read anew each time where they are of few rows", async () => {
    const { read } = counter(keptAboveRows);
    expect([(await read("few")).reads, (await read("few")).reads]).toEqual([1, 2]);
  });

  it("are those of half a minute ago at most where they are of many, one reading for all who come meanwhile", async () => {
    const { read, pass } = counter(keptAboveRows + 1);
    await read("many");
    pass(29_999);
    expect((await read("many")).reads).toBe(1);
    expect((await read("other")).reads).toBe(2);
    pass(2);
    const together = await Promise.all([read("many"), read("many"), read("many")]);
    expect(together.map(({ reads }) => reads)).toEqual([3, 3, 3]);
  });

  it("are read again after a reading that failed", async () => {
    let now = 0;
    const readKept = keepFigures<number>(
      (rows) => rows,
      () => now,
    );
    const read = (fail: boolean) => readKept("failing", async () => (fail ? Promise.reject(new Error("gone")) : keptAboveRows + 1));
    await read(false);
    now = 60_000;
    await expect(read(true)).rejects.toThrow("gone");
    expect(await read(false)).toBe(keptAboveRows + 1);
  });
});
