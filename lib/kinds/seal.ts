import type { KindDefinition } from "@/lib/kinds/contract";

/** A kind whose own types are closed over: configs and responses go in as unknown and are parsed by its schemas. */
export type AnyKind = KindDefinition<unknown, unknown>;

export const sealKind = <Config, Response>(kind: KindDefinition<Config, Response>): AnyKind => {
  // An import asks the same configuration of every label: one that was parsed is known again, and so is what came of it, which
  // `learnConfig` hands back.
  const parsed = new WeakMap<object, Config>();
  const config = (value: unknown): Config => {
    if (typeof value !== "object" || value === null) return kind.configSchema.parse(value);
    const known = parsed.get(value);
    if (known !== undefined) return known;
    const found = kind.configSchema.parse(value);
    parsed.set(value, found);
    if (typeof found === "object" && found !== null) parsed.set(found, found);
    return found;
  };
  const response = (value: unknown): Response => kind.responseSchema.parse(value);
  const { checkAgainst } = kind;
  return {
    ...kind,
    checkItem: (value, item) => kind.checkItem(config(value), item),
    questions: (value) => kind.questions(config(value)),
    units: (value, count) => kind.units(config(value), count),
    check: (value, unitKey, answer) => kind.check(config(value), unitKey, response(answer)),
    checkAgainst: checkAgainst && ((value, unitKey, answer, item) => checkAgainst(config(value), unitKey, response(answer), item)),
    normalise: (value, unitKey, answer) => kind.normalise(config(value), unitKey, response(answer)),
    classes: (value, unitKey, question) => kind.classes(config(value), unitKey, question),
    level: (value, question) => kind.level(config(value), question),
    range: (value, question) => kind.range(config(value), question),
    betterEnd: (value, question) => kind.betterEnd(config(value), question),
    safety: (value, question) => kind.safety(config(value), question),
    distance: (value, question) => {
      const distance = kind.distance(config(value), question);
      return (
        distance && {
          between: (a, b) => distance.between(response(a), response(b)),
          chance: (a, b) => distance.chance(response(a), response(b)),
          name: (answer) => distance.name(response(answer)),
        }
      );
    },
    aggregator: (value, question) => {
      const own = kind.aggregator(config(value), question);
      return (
        own && {
          model: own.model,
          fit: ({ tasks, ...rest }) =>
            own.fit({
              ...rest,
              tasks: tasks.map((task) => ({ ...task, answers: task.answers.map((one) => ({ ...one, response: response(one.response) })) })),
            }),
        }
      );
    },
    figure: (value, question) => kind.figure(config(value), question),
    describe: (value, unitKey, answer) => kind.describe(config(value), unitKey, response(answer)),
    remarks: (value, answer) => kind.remarks(config(value), response(answer)),
    orderFlip: (answer) => kind.orderFlip(response(answer)),
    fromImport: (label, item, value) => kind.fromImport(label, item, config(value)),
    learnConfig: (value, label, item) => kind.learnConfig(value === null ? null : config(value), label, item),
    toImport: (unitKey, answer) => kind.toImport(unitKey, response(answer)),
    preferences: (value, question, units) => kind.preferences(config(value), question, units),
    answerTables: kind.answerTables.map((table) => ({
      ...table,
      rows: (input) => table.rows({ ...input, config: config(input.config), response: response(input.response) }),
    })),
    judge: {
      prompt: (input) => kind.judge.prompt({ ...input, config: config(input.config) }),
      parse: (value, reply, unitKey, shownOrder, item) => kind.judge.parse(config(value), reply, unitKey, shownOrder, item),
      ...sealOptionalJudging(kind),
    },
    expectedSeconds: (value, item, unitKey) => kind.expectedSeconds(config(value), item, unitKey),
  };
};

/** What only some kinds can say of judges stays left out where it was. */
const sealOptionalJudging = <Config, Response>(
  kind: KindDefinition<Config, Response>,
): Pick<AnyKind["judge"], "decidingMark" | "withSwapped" | "fromScores"> => {
  const { decidingMark, withSwapped, fromScores } = kind.judge;
  const config = (value: unknown): Config => kind.configSchema.parse(value);
  return {
    ...(decidingMark && { decidingMark: (value: unknown, reply: string) => decidingMark(config(value), reply) }),
    ...(withSwapped && {
      withSwapped: (answer: unknown, swapped: unknown) =>
        withSwapped(kind.responseSchema.parse(answer), kind.responseSchema.parse(swapped)),
    }),
    ...(fromScores && {
      fromScores: (value: unknown, unitKey: string, shownOrder: number[], scores: number[]) =>
        fromScores(config(value), unitKey, shownOrder, scores),
    }),
  };
};
