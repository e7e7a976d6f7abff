import { heron, kestrel, wren } from "./pair";
import type { SeedDomain } from "./pair";

export const writing: SeedDomain = {
  name: "writing",
  pairs: [
    {
      id: "writing-01",
      prompt: "Make this sentence shorter: 'Due to the fact that it was raining, we made the decision to stay at home.'",
      better: { model: heron, text: "“Because it rained, we stayed at home.”" },
      worse: {
        model: wren,
        text: "“Owing to the circumstance that rain was falling, the decision that we made was to remain at home.” This version is shorter and more elegant.",
      },
      gap: "clear",
    },
    {
      id: "writing-02",
      prompt: "Write a polite e-mail asking my landlord to repair the heating.",
      better: {
        model: kestrel,
        text: "Subject: Heating in flat 12 not working\n\nDear Ms Okafor,\n\nsince Monday evening the radiators in flat 12 have stayed cold, although the valves are open. Could you please have them looked at this week? I am at home every day after 4 pm and can also leave a key with the caretaker.\n\nThank you and kind regards,\nJon Weber",
      },
      worse: { model: heron, text: "Dear landlord,\n\nthe heating does not work. Please repair it.\n\nRegards" },
      gap: "clear",
    },
    {
      id: "writing-03",
      prompt: "Give me a six-word story about the sea.",
      better: { model: heron, text: "Her letter floated in, years late." },
      worse: { model: kestrel, text: "The tide returned everything except him." },
      gap: "equal",
    },
    {
      id: "writing-04",
      prompt: "Is it 'fewer people' or 'less people'?",
      better: { model: kestrel, text: "“Fewer people”: *fewer* goes with what can be counted, *less* with what cannot (“less water”)." },
      worse: { model: wren, text: "Both are correct, but “less people” is the formal one and should be used in letters and exams." },
      gap: "clear",
    },
    {
      id: "writing-05",
      prompt: "Suggest a name for a bakery that opens at five in the morning.",
      better: { model: heron, text: "“First Light Bread”. It says when you open and what you sell, and it looks good over a door." },
      worse: {
        model: kestrel,
        text: "Here are some thoughts on naming a bakery. A name should be short, easy to remember, and tell something about you. You could think of the morning, of bread, of warmth, of your family name, or of your street. Names such as “Early Bakery” or “The Bakery” come to mind, and there are of course many others.",
      },
      gap: "slight",
    },
    {
      id: "writing-06",
      prompt:
        "Summarise in one sentence: Bees dance to tell others where flowers are. The angle shows the direction relative to the sun, the length of the waggle shows the distance.",
      better: {
        model: heron,
        text: "Bees dance to point others to flowers, the angle giving the direction from the sun and the length of the waggle the distance.",
      },
      worse: { model: wren, text: "Bees are insects that dance." },
      gap: "clear",
    },
    {
      id: "writing-07",
      prompt: "How do I start a speech at my sister's wedding?",
      better: {
        model: heron,
        text: "With a small scene only you could tell: “When Mira was six, she married our dog to the neighbour's cat, and made me hold the flowers.” Then say who you are, and why that scene fits today. Leave jokes about former partners at home.",
      },
      worse: {
        model: kestrel,
        text: "Begin by greeting the guests, introduce yourself as the bride's sibling, thank everybody for coming, and say how happy you are to be here today.",
      },
      gap: "slight",
    },
    {
      id: "writing-08",
      prompt: "Rewrite in a friendlier tone: 'You sent the wrong file again.'",
      better: { model: kestrel, text: "“I think an older version got attached. Could you send me the one from Tuesday?”" },
      worse: {
        model: heron,
        text: "“It seems that the file may not be the right one. Could you have another look when you get a moment?”",
      },
      gap: "equal",
    },
    {
      id: "writing-09",
      prompt: "What is a metaphor? One example, please.",
      better: {
        model: heron,
        text: "It calls one thing another to show what they share: “Her desk was a battlefield.” With *like* it would be a simile.",
      },
      worse: { model: wren, text: "A metaphor is a comparison with like or as, for example “as brave as a lion”." },
      gap: "clear",
    },
    {
      id: "writing-10",
      prompt: "Write the opening line of a detective novel set in a library.",
      better: { model: kestrel, text: "The body lay in Reference, which meant that it could not be taken out." },
      worse: {
        model: heron,
        text: "It was a dark and stormy night when the old librarian was found dead between two shelves of the library in which she had worked all her life.",
      },
      gap: "slight",
    },
  ],
};
