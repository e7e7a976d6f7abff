"use client";

import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { useSyncExternalStore } from "react";
import { frameSeconds, speeds } from "@/components/media/media-clock";
import { useMediaStage } from "@/components/media/media-stage";
import { useWords } from "@/components/media/words";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import "@/components/media/media.css";

/** More than these take too much of the bar to stand beside each other. */
const mostBeside = 3;

/** Names of players; those of one response are numbered. */
const toldApart = (names: readonly string[]): string[] =>
  names.map((name, index) =>
    names.filter((other) => other === name).length === 1
      ? name
      : `${name} ${names.slice(0, index + 1).filter((other) => other === name).length}`,
  );

const clockTime = (seconds: number): string => {
  const whole = Math.floor(seconds);
  const hundredths = Math.floor((seconds - whole) * 100);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}.${String(hundredths).padStart(2, "0")}`;
};

/** Plays, steps and winds every video and sound of the item at once. Nothing is drawn where there is none. */
export function ClockBar() {
  const t = useWords();
  const { clock } = useMediaStage();
  const state = useSyncExternalStore(clock.subscribe, clock.read, clock.read);
  if (state.names.length === 0) return null;
  const names = toldApart(state.names);
  return (
    <div className="media-clock" role="group" aria-label={t("player")}>
      <Button size="sm" onClick={clock.toggle} aria-label={t(state.playing ? "pause" : "play")}>
        {state.playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        <Kbd className="desk-wide">{t("space")}</Kbd>
      </Button>
      <Button variant="quiet" size="icon" aria-label={t("back")} onClick={() => clock.step(-1)}>
        <ChevronLeft aria-hidden="true" />
      </Button>
      <Button variant="quiet" size="icon" aria-label={t("on")} onClick={() => clock.step(1)}>
        <ChevronRight aria-hidden="true" />
      </Button>
      <span className="num media-time">
        {clockTime(state.seconds)} / {clockTime(state.duration)}
      </span>
      <input
        type="range"
        className="media-wind"
        aria-label={t("position")}
        aria-valuetext={clockTime(state.seconds)}
        min={0}
        max={state.duration || 1}
        step={frameSeconds}
        value={state.seconds}
        onChange={(event) => clock.wind(Number(event.target.value))}
      />
      <Select aria-label={t("speed")} value={state.speed} onChange={(event) => clock.setSpeed(Number(event.target.value))} className="w-20">
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {speed}×
          </option>
        ))}
      </Select>
      {names.length > mostBeside ? (
        <Select aria-label={t("soundOf")} value={state.heard} onChange={(event) => clock.hear(Number(event.target.value))} className="w-36">
          {names.map((name, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </Select>
      ) : names.length > 1 ? (
        <Segmented
          label={t("soundOf")}
          value={String(state.heard)}
          onValueChange={(value) => clock.hear(Number(value))}
          options={names.map((label, index) => ({ value: String(index), label }))}
        />
      ) : null}
    </div>
  );
}
