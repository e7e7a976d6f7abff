/**
 * The language of a text by its script and, among languages that share one, by its commonest small words. No trained model:
 * wrong on very short texts, where it answers with the commonest language of the script.
 */

/** Small words that are frequent in one language and rare in its neighbours. */
const functionWords: Record<string, { script: string; words: string }> = {
  English: {
    script: "Latin",
    words:
      "the and of to in is you that it for are with this what how be was on have i my can as do if or not from your at by an me we they will would there which",
  },
  Spanish: {
    script: "Latin",
    words:
      "el la los las de que y en un una por con para es no se del lo como más pero su al me si está muy ya qué o le cuando porque todo esto son yo",
  },
  Portuguese: {
    script: "Latin",
    words:
      "o os as de que e em um uma por com para é não se do da no na como mais mas seu ao eu está muito já ou isso quando você são foi pelo também só tem",
  },
  French: {
    script: "Latin",
    words:
      "le la les des de et un une en que qui est pour dans pas sur ce il je avec au du ne se plus par mais vous nous sont c'est j'ai être cette ont on",
  },
  German: {
    script: "Latin",
    words:
      "der die das und ist nicht ich ein eine zu den mit von auf für im dem es sich auch wie aber wir sie als an hat noch nach bei wenn nur war oder werden man so",
  },
  Italian: {
    script: "Latin",
    words:
      "il lo gli di che e è un una per con non del della in le si come più ma al nel sono anche io questo ho se da mi dei alla quando ha cosa",
  },
  Dutch: {
    script: "Latin",
    words:
      "de het een en van is dat niet ik te op met voor zijn er aan je ook maar als wat om dit bij naar dan nog heeft hij uit deze wel worden was",
  },
  Romanian: {
    script: "Latin",
    words: "și de în la a cu pe că nu este un o din mai care pentru sa să ce au fost prin după sau lui cel al ale se fi acest aceasta",
  },
  Polish: {
    script: "Latin",
    words: "i w na z się nie do to jest że o jak po za od ale co czy dla przez tak już tym był może jego być oraz tego są",
  },
  Czech: { script: "Latin", words: "a v na se je že to s z do o k i jako by za pro ale si tak jsem jsou jeho podle který nebo byl po" },
  Slovak: { script: "Latin", words: "a v na sa je že to s z do o k i ako by za pre ale si tak som sú jeho podľa ktorý alebo bol po" },
  Swedish: {
    script: "Latin",
    words: "och att det i en som är på av för med den inte till har de om ett jag var men så kan från vi när man",
  },
  Danish: {
    script: "Latin",
    words: "og at det i en som er på af for med den ikke til har de om et jeg var men så kan fra vi når man hvad",
  },
  Norwegian: {
    script: "Latin",
    words: "og at det i en som er på av for med den ikke til har de om et jeg var men så kan fra vi når hva noe",
  },
  Finnish: { script: "Latin", words: "ja on ei se että oli hän mutta niin kun kuin myös jos ovat tai joka ole mitä sen vain minä sekä" },
  Hungarian: { script: "Latin", words: "a az és hogy nem is egy ez van de meg csak volt mint már még ha vagy el ki azt kell lehet" },
  Turkish: { script: "Latin", words: "ve bir bu için ile da de ne çok daha olarak gibi ama en o var mı mi değil olan kadar ben sonra" },
  Vietnamese: { script: "Latin", words: "và của là có không cho được người trong một này với những các để khi đã từ như về tôi" },
  Indonesian: {
    script: "Latin",
    words: "yang dan di untuk dengan ini itu dari tidak pada adalah dalam akan ke saya bisa ada atau juga anda seperti",
  },
  Tagalog: { script: "Latin", words: "ang ng sa na mga at ay ko hindi ito siya para kung mo ako ni may po lang" },
  Swahili: { script: "Latin", words: "na ya wa kwa ni katika za la kuwa hii yake cha kama lakini pia sana huyu hayo" },
  Catalan: { script: "Latin", words: "el la els les de que i en un una per amb és no del al com més però aquest va ser són dels aquesta" },
  Croatian: { script: "Latin", words: "i u na je se da su za od s a koji to kao ne o bi što ali nije iz do" },
  Russian: { script: "Cyrillic", words: "и в не на я что он с как это по но они к у из за то все так же был от для мы вы" },
  Ukrainian: { script: "Cyrillic", words: "і в не на я що він з як це по але вони до у із за то все так же був від для ми ви та є" },
  Bulgarian: { script: "Cyrillic", words: "и в не на аз че той с като това по но те към у от за то всички така е да се са ще" },
  Arabic: { script: "Arabic", words: "في من على أن إلى عن مع هذا هذه التي الذي لا ما كان هو هي كل قد بعد" },
  Persian: { script: "Arabic", words: "در از به که این را با است برای آن یک خود تا بر هم نیز شده می ها" },
  Urdu: { script: "Arabic", words: "میں کے کی ہے اور کا سے کو نے یہ پر ہیں کہ ہو گیا تھا ایک نہیں بھی" },
};

