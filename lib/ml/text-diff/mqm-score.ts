/** What an error costs by its severity, and where a type of error has prices of its own. */
export type MqmPoints = { severity: ReadonlyMap<string, number>; byType: ReadonlyMap<string, ReadonlyMap<string, number>> };

export type MqmError = { type: string | null; severity: string | null };

/** Points of one error; 1 where no severity was asked, so that the score counts errors. */
export const errorPoints = ({ type, severity }: MqmError, points: MqmPoints): number => {
  if (severity === null) return 1;
  return (type === null ? undefined : points.byType.get(type)?.get(severity)) ?? points.severity.get(severity) ?? 0;
};

/**
 * MQM score of a text: minus the sum of its errors' points, so 0 is best.
 *
 * @source Freitag et al. 2021, 10.1162/tacl_a_00437, sec. 3 and table 3 (minor 1, major 5, minor punctuation .1, not a
 * translation at all 25)
 */
export const mqmScore = (errors: readonly MqmError[], points: MqmPoints): number => {
  // Tenths are summed as whole hundredths: .1 + .2 would leave a trace that no two people share.
  const hundredths = errors.reduce((sum, error) => sum + Math.round(errorPoints(error, points) * 100), 0);
  return hundredths === 0 ? 0 : -hundredths / 100;
};
