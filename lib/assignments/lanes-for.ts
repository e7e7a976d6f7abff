import { cohortLane, expertLane, openLane, skillLane } from "@/lib/projects/handout-schema";
import type { Handout } from "@/lib/projects/handout-schema";

export type Worker = { skills: string[]; cohort: string | null; expert: boolean };

/**
 * The lanes that a person may take from, first the ones that fewest others may: items handed over to experts, then those that
 * want their skill or group, then what anybody may answer.
 */
export const lanesFor = (handout: Handout, person: Worker): string[] => {
  const { match } = handout;
  const cohort = match.by === "cohort" ? match.cohorts.find(({ name }) => name === person.cohort) : undefined;
  return [
    ...(person.expert ? [expertLane] : []),
    ...(match.by === "skill" ? person.skills.map(skillLane) : []),
    ...(cohort ? [cohortLane(cohort.name)] : []),
    openLane,
  ];
};