const scripts: { script: string; pattern: RegExp; language: string | null }[] = [
  { script: "Latin", pattern: /\p{Script=Latin}/gu, language: null },
  { script: "Cyrillic", pattern: /\p{Script=Cyrillic}/gu, language: null },
  { script: "Arabic", pattern: /\p{Script=Arabic}/gu, language: null },
  { script: "Kana", pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, language: "Japanese" },
  { script: "Hangul", pattern: /\p{Script=Hangul}/gu, language: "Korean" },
  { script: "Han", pattern: /\p{Script=Han}/gu, language: "Chinese" },
  { script: "Devanagari", pattern: /\p{Script=Devanagari}/gu, language: "Hindi" },
  { script: "Bengali", pattern: /\p{Script=Bengali}/gu, language: "Bengali" },
  { script: "Tamil", pattern: /\p{Script=Tamil}/gu, language: "Tamil" },
  { script: "Telugu", pattern: /\p{Script=Telugu}/gu, language: "Telugu" },
  { script: "Thai", pattern: /\p{Script=Thai}/gu, language: "Thai" },
  { script: "Hebrew", pattern: /\p{Script=Hebrew}/gu, language: "Hebrew" },
  { script: "Greek", pattern: /\p{Script=Greek}/gu, language: "Greek" },
  { script: "Georgian", pattern: /\p{Script=Georgian}/gu, language: "Georgian" },
  { script: "Armenian", pattern: /\p{Script=Armenian}/gu, language: "Armenian" },
];

/** Every language that the built-in tagger can name. */
export const knownLanguages: readonly string[] = [
  ...Object.keys(functionWords),
  ...scripts.flatMap(({ language }) => (language === null ? [] : [language])),
];

const words = new Map(Object.entries(functionWords).map(([language, entry]) => [language, new Set(entry.words.split(" "))]));
const commonest: Record<string, string> = { Latin: "English", Cyrillic: "Russian", Arabic: "Arabic" };

// A script counts from a fifth of the letters: a Chinese question about an English word is Chinese, and English too if there is much of it.
const leastShare = 0.2;
const readCharacters = 4000;

/** Languages of a text, the main one first; empty where there are no letters. */
export const languagesOf = (text: string): string[] => {
  const sample = text.slice(0, readCharacters).toLowerCase();
  const counts = scripts.map((entry) => ({ ...entry, count: sample.match(entry.pattern)?.length ?? 0 }));
  // One sign of Chinese says as much as two or three letters.
  const weighed = counts.map((entry) => ({ ...entry, count: entry.script === "Han" ? entry.count * 2.5 : entry.count }));
  const total = weighed.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const kana = weighed.find(({ script }) => script === "Kana")?.count ?? 0;
  const present = weighed
    // Japanese writes with Chinese signs among its own.
    .filter(({ script, count }) => (script === "Han" && kana > 0 ? false : script === "Kana" ? kana > 0 : count >= leastShare * total))
    .sort((a, b) => b.count - a.count);
  return [...new Set(present.map(({ script, language }) => language ?? byFunctionWords(sample, script)))];
};

const byFunctionWords = (sample: string, script: string): string => {
  const tokens = sample.match(/[\p{L}\p{M}]+(?:['’]\p{L}+)*/gu) ?? [];
  let best = { language: commonest[script] ?? "English", hits: 0 };
  for (const [language, set] of words) {
    if (functionWords[language]?.script !== script) continue;
    const hits = tokens.reduce((sum, token) => sum + (set.has(token) ? 1 : 0), 0);
    if (hits > best.hits) best = { language, hits };
  }
  return best.language;
};
