import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "a person with what they told of themselves",
    records: [
      {
        ...{ user_id: "user0", survey_only: false, consent: "Yes", self_description: "In my own words.", timing_duration_s: 10.5 },
        ...{ age: "18-24 years old", gender: "Female", study_locale: "uk", lm_familiarity: "Somewhat familiar" },
        religion: { self_described: "None at all", categorised: "No Affiliation", simplified: "No Affiliation" },
        ethnicity: { self_described: null, categorised: null, simplified: "Prefer not to say" },
        location: { birth_country: "Chile", reside_country: "Spain", same_birth_reside_country: "No" },
        stated_prefs: { values: 80 },
      },
    ],
    rows: [],
    people: [
      {
        name: "user0",
        profile: {
          ...{ age: "18-24 years old", gender: "Female", study_locale: "uk", lm_familiarity: "Somewhat familiar" },
          ...{ religion: "No Affiliation", ethnicity: "Prefer not to say", birth_country: "Chile", reside_country: "Spain" },
        },
      },
    ],
  },
];
