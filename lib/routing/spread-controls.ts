/**
 * Items chosen by their scores and items drawn at random, in the order of asking: the drawn ones spread evenly among the others. Asked all
 * at once they would be answered in another week, by other people, than what they are compared with; and they keep the order in which
 * they were drawn, so that however many are answered, these are a draw at random.
 */
export const spreadControls = <Item>(chosen: readonly Item[], drawn: readonly Item[]): Item[] => {
  const all = chosen.length + drawn.length;
  const drawnBefore = (rank: number): number => (all === 0 ? 0 : Math.floor((rank * drawn.length) / all));
  return Array.from({ length: all }, (_, rank) => {
    const before = drawnBefore(rank);
    return drawnBefore(rank + 1) > before ? drawn[before] : chosen[rank - before];
  }).flatMap((item) => (item === undefined ? [] : [item]));
};
