import { heron, kestrel, wren } from "../everyday-questions/pair";

/** A response with its truth: `worth` orders the responses of a prompt, `slips` are the places that are wrong, word for word. */
export type SeedResponse = { model: string; worth: number; text: string; slips: string[] };
export type SeedPrompt = { id: string; prompt: string; responses: SeedResponse[] };

/** Six prompts in our own words, the responses of each in an order that says nothing of their worth. */
export const prompts: SeedPrompt[] = [
  {
    id: "ways-01",
    prompt: "Explain tides to a ten-year-old in three or four sentences.",
    responses: [
      {
        model: kestrel,
        worth: 1,
        text: "Tides are the rising and falling of the sea. They happen because the Moon's gravity pulls on the water of the oceans. As the Earth turns, each coast passes through the bulges of water that this makes, and the sea comes in and goes out.",
        slips: [],
      },
      {
        model: heron,
        worth: 2,
        text: "The Moon pulls on the sea a little, like a very weak magnet, and the water on the side that faces it piles up. A second pile forms on the far side, where the pull is weakest and the water is left behind. The Earth turns under both piles once a day, so most beaches get high water twice. When the Sun pulls along the same line, the tides are larger.",
        slips: [],
      },
      {
        model: wren,
        worth: -1,
        text: "Tides happen because the wind pushes the water towards the beach in the morning and back again in the evening. That is why there is exactly one high tide every day.",
        slips: [
          "the wind pushes the water towards the beach in the morning and back again in the evening",
          "exactly one high tide every day",
        ],
      },
      {
        model: wren,
        worth: 0,
        text: "Tides are caused by the Moon. It is about gravity, which is a force. There is a lot more to say about it.",
        slips: [],
      },
    ],
  },
  {
    id: "ways-02",
    prompt: "Write a Python function that returns the second largest different number of a list, or None.",
    responses: [
      {
        model: wren,
        worth: 0,
        text: "```python\ndef second_largest(numbers):\n    numbers.sort()\n    return numbers[-2]\n```\n\nIt sorts the list and takes the last but one.",
        slips: ["return numbers[-2]"],
      },
      {
        model: heron,
        worth: 2,
        text: "```python\ndef second_largest(numbers):\n    different = sorted(set(numbers), reverse=True)\n    return different[1] if len(different) > 1 else None\n```\n\n`set` removes repetitions, so `[3, 3, 1]` gives 1; with fewer than two different numbers the answer is `None`.",
        slips: [],
      },
      {
        model: kestrel,
        worth: 1,
        text: "```python\ndef second_largest(numbers):\n    largest = second = None\n    for n in numbers:\n        if largest is None or n > largest:\n            largest, second = n, largest\n        elif n != largest and (second is None or n > second):\n            second = n\n    return second\n```\n\nOne pass, without sorting.",
        slips: [],
      },
      {
        model: wren,
        worth: -1,
        text: "Use `max(numbers)` twice. The second call gives the second largest.",
        slips: ["The second call gives the second largest."],
      },
    ],
  },
  {
    id: "ways-03",
    prompt: "Our team of six has to decide between two office days a week and none. Give us a fair way to decide.",
    responses: [
      {
        model: kestrel,
        worth: 1,
        text: "Let everybody write down, by Friday, what they need and what they could live with. Read all six aloud in one meeting, then vote. If the vote is tied, try two days for a month and vote again.",
        slips: [],
      },
      { model: wren, worth: -1, text: "The manager should decide, since that is what managers are for.", slips: [] },
      {
        model: heron,
        worth: 2,
        text: "1. Each of you rates both plans from 0 (I would leave) to 5 (ideal), in writing and before any talk, so that nobody follows the loudest.\n2. Read the ratings out. Whoever gave a 0 or 1 says what would make it a 3.\n3. Change the plans to meet that, where it is cheap: fixed days, an exception for long journeys.\n4. Rate again. Take the plan whose lowest rating is higher, and look at it after two months.\n\nThis protects the one person for whom a plan would be hard, which a majority of four does not.",
        slips: [],
      },
      {
        model: wren,
        worth: 0,
        text: "You could vote. With six people a majority is three, so three votes are enough for either side.",
        slips: ["a majority is three, so three votes are enough for either side"],
      },
    ],
  },
  {
    id: "ways-04",
    prompt:
      "A train leaves at 09:40 and arrives at 13:05. It stands still for 25 minutes on the way and covers 270 km. What is its mean speed while it moves?",
    responses: [
      {
        model: heron,
        worth: 2,
        text: "From 09:40 to 13:05 are 3 h 25 min. Without the 25 minutes at rest it moves for 3 h.\n\n$$v = \\frac{270\\ \\text{km}}{3\\ \\text{h}} = 90\\ \\text{km/h}$$",
        slips: [],
      },
      {
        model: wren,
        worth: -1,
        text: "The journey takes 4 h 25 min, so the speed is 270 / 4.25 = 63.5 km/h.",
        slips: ["4 h 25 min", "270 / 4.25 = 63.5 km/h"],
      },
      { model: kestrel, worth: 1, text: "It moves for three hours, so 270 km / 3 h = 90 km/h.", slips: [] },
      {
        model: kestrel,
        worth: 0,
        text: "From 09:40 to 13:05 are 3 h 25 min, that is 3.42 h. The mean speed while it moves is therefore 270 / 3.42 = 79 km/h.",
        slips: ["The mean speed while it moves is therefore 270 / 3.42 = 79 km/h."],
      },
    ],
  },
  {
    id: "ways-05",
    prompt: "Turn this into a polite two-line reply: no, we cannot lend you the projector on Thursday, it is broken, ask again next week",
    responses: [
      { model: wren, worth: 0, text: "Sorry, no. The projector is broken, so Thursday does not work. Ask next week.", slips: [] },
      {
        model: heron,
        worth: 2,
        text: "Thank you for asking. I'm sorry to say that our projector is being repaired, so we cannot lend it on Thursday.\nPlease do ask again next week; we would be glad to help then.",
        slips: ["is being repaired"],
      },
      {
        model: kestrel,
        worth: 1,
        text: "I'm sorry, but our projector is broken, so we cannot lend it to you on Thursday.\nPlease ask again next week.",
        slips: [],
      },
      {
        model: wren,
        worth: -1,
        text: "Dear Sir or Madam, with reference to your letter we regret that on Tuesday the projector is not at anyone's disposal, owing to circumstances beyond our control. Kindly refrain from asking.",
        slips: ["on Tuesday", "Kindly refrain from asking."],
      },
    ],
  },
  {
    id: "ways-06",
    prompt: "Compare an induction hob and a gas hob for a small flat. A table, please, and one sentence of advice.",
    responses: [
      {
        model: kestrel,
        worth: 1,
        text: "| | Induction | Gas |\n|---|---|---|\n| Heating up | fast | fast |\n| Pans | magnetic ones alone | any |\n| Air in the room | clean | needs a window or a hood |\n\nIn a small flat I would take induction.",
        slips: [],
      },
      {
        model: wren,
        worth: -1,
        text: "| | Induction | Gas |\n|---|---|---|\n| Pans | any | magnetic ones alone |\n\nGas is cheaper, so take gas.",
        slips: ["| Pans | any | magnetic ones alone |"],
      },
      {
        model: heron,
        worth: 2,
        text: "| | Induction | Gas |\n|---|---|---|\n| Share of the energy that reaches the pan | 85 to 90 % | 40 to 55 % |\n| Pans | flat and magnetic | any |\n| Air in the room | unchanged | moisture and nitrogen dioxide: air the room |\n| To put in | a strong electric line | a gas line and regular checks |\n| In a power cut | does not work | works |\n\nIn a small flat the cleaner air decides: take induction, unless the electric line would have to be laid anew.",
        slips: [],
      },
      {
        model: wren,
        worth: 0,
        text: "Induction hobs use magnets and gas hobs use gas. Induction is faster. Gas is what many cooks like. It depends on what you want.",
        slips: [],
      },
    ],
  },
];
