import { randomInt } from "node:crypto";

/** An order drawn at random, each as likely as the others. */
export const shuffle = (ordinals: number[]): number[] => {
  const order = [...ordinals];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
};
