import type { KindDefinition } from "@/lib/kinds/contract";

/** A kind whose own types are closed over: configs and responses go in as unknown and are parsed by its schemas. */
export type AnyKind = KindDefinition<unknown, unknown>;

export const sealKind = <Config, Response>(kind: KindDefinition<Config, Response>): AnyKind => {
  const config = (value: unknown): Config => kind.configSchema.parse(value);
  const response = (value: unknown): Response => kind.responseSchema.parse(value);
  return {
    ...kind,
    questions: (value) => kind.questions(config(value)),
    check: (value, unitKey, answer) => kind.check(config(value), unitKey, response(answer)),
    normalise: (unitKey, answer) => kind.normalise(unitKey, response(answer)),
    classes: (value, unitKey) => kind.classes(config(value), unitKey),
    toImport: (unitKey, answer) => kind.toImport(unitKey, response(answer)),
    judge: { ...kind.judge, prompt: (input) => kind.judge.prompt({ ...input, config: config(input.config) }) },
  };
};
