import { placeOf } from "@/lib/kinds/ranking/notation";
import { groupOf } from "@/lib/kinds/ranking/order";
import type { Slot } from "@/lib/kinds/ranking/order";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";

export type Box = { left: number; top: number; width: number; height: number };
export type Point = { x: number; y: number };

/** Where a drag would end: the slot, and the side of which card shows it. */
export type Drop = { slot: Slot; over: number; side: "before" | "after" | "on" };

const distanceTo = (box: Box, { x, y }: Point): number =>
  Math.hypot(Math.max(box.left - x, 0, x - box.left - box.width), Math.max(box.top - y, 0, y - box.top - box.height));

/** A card's outer thirds stand for the places before and after it, the middle for a tie with it. */
const outer = 0.32;

/**
 * The slot under the pointer: the card nearest to it, and the part of the card along the direction in which cards follow each
 * other. Members of a tie are one place. A card that is not ranked stands for the end of the order, or for being taken off it.
 */
export const dropAt = (
  point: Point,
  cards: { ordinal: number; box: Box }[],
  dragged: number,
  { response, config, alongX }: { response: RankingResponse; config: RankingConfig; alongX: boolean },
): Drop | null => {
  const [nearest] = [...cards].sort((a, b) => distanceTo(a.box, point) - distanceTo(b.box, point));
  if (!nearest) return null;
  const { ordinal: over, box } = nearest;
  const group = groupOf(response, over);
  if (group === null) {
    if (groupOf(response, dragged) !== null) return { slot: { at: "off" }, over, side: "on" };
    return { slot: { at: "before", group: response.groups.length }, over, side: "before" };
  }
  const along = alongX ? (point.x - box.left) / box.width : (point.y - box.top) / box.height;
  if (over === dragged) return null;
  const edge = config.allowTies ? outer : 0.5;
  if (along < edge) return { slot: { at: "before", group }, over, side: "before" };
  if (along > 1 - edge || !config.allowTies) return { slot: { at: "before", group: group + 1 }, over, side: "after" };
  return { slot: { at: "tie", group }, over, side: "on" };
};

/** What becomes of a response: on a place of its own, tied for one, or off the order (then the place is 0). */
export type Outcome = { does: "put" | "tie" | "off"; place: number };

/** `after` is the answer with the response put where it goes. */
export const outcomeOf = (after: RankingResponse, ordinal: number): Outcome => {
  const group = groupOf(after, ordinal);
  if (group === null) return { does: "off", place: 0 };
  return { does: (after.groups[group]?.length ?? 0) > 1 ? "tie" : "put", place: placeOf(after.groups, group) };
};
