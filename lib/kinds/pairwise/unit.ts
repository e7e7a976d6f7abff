/** A pair of response ordinals, ascending: "0-1". */
export const parseUnit = (unitKey: string): [number, number] => {
  const match = /^(\d+)-(\d+)$/.exec(unitKey);
  const first = Number(match?.[1] ?? Number.NaN);
  const second = Number(match?.[2] ?? Number.NaN);
  if (!(first < second)) throw new RangeError(`unitKey = "${unitKey}" is not a pair such as "0-1"`);
  return [first, second];
};

export const formatUnit = (a: number, b: number): string => `${Math.min(a, b)}-${Math.max(a, b)}`;
