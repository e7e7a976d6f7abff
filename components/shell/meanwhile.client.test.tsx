import { isValidElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Meanwhile } from "@/components/shell/meanwhile";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const draw = (data: Promise<number>) => Meanwhile({ data, skeleton: "skeleton", children: (read) => `read ${read}` });

const inside = (drawn: unknown): { fallback: unknown; children: unknown } => {
  if (!isValidElement<{ fallback: unknown; children: unknown }>(drawn)) throw new Error("nothing was drawn");
  return drawn.props;
};

test("what is there soon is drawn at once, within the same boundary", async () => {
  const { fallback, children } = inside(await draw(Promise.resolve(7)));
  expect(fallback).toBe("skeleton");
  expect(children).toBe("read 7");
});

test("what takes longer leaves the skeleton standing until it comes", async () => {
  let come: (read: number) => void = () => {};
  const drawn = draw(new Promise<number>((resolve) => (come = resolve)));
  await vi.advanceTimersByTimeAsync(1000);
  const { fallback, children } = inside(await drawn);
  expect(fallback).toBe("skeleton");
  expect(children).toBeInstanceOf(Promise);
  come(7);
  expect(await children).toBe("read 7");
});

test("what fails soon fails the page, which can still answer with its status", async () => {
  await expect(draw(Promise.reject(new RangeError("no such thing")))).rejects.toThrow("no such thing");
});
