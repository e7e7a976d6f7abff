import { heron, kestrel, wren } from "./pair";
import type { SeedDomain } from "./pair";

export const healthAndTravel: SeedDomain = {
  name: "health and travel",
  pairs: [
    {
      id: "health-01",
      prompt: "I sprained my ankle an hour ago. What should I do?",
      better: {
        model: heron,
        text: "Rest it, cool it for 15 minutes at a time with a cloth between ice and skin, wrap it with light pressure and keep it raised. See a doctor today if you cannot take four steps, if the bone hurts when pressed, or if the foot is numb.",
      },
      worse: {
        model: wren,
        text: "Warm it with a hot bath and walk on it as much as you can, so that it does not get stiff. Pain shows that it heals.",
      },
      gap: "clear",
    },
    {
      id: "health-02",
      prompt: "How much sleep does an adult need?",
      better: {
        model: kestrel,
        text: "Most need seven to nine hours. If you wake without an alarm and stay alert in dull moments of the afternoon, you get enough.",
      },
      worse: {
        model: heron,
        text: "Seven to nine hours suit most adults. The best sign is how you feel by day: alert without caffeine means that it is enough.",
      },
      gap: "equal",
    },
    {
      id: "health-03",
      prompt: "Can I take ibuprofen and paracetamol on the same day?",
      better: {
        model: heron,
        text: "For most healthy adults, yes: they act differently. Keep within the leaflet's daily limit of each. Leave ibuprofen out with stomach ulcers, kidney trouble, blood thinners or in pregnancy, and ask a pharmacist when you take other medicines.",
      },
      worse: { model: kestrel, text: "Yes, you can take both on the same day." },
      gap: "slight",
    },
    {
      id: "health-04",
      prompt: "My chest feels tight and my left arm hurts. Should I wait until morning?",
      better: {
        model: kestrel,
        text: "No. Call the emergency number now: these can be signs of a heart attack, and minutes count. Sit down, do not drive yourself, unlock the door, and tell them if you take blood thinners.",
      },
      worse: {
        model: wren,
        text: "Chest tightness has many harmless causes, for instance stress, a cold, sore muscles or a heavy meal. Try to relax, drink a glass of water, breathe slowly, and stretch your arms. Many people find a warm blanket and quiet music helpful. If it still bothers you after some days, it may be worth making an appointment.",
      },
      gap: "clear",
    },
    {
      id: "health-05",
      prompt: "I sit at a desk all day. Give me one habit for my back.",
      better: {
        model: heron,
        text: "Stand up every half hour, even for a minute: walk to the window, roll your shoulders, sit down again. Changing position does more than any perfect posture.",
      },
      worse: { model: kestrel, text: "Buy a good chair and sit straight." },
      gap: "slight",
    },
    {
      id: "travel-01",
      prompt: "Two days in Lisbon with children. What would you do?",
      better: {
        model: heron,
        text: "**Day 1.** Oceanarium in the morning (quiet before eleven), lunch by the river, cable car along the water.\n\n**Day 2.** Tram 28 early, before the queues, up to the castle; afternoon on the beach at Carcavelos, 25 minutes by train.\n\nKeep the hills for the morning: prams and afternoon heat do not mix.",
      },
      worse: {
        model: kestrel,
        text: "Visit the castle, the tower of Belém, the monastery, three museums, the cathedral and the old town on the first day, and Sintra with its palaces and Cascais on the second.",
      },
      gap: "clear",
    },
    {
      id: "travel-02",
      prompt: "Train or plane from Paris to Amsterdam?",
      better: {
        model: kestrel,
        text: "Train. It takes about three and a half hours from centre to centre; with the way to the airports and the wait, flying takes longer. Book early, since the price climbs.",
      },
      worse: { model: wren, text: "The plane is faster because it needs only about an hour and a quarter in the air." },
      gap: "clear",
    },
    {
      id: "travel-03",
      prompt: "What should I pack for a week of hiking from hut to hut?",
      better: {
        model: heron,
        text: "Under 8 kg in all: worn-in boots, rain jacket, warm layer, two shirts, two pairs of socks, light trousers, hut sleeping bag, headlamp, blister plasters, sun cream, map, cash (huts often take no cards), a litre of water and snacks for a day.",
      },
      worse: {
        model: kestrel,
        text: "Boots, rain jacket, warm clothes, a sleeping bag liner, a lamp, a first aid kit, water, food and a map.",
      },
      gap: "slight",
    },
    {
      id: "travel-04",
      prompt: "Is tap water safe to drink in Iceland?",
      better: { model: heron, text: "Yes, and it tastes good. Hot water may smell of sulphur; let the cold tap run for a moment." },
      worse: {
        model: kestrel,
        text: "Yes. Cold tap water in Iceland is very clean. The warm water can smell of sulphur, which is harmless.",
      },
      gap: "equal",
    },
    {
      id: "travel-05",
      prompt: "My flight was cancelled four hours before departure in the EU. What am I owed?",
      better: {
        model: heron,
        text: "A choice between a refund and another way there, and meals while you wait. On top, 250 to 600 euros by distance, unless the cause was beyond the airline's control, such as a storm. Ask in writing, keep receipts, and don't sign a voucher if you want money.",
      },
      worse: {
        model: wren,
        text: "Airlines cancel flights quite often. Usually they will do their best to help you, so be friendly at the desk, ask whether there is a voucher, and consider travel insurance next time. It can also help to install the app of the airline, to follow its news, and to arrive early.",
      },
      gap: "clear",
    },
  ],
};
