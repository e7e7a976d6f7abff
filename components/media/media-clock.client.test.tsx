import { beforeEach, describe, expect, it } from "vitest";
import { frameSeconds, MediaClock } from "@/components/media/media-clock";

/** A player as far as the clock knows one; time moves when the test says so. */
const playerOf = (duration: number | (() => number)): HTMLMediaElement => {
  const length = typeof duration === "number" ? () => duration : duration;
  const player = document.createElement("video");
  let at = 0;
  let paused = true;
  Object.defineProperties(player, {
    duration: { get: length },
    paused: { get: () => paused },
    ended: { get: () => at >= length() },
    currentTime: {
      get: () => at,
      set: (seconds: number) => {
        at = seconds;
      },
    },
    play: {
      value: () => {
        paused = false;
        return Promise.resolve();
      },
    },
    pause: {
      value: () => {
        paused = true;
      },
    },
  });
  return player;
};

const pass = (player: HTMLMediaElement, seconds: number): void => {
  player.currentTime += seconds;
  player.dispatchEvent(new Event("timeupdate"));
};

describe("one clock for all players", () => {
  let clock: MediaClock;
  let short: HTMLMediaElement;
  let long: HTMLMediaElement;
  beforeEach(() => {
    clock = new MediaClock();
    short = playerOf(4);
    long = playerOf(10);
    clock.add(short, "Response A");
    clock.add(long, "Response B");
  });

  it("shows the time of the longest and lets only one be heard", () => {
    expect(clock.read()).toMatchObject({ names: ["Response A", "Response B"], duration: 10, seconds: 0, playing: false });
    expect([short.muted, long.muted]).toEqual([false, true]);
    clock.hear(1);
    expect([short.muted, long.muted]).toEqual([true, false]);
  });

  it("starts and stops all, and draws back one that ran ahead", async () => {
    await clock.play();
    expect([short.paused, long.paused]).toEqual([false, false]);
    short.currentTime = 2.5;
    pass(long, 2);
    expect(short.currentTime).toBe(2);
    short.currentTime = 2.05;
    pass(long, 0.01);
    expect(short.currentTime).toBe(2.05);
    clock.toggle();
    expect([short.paused, long.paused, clock.read().playing]).toEqual([true, true, false]);
  });

  it("leaves one that has ended at its end", async () => {
    clock.wind(7);
    expect([short.currentTime, long.currentTime]).toEqual([4, 7]);
    await clock.play();
    expect([short.paused, long.paused]).toEqual([true, false]);
    pass(long, 1);
    expect(short.currentTime).toBe(4);
  });

  it("steps by a frame, stopped, and stays within the length", async () => {
    clock.wind(1);
    await clock.play();
    clock.step(1);
    expect(clock.read().playing).toBe(false);
    expect(long.currentTime).toBeCloseTo(1 + frameSeconds, 9);
    clock.wind(-3);
    expect(long.currentTime).toBe(0);
    clock.wind(99);
    expect(long.currentTime).toBe(10);
  });

  it("plays all at one speed, a player that comes later too", () => {
    clock.setSpeed(0.5);
    const late = playerOf(3);
    clock.add(late, "Response C");
    expect([short.playbackRate, long.playbackRate, late.playbackRate]).toEqual([0.5, 0.5, 0.5]);
  });

  it("finds the length of a film that does not say it, and goes back to where it was", () => {
    let known = Number.POSITIVE_INFINITY;
    const recorded = playerOf(() => known);
    clock.wind(2);
    clock.add(recorded, "Response C");
    expect(clock.read().duration).toBe(10);
    expect(recorded.currentTime).toBeGreaterThan(1e6);
    known = 20;
    recorded.dispatchEvent(new Event("durationchange"));
    expect(recorded.currentTime).toBe(2);
    expect(clock.read().duration).toBe(20);
  });

  it("forgets a player that leaves", () => {
    const third = playerOf(20);
    const leave = clock.add(third, "Response C");
    expect(clock.read().duration).toBe(20);
    leave();
    expect(clock.read().names).toEqual(["Response A", "Response B"]);
    pass(third, 5);
    pass(long, 1);
    expect(clock.read()).toMatchObject({ duration: 10, seconds: 1 });
  });

  it("names each player, in the order of the page, and goes on being heard when one leaves or comes back", () => {
    const page = document.createElement("div");
    const [prompt, a, b] = [playerOf(3), playerOf(4), playerOf(5)];
    page.append(prompt, a, b);
    const own = new MediaClock();
    const fold = own.add(prompt, "Prompt");
    own.add(a, "Response A");
    own.add(b, "Response B");
    expect(own.read()).toMatchObject({ names: ["Prompt", "Response A", "Response B"], heard: 0 });
    fold();
    expect([a.muted, b.muted, own.read().heard]).toEqual([false, true, 0]);
    own.hear(1);
    own.add(prompt, "Prompt");
    expect(own.read()).toMatchObject({ names: ["Prompt", "Response A", "Response B"], heard: 2 });
    expect([prompt.muted, a.muted, b.muted]).toEqual([true, true, false]);
  });
});
