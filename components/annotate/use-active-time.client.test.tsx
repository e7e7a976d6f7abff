import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useActiveTime } from "@/components/annotate/use-active-time";

beforeEach(() => {
  vi.useFakeTimers();
  window.localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  window.localStorage.clear();
});

const pass = (seconds: number): void =>
  act(() => {
    vi.advanceTimersByTime(seconds * 1_000);
  });
const desk = (name: string | null, before = 0) => renderHook(() => useActiveTime(name, before));

it("goes on after a reload from where it was, and is never the sum of draft and browser", () => {
  const first = desk("7 1");
  pass(10);
  expect(first.result.current.seconds()).toBe(10);
  // A page that goes says so; nothing of it is taken down in order.
  pass(0.5);
  window.dispatchEvent(new Event("pagehide"));
  const left = window.localStorage.getItem("plumbline-active") ?? "";
  first.unmount();
  window.localStorage.setItem("plumbline-active", left);
  const again = desk("7 1", 8);
  pass(3);
  expect(again.result.current.seconds()).toBeCloseTo(13.5, 1);
  // Another browser had more, and saved it with its draft.
  expect(desk("8 1", 120).result.current.seconds()).toBe(120);
});

it("goes on when an item comes back to the screen", () => {
  const first = desk("7 1");
  pass(4);
  first.unmount();
  pass(30);
  expect(desk("7 1").result.current.seconds()).toBe(4);
});

it("begins anew once the answer took the time with it", () => {
  const first = desk("7 1");
  pass(5);
  first.result.current.close();
  pass(2);
  first.unmount();
  expect(desk("7 1").result.current.seconds()).toBe(0);
});

it("does not count while nobody is there", () => {
  const { result } = desk(null);
  pass(300);
  const counted = result.current.seconds();
  expect(counted).toBeGreaterThan(58);
  expect(counted).toBeLessThanOrEqual(60);
  window.dispatchEvent(new Event("keydown"));
  pass(5);
  expect(result.current.seconds()).toBeCloseTo(counted + 5, 0);
});
