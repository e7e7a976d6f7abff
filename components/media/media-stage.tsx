"use client";

import { createContext, useContext, useState } from "react";
import type { ReactNode } from "react";
import type { ReactZoomPanPinchRef } from "react-zoom-pan-pinch";
import { MediaClock } from "@/components/media/media-clock";

/** Images on screen that are moved together: what one shows, the others show. */
export class ZoomGroup {
  private readonly members = new Set<ReactZoomPanPinchRef>();
  private moving = false;
  inStep = true;

  readonly add = (member: ReactZoomPanPinchRef): (() => void) => {
    this.members.add(member);
    return () => this.members.delete(member);
  };

  /** Carries a move over to the others. Their own reports of it are not carried back. */
  readonly moved = (source: ReactZoomPanPinchRef, state: { scale: number; positionX: number; positionY: number }): void => {
    if (this.moving || !this.inStep) return;
    this.moving = true;
    for (const member of this.members) if (member !== source) void member.setTransform(state.positionX, state.positionY, state.scale, 0);
    this.moving = false;
  };
}

type Stage = { clock: MediaClock; zoom: ZoomGroup };

const StageContext = createContext<Stage | null>(null);

/** Holds what the media of one item share: a clock, and the part of the picture that is looked at. */
export function MediaStage({ children }: { children: ReactNode }) {
  const [stage] = useState<Stage>(() => ({ clock: new MediaClock(), zoom: new ZoomGroup() }));
  return <StageContext value={stage}>{children}</StageContext>;
}

export const useMediaStage = (): Stage => {
  const stage = useContext(StageContext);
  if (!stage) throw new Error("media are shown inside a MediaStage");
  return stage;
};
