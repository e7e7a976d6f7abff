import { AppError } from "@/lib/errors";
import { assignArms } from "@/lib/ml/routing/assign-arms";
import type { Assignment } from "@/lib/ml/routing/assign-arms";
import { createRandom, deriveSeed, permutation } from "@/lib/ml/random/random";
import { armKey } from "@/lib/routing/arms-schema";
import type { Arm, ArmOutlook } from "@/lib/routing/arms-schema";
import type { Learned, Observed } from "@/lib/routing/learn-units";
import { armOfPeople } from "@/lib/routing/measure-arms";
import type { Outlook } from "@/lib/routing/outlook-schema";
import { requireCountable } from "@/lib/routing/price-a-label";
import type { Budget, RouteRequest, Why } from "@/lib/routing/schema";
import { spreadControls } from "@/lib/routing/spread-controls";
import { optionsOf, weighArms } from "@/lib/routing/weigh-arms";
import type { WeighedArm, WeighedOption } from "@/lib/routing/weigh-arms";
import type { Person } from "@/lib/routing/store";

/** What becomes of one target. */
export type ArmChoice = {
  /** its place among the targets */
  target: number;
  arm: string;
  people: boolean;
  costMicros: number;
  control: boolean;
  chosen: NonNullable<Why["chosen"]>;
  asking: Why["asking"];
};

/** Targets in the order of asking, and what was planned of each arm. */
export type ArmPlan = {
  choices: ArmChoice[];
  arms: ArmOutlook[];
  mix: NonNullable<Outlook["mix"]>;
  adaptive: Outlook["adaptive"];
  controlItems: number;
  /** items of people that the budget alone would have paid for */
  allowedItems: number;
};

type Asked = Pick<RouteRequest, "budget" | "prices" | "lm" | "seed" | "controlShare" | "adaptive" | "withinHours">;

/** With the judge that labelled the targets, at the plan's own price, where no arm names it; without arms that are too slow. */
const usableArms = (arms: readonly Arm[], { lm, prices, withinHours }: Asked): { used: Arm[]; late: Arm[] } => {
  const isBase = ({ who }: Arm): boolean => who.by === "judge" && who.judge === lm;
  const isLate = (arm: Arm): boolean => withinHours !== undefined && arm.delayHours > withinHours && !isBase(arm);
  const base = { name: lm, who: { by: "judge" as const, judge: lm }, members: [], labels: 1, capacity: null, delayHours: 0 };
  const known = arms.some(isBase) ? arms : [...arms, { ...base, priceMicros: prices.lmMicros }];
  return { used: known.filter((arm) => !isLate(arm)), late: known.filter(isLate) };
};

/** A share counts items of people, money counts micro-dollars. */
const costIn = (budget: Budget, option: WeighedOption, people: boolean): number => ("share" in budget ? (people ? 1 : 0) : option.cost);

/** Gives every target to an arm within budget, capacities and time, by expected gain per cost. */
export const routeArms = (
  arms: readonly Arm[],
  people: readonly Person[],
  { observed, learned, targets }: { observed: readonly Observed[]; learned: Learned; targets: readonly number[] },
  request: Asked,
  mostShare: number | null,
): ArmPlan => {
  if (!learned.scores) {
    throw new AppError("refused", {
      userMessage:
        "Nothing says where people and this judge differ: that takes at least 20 items that both have labelled. Label a random few dozen first, or name a project to learn from.",
    });
  }
  const { used, late } = usableArms(arms, request);
  if (used.every(({ who }) => who.by === "judge")) {
    throw new AppError("refused", { userMessage: `No arm of people answers within ${request.withinHours} hours. Allow more time.` });
  }
  requireCountable(targets.length, Math.max(...used.map(({ priceMicros, labels }) => priceMicros * (request.adaptive?.most ?? labels))));
  const byPerson = armOfPeople(used, withVoters(people, observed));
  const weighing = { observed, learned, targets, lm: request.lm, seed: request.seed };
  const weighed = weighArms(used, weighing, (name) => byPerson.get(name)?.name ?? null);
  const options = optionsOf(weighed, weighing, request.adaptive);
  const isPeople = (option: WeighedOption | undefined): boolean => option !== undefined && weighed[option.arm]?.arm.who.by !== "judge";
  const budget = "share" in request.budget ? Math.floor(request.budget.share * targets.length + 1e-9) : request.budget.micros;
  const capacity = Float64Array.from(used, (arm) => arm.capacity ?? Infinity);
  const priced = options.map((own) => own.map((option) => ({ ...option, cost: costIn(request.budget, option, isPeople(option)) })));
  const assign = (allowed: readonly (readonly WeighedOption[])[]): Assignment => assignArms(allowed, { budget, capacity });
  const countPeople = ({ chosen }: Assignment, from: readonly (readonly WeighedOption[])[]): number[] =>
    [...chosen.keys()].filter((at) => isPeople(from[at]?.[chosen[at] ?? 0]));
  const free = assign(priced);
  const freePeople = countPeople(free, priced);
  const most = mostShare === null ? freePeople.length : Math.min(freePeople.length, Math.round(mostShare * targets.length));
  const controls = drawControls(Math.floor(request.controlShare * most), used, priced, { budget, seed: request.seed });
  // Where the ceiling holds back, those keep people whose last step paid most.
  const bySlope = freePeople.filter((at) => !controls.has(at)).sort((a, b) => (free.slope[b] ?? 0) - (free.slope[a] ?? 0) || a - b);
  const kept = most < freePeople.length ? new Set(bySlope.slice(0, Math.max(0, most - controls.size))) : null;
  const narrowed = priced.map((own, at) => {
    if (controls.has(at)) return own.filter((option) => used[option.arm] === controls.arm);
    return kept && !kept.has(at) ? own.filter((option) => !isPeople(option)) : own;
  });
  const plain = controls.size === 0 && kept === null;
  const assigned = plain ? free : assign(narrowed);
  const choices = [...assigned.chosen].map((index, at) => {
    const own = (plain ? priced : narrowed)[at]?.[index];
    const original = options[at]?.find((option) => option.arm === own?.arm);
    const arm = weighed[original?.arm ?? 0]?.arm;
    const before = options[at]?.[0]?.right ?? 0.5;
    return {
      target: at,
      arm: arm ? armKey(arm) : `lm:${request.lm}`,
      people: isPeople(original),
      costMicros: original?.cost ?? 0,
      control: controls.has(at),
      chosen: { before, after: original?.right ?? before, labels: original?.labels ?? 0 },
      asking: original?.asking ?? null,
    };
  });
  const rank = (at: number): number => assigned.slope[at] ?? 0;
  const gainOf = ({ chosen }: ArmChoice): number => chosen.after - chosen.before;
  choices.sort(
    (a, b) => Number(b.people) - Number(a.people) || rank(b.target) - rank(a.target) || gainOf(b) - gainOf(a) || a.target - b.target,
  );
  const byTarget = new Map(choices.map((choice) => [choice.target, choice]));
  const drawn = controls.drawn.flatMap((at) => byTarget.get(at) ?? []);
  const asked = choices.filter(({ people: toPeople, control }) => toPeople && !control);
  const ordered = [...spreadControls(asked, drawn), ...choices.filter(({ people: toPeople }) => !toPeople)];
  return {
    choices: ordered,
    arms: [...weighed.map((own, index) => summarise(own, choices, assigned.used[index] ?? 0)), ...late.map((arm) => leftOut(arm))],
    mix: { before: meanOf(choices.map(({ chosen }) => chosen.before)), after: meanOf(choices.map(({ chosen }) => chosen.after)) },
    adaptive: request.adaptive ? { ...request.adaptive, ...reserveFor(choices) } : null,
    controlItems: controls.size,
    allowedItems: freePeople.length,
  };
};

