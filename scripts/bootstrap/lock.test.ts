import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { doOnce } from "./lock.mjs";
import { checkoutState } from "./paths.mjs";

const lockOf = (name: string): boolean => existsSync(path.join(checkoutState, `${name}.lock`));

it("a work that many ask for is done by one of them, and under its lock", async () => {
  const name = `test-once-${process.pid}`;
  let done = 0;
  const seen: boolean[] = [];
  const ask = () =>
    doOnce(
      name,
      () => done > 0,
      async () => {
        seen.push(lockOf(name));
        await new Promise((resolve) => setTimeout(resolve, 5));
        done += 1;
      },
    );
  const answers = await Promise.all([ask(), ask(), ask()]);
  expect({ done, seen, answers: answers.filter(Boolean) }).toEqual({ done: 1, seen: [true], answers: [true] });
  expect(lockOf(name)).toBe(false);
});

it("what is done is found so without a lock, which a reader of somebody else's checkout could not make", async () => {
  const name = `test-done-${process.pid}`;
  const looks: boolean[] = [];
  const isDone = () => {
    looks.push(lockOf(name));
    return true;
  };
  expect(await doOnce(name, isDone, () => Promise.reject(new Error("not asked for")))).toBe(false);
  expect(looks).toEqual([false]);
});

it("a work that fails leaves no lock, and the next one who asks does it", async () => {
  const name = `test-again-${process.pid}`;
  await expect(
    doOnce(
      name,
      () => false,
      () => Promise.reject(new Error("no disk")),
    ),
  ).rejects.toThrow("no disk");
  expect(
    await doOnce(
      name,
      () => false,
      () => Promise.resolve(),
    ),
  ).toBe(true);
  expect(lockOf(name)).toBe(false);
});
