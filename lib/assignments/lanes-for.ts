import { cohortLane, expertLane, openLane, skillLane } from "@/lib/projects/handout-schema";

export type Worker = { skills: string[]; cohort: string | null; expert: boolean };

/**
 * The lanes that a person may take from, first the ones that fewest others may: items handed over to experts, then those that
 * want their skill or group, then what anybody may answer. A plan can name a skill or a group whatever the campaign goes by.
 */
export const lanesFor = (person: Worker): string[] => [
  ...(person.expert ? [expertLane] : []),
  ...person.skills.map(skillLane),
  ...(person.cohort === null ? [] : [cohortLane(person.cohort)]),
  openLane,
];