/** Annotators whose votes are known and of whom the campaign knows nothing else, as those of another project. */
const withVoters = (people: readonly Person[], observed: readonly Observed[]): Person[] => {
  const known = new Map(people.map((person) => [person.name, person]));
  for (const { unit } of observed)
    for (const name of unit.votes.keys()) if (!known.has(name)) known.set(name, { name, skills: [], cohort: null, expert: false });
  return [...known.values()];
};

/** Targets drawn at random for one arm of people, the one that can take most, as many as it and the budget hold. */
const drawControls = (
  wanted: number,
  arms: readonly Arm[],
  options: readonly (readonly WeighedOption[])[],
  { budget, seed }: { budget: number; seed: number },
): { has: (at: number) => boolean; size: number; drawn: number[]; arm: Arm | undefined } => {
  const roomOf = ({ capacity, labels }: Arm): number => (capacity === null ? Infinity : capacity / labels);
  const people = arms.filter(({ who }) => who.by !== "judge");
  const arm = people.reduce<Arm | undefined>((best, own) => (best === undefined || roomOf(own) > roomOf(best) ? own : best), undefined);
  const drawn = new Set<number>();
  if (arm === undefined) return { has: () => false, size: 0, drawn: [], arm };
  let left = budget - options.reduce((sum, [first]) => sum + (first?.cost ?? 0), 0);
  for (const at of permutation(createRandom(deriveSeed(seed, 1)), options.length)) {
    if (drawn.size >= Math.min(wanted, Math.floor(roomOf(arm)))) break;
    const own = options[at] ?? [];
    const more = (own.find((option) => arms[option.arm] === arm)?.cost ?? 0) - (own[0]?.cost ?? 0);
    if (more > left) break;
    left -= more;
    drawn.add(at);
  }
  return { has: (at) => drawn.has(at), size: drawn.size, drawn: [...drawn], arm };
};

/** Answers that are expected, and the money that is kept back for those after the first of each item. */
const reserveFor = (choices: readonly ArmChoice[]): { labelsExpected: number; extraMicros: number } => {
  const asked = choices.filter(({ people }) => people);
  return {
    labelsExpected: asked.reduce((sum, { chosen }) => sum + chosen.labels, 0),
    extraMicros: asked.reduce((sum, { costMicros, asking }) => sum + costMicros - (asking?.priceMicros ?? costMicros), 0),
  };
};

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const summarise = ({ arm, accuracy }: WeighedArm, choices: readonly ArmChoice[], used: number): ArmOutlook => {
  const own = choices.filter((choice) => choice.arm === armKey(arm));
  return {
    ...pricesOf(arm),
    ...accuracy,
    late: false,
    items: own.length,
    labels: used,
    costMicros: own.reduce((sum, { costMicros }) => sum + costMicros, 0),
    full: arm.capacity !== null && used + 1 > arm.capacity,
  };
};

const leftOut = (arm: Arm): ArmOutlook => ({
  ...pricesOf(arm),
  right: { value: null, reason: `Its answers take ${arm.delayHours} hours, which is longer than the plan allows.` },
  from: "assumed",
  late: true,
  items: 0,
  labels: 0,
  costMicros: 0,
  full: false,
});

const pricesOf = (arm: Arm): Pick<ArmOutlook, "name" | "arm" | "people" | "priceMicros" | "capacity" | "delayHours"> => ({
  name: arm.name,
  arm: armKey(arm),
  people: arm.who.by !== "judge",
  priceMicros: arm.priceMicros,
  capacity: arm.capacity,
  delayHours: arm.delayHours,
});
