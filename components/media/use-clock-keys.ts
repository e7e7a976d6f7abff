"use client";

import { useMediaStage } from "@/components/media/media-stage";

/** Keys of the player, for the desk to ask before it asks the kind's form; true where one meant something. */
export const useClockKeys = (): ((key: string) => boolean) => {
  const { clock } = useMediaStage();
  return (key) => {
    if (clock.read().names.length === 0) return false;
    if (key === " ") clock.toggle();
    else if (key === ",") clock.step(-1);
    else if (key === ".") clock.step(1);
    else return false;
    return true;
  };
};
