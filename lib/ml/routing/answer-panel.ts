/** How many answers an item gets: at most so many, and no more once the likelier answer reaches the threshold. */
export interface StoppingRule {
  /** 1 … 9 */
  most: number;
  /** Probability at which no further person is asked, in (½, 1]; 1 always asks all. */
  threshold: number;
}

export interface ExpectedPanel {
  /** Expected number of answers. */
  labels: number;
  /** P(the panel's answer is right). */
  accuracy: number;
}

/**
 * Probability that the machine is right on a two-way item once `agreeing` people took its side and `differing` the other, with
 * independent errors: q r^a (1 − r)^d against (1 − q) r^d (1 − r)^a, where q is its accuracy and r a person's.
 */
export function machineRight(judge: number, person: number, agreeing: number, differing: number): number {
  const odds = Math.log(judge) - Math.log(1 - judge) + (agreeing - differing) * (Math.log(person) - Math.log(1 - person));
  return 1 / (1 + Math.exp(-odds));
}

/**
 * Whether enough people have answered: the side that most of them took is the likelier one, the machine's label counted in, and its
 * probability reaches the threshold; or all have answered that may be asked. People who are divided are never enough, however sure
 * the machine is.
 */
export function isSettled(judge: number, person: number, agreeing: number, differing: number, rule: StoppingRule): boolean {
  if (agreeing + differing >= rule.most) return true;
  if (agreeing === differing) return false;
  const right = machineRight(judge, person, agreeing, differing);
  return (agreeing > differing ? right : 1 - right) >= rule.threshold;
}

/**
 * What asking people about one item one after another is expected to cost and to be worth, before anybody is asked. The panel's
 * answer is that of most people, the machine's where they are divided. Exact, by running through the (agreeing, differing) states.
 *
 * @param judge accuracy of the machine's label on this item, in (0, 1)
 * @param person accuracy of each of the people, in (0, 1)
 * Cost: most². Source: a sequential probability ratio test cut off at `most`, Wald (1945), doi:10.1214/aoms/1177731118; the
 * machine's label is its prior odds.
 *
 * With most = 1 the accuracy is the person's own. With judge = person = .8 and three at a threshold of .9, one person who agrees ends
 * it (.941), and one who differs is followed by another.
 */
export function expectPanel(judge: number, person: number, rule: StoppingRule): ExpectedPanel {
  const { most, threshold } = rule;
  if (!Number.isInteger(most) || most < 1) throw new RangeError(`most = ${most} must be a positive integer`);
  if (!(threshold > 0.5 && threshold <= 1)) throw new RangeError(`threshold = ${threshold} must lie in (0.5, 1]`);
  for (const [name, value] of [
    ["judge", judge],
    ["person", person],
  ] as const)
    if (!(value > 0 && value < 1)) throw new RangeError(`${name} = ${value} must lie between 0 and 1`);
  if (most === 1) return { labels: 1, accuracy: person };
  let labels = 0;
  let accuracy = 0;
  // Chance of each state, by whether the machine is right; states of the same number of answers at a time.
  let states = [{ differing: 0, right: judge, wrong: 1 - judge }];
  for (let asked = 0; asked <= most; asked += 1) {
    const next = new Map<number, { differing: number; right: number; wrong: number }>();
    for (const { differing, right, wrong } of states) {
      const agreeing = asked - differing;
      if (asked > 0 && isSettled(judge, person, agreeing, differing, rule)) {
        labels += asked * (right + wrong);
        accuracy += differing > agreeing ? wrong : right;
        continue;
      }
      const agrees = next.get(differing) ?? { differing, right: 0, wrong: 0 };
      next.set(differing, { differing, right: agrees.right + right * person, wrong: agrees.wrong + wrong * (1 - person) });
      const differs = next.get(differing + 1) ?? { differing: differing + 1, right: 0, wrong: 0 };
      next.set(differing + 1, {
        differing: differing + 1,
        right: differs.right + right * (1 - person),
        wrong: differs.wrong + wrong * person,
      });
    }
    states = [...next.values()];
  }
  return { labels, accuracy };
}
