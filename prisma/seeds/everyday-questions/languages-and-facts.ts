import { heron, kestrel, wren } from "./pair";
import type { SeedDomain } from "./pair";

export const languagesAndFacts: SeedDomain = {
  name: "languages and facts",
  pairs: [
    {
      id: "world-01",
      prompt: "ما الفرق بين المناخ والطقس؟",
      better: {
        model: heron,
        text: "الطقس هو حالة الجو اليوم أو هذا الأسبوع: حرارة وأمطار ورياح. أما المناخ فهو متوسط هذه الحالة في مكان ما خلال عشرات السنين. يوم بارد واحد طقس، أما شتاء دافئ يتكرر عقودا فهو مناخ.",
      },
      worse: { model: wren, text: "المناخ والطقس كلمتان لهما المعنى نفسه، وكلتاهما تصف درجة الحرارة في الخارج." },
      gap: "clear",
    },
    {
      id: "world-02",
      prompt: "东京和大阪之间坐新干线要多久？",
      better: {
        model: heron,
        text: "最快的“希望号”大约两个半小时，“光号”约三小时，“回声号”每站都停，约四小时。在新大阪站下车后，到市中心还要换乘约十分钟。",
      },
      worse: { model: kestrel, text: "大约需要两个半小时到四个小时，要看坐哪一种列车。" },
      gap: "slight",
    },
    {
      id: "world-03",
      prompt: "なぜ空は青いのですか。小学生にもわかるように教えてください。",
      better: {
        model: kestrel,
        text: "太陽の光にはいろいろな色がまざっています。空気のつぶに当たると、青い光がいちばんよく、あちこちに散らばります。だから、どこを見ても青い光が目に届いて、空が青く見えるのです。",
      },
      worse: { model: wren, text: "空が青いのは、海の色が空に映っているからです。" },
      gap: "clear",
    },
    {
      id: "world-04",
      prompt: "Wie lange muss ein Sauerteig gehen?",
      better: {
        model: heron,
        text: "Bei 24 °C etwa vier bis sechs Stunden, bis er sich knapp verdoppelt hat, danach geformt noch ein bis zwei Stunden oder über Nacht im Kühlschrank. Kühler dauert länger: Achte auf das Volumen, nicht auf die Uhr.",
      },
      worse: { model: kestrel, text: "Ungefähr vier bis sechs Stunden bei Zimmertemperatur." },
      gap: "slight",
    },
    {
      id: "fact-01",
      prompt: "Why do leaves change colour in autumn?",
      better: {
        model: heron,
        text: "Trees break down the green chlorophyll and take its nitrogen back before they drop the leaves. Yellow and orange pigments were there all summer and now show; many reds are made afresh from sugars in bright, cool weather.",
      },
      worse: { model: wren, text: "Because the leaves get cold and the cold turns them red, as it does with our cheeks." },
      gap: "clear",
    },
    {
      id: "fact-02",
      prompt: "Who wrote Frankenstein, and how old was the author?",
      better: { model: kestrel, text: "Mary Shelley. She began it at 18 and it appeared when she was 20, in 1818." },
      worse: {
        model: wren,
        text: "Frankenstein is the name of the scientist and not of the monster, as many people wrongly believe. The novel was written by the poet Percy Shelley at the age of 40, during a long and rainy summer by a lake, where several friends told each other ghost stories to pass the time, and it has been filmed again and again since then.",
      },
      gap: "clear",
    },
    {
      id: "fact-03",
      prompt: "How does a heat pump warm a house although it is cold outside?",
      better: {
        model: heron,
        text: "It moves heat instead of making it. A fluid that boils far below zero takes up heat from the outdoor air; a compressor squeezes the vapour, which makes it hot; indoors it condenses, gives the heat off, expands, and starts anew. One unit of electricity moves about three of heat.",
      },
      worse: {
        model: kestrel,
        text: "It works like a refrigerator in reverse and takes heat from outside to bring it inside, using some electricity on the way.",
      },
      gap: "slight",
    },
    {
      id: "fact-04",
      prompt: "Are tomatoes a fruit or a vegetable?",
      better: { model: kestrel, text: "Both: botanically a fruit (a berry, in fact), in the kitchen a vegetable." },
      worse: { model: heron, text: "To a botanist a fruit, to a cook a vegetable. They grow from the flower and hold the seeds." },
      gap: "equal",
    },
    {
      id: "fact-05",
      prompt: "Which planet has the most moons?",
      better: { model: heron, text: "Saturn, with well over a hundred known; the count still grows as small ones are found." },
      worse: { model: wren, text: "Earth, because its moon is the brightest." },
      gap: "clear",
    },
    {
      id: "fact-06",
      prompt: [
        { role: "system", content: "You are a patient guide in a museum." },
        { role: "user", content: "Why is this old map upside down?" },
        { role: "assistant", content: "It is not: on it, south is at the top. Mapmakers in the Arab world often drew that way." },
        { role: "user", content: "So who decided that north is up?" },
      ],
      better: {
        model: heron,
        text: "Nobody did, in a single day. Ptolemy's maps had north at the top, and when Europe rediscovered and printed them, compasses and ocean charts made it a habit. Before that, many European maps had east at the top, towards the sunrise: that is why we still “orient” ourselves.",
      },
      worse: {
        model: kestrel,
        text: "It became usual in Europe in the time of the great voyages, since sailors steered by the north star and the compass.",
      },
      gap: "slight",
    },
  ],
};
