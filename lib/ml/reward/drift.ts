import type { Estimate } from "../estimate";

/**
 * Whether a share now lies below what another sample had: the interval of the difference lies below 0. Both samples' chance counts;
 * against the earlier share alone, as if it were known, two samples of one size differ in one of twelve where nothing has changed.
 *
 * Upper end of now − before: d + √((uₙ − n)² + (b − l_b)²), from the upper end of now and the lower end of before.
 * Source: Newcombe (1998), method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 */
export const isBelow = (now: Estimate, before: Estimate): boolean => {
  if (now.value === null || now.ci === null || before.value === null || before.ci === null) return false;
  return now.value - before.value + Math.hypot(now.ci[1] - now.value, before.value - before.ci[0]) < 0;
};
