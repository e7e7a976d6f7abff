"""Writes the cases that surface-features.test.ts compares with: the features of texts, worked out a second time from their description.

    python3 lib/ml/text/surface-features.cases.py > lib/ml/text/surface-features.cases.jsonl

Needs the package `regex`. The texts are made here. First line: the texts that a model was fitted on. Each further line:
{prompt, response, deflated, own, features}; `own` is the number of the fitted prompt that is left out, or null; `deflated` the
bytes of the raw DEFLATE stream, since compressors of one level differ by a few.
"""

import json
import math
import unicodedata
import zlib
from collections import Counter

import regex

CJK = r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}"
WORD = regex.compile(rf"[{CJK}]|(?:(?![{CJK}])[\p{{L}}\p{{N}}\p{{M}}])+(?:['’](?:(?![{CJK}])\p{{L}})+)*")
SENTENCE = regex.compile(r"""(?<=[.!?…]["')\]”]*)\s+|(?<=[。！？])|\n+""", regex.V1)
MARKS = [",，、", "?？", "!！", ".。", ";；:：", '"“”„«»', "()（）", "-–—"]
FORMATS = [
    r"^\s*[-*•·]\s+\S",
    r"^\s*(\d{1,2}|[a-zA-Z])[.)、]\s*\S",
    r"^#{1,6}\s",
    r"\*\*[^*\n]+\*\*|__[^_\n]+__",
    "```",
    r"`[^`\n]+`",
    r"^\s*\|.*\|\s*$",
    r"https?://|www\.",
]
SCRIPTS = ["Latin", "Han", "Cyrillic", "Arabic", "Hiragana", "Hangul"]
log1p = math.log1p


def tokens_of(text):
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def sentences_of(text):
    return [part for part in SENTENCE.split(text) if part.strip()]


def grams(tokens, n):
    return [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]


def over(part, whole):
    return part / whole if whole else 0.0


def cosine(a, b):
    length = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
    return sum(v * b[k] for k, v in a.items()) / length if length else 0.0


def scripts(text):
    return Counter({s: len(regex.findall(rf"\p{{Script={s}}}", text)) for s in SCRIPTS})


def triples(text):
    low = [c.lower() for c in text[:3000]]
    return Counter("".join(low[i : i + 3]) for i in range(len(low) - 2))


def deflated(text):
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return len(packer.compress(text.encode()) + packer.flush())


def character_grams(tokens):
    text = " " + " ".join(tokens[:400]) + " "
    return [text[i : i + 4] for i in range(len(text) - 3)]


def features(prompt, response, fitted, own):
    tokens, asked = tokens_of(response), tokens_of(prompt)
    n, length = len(tokens), len(response)
    counts, kinds, asked_kinds = Counter(tokens), set(tokens), set(asked)
    sentences = sentences_of(response)
    lengths = [len(tokens_of(s)) for s in sentences]
    lines = [line for line in response.split("\n") if line.strip()]

    texts = {p for p, _ in fitted} | {r for _, rs in fitted for r in rs}
    df = Counter(word for text in texts for word in set(tokens_of(text)))
    common = COMMONEST
    idf = lambda word: math.log((1 + len(texts)) / (1 + df[word])) + 1
    weight = lambda words: sum(idf(word) for word in words if word not in common)

    out = [log1p(length), log1p(n), log1p(len(sentences)), min(length, 4000) / 1000, log1p(length) ** 2 / 10]
    out += [log1p(len(lines)), log1p(len(kinds))]
    out += [over(sum(map(len, tokens)), n), log1p(n / max(len(sentences), 1)), over(sum(len(t) > 6 for t in tokens), n)]
    out += [log1p(max(lengths, default=0)), over(sum(t in common for t in tokens), n)]
    for marks in MARKS:
        count = sum(c in marks for c in response)
        out += [log1p(count), min(over(100 * count, length), 5)]
    shouted = [w for w in response.split(" ") if len(w) > 2 and w == w.upper() and w != w.lower()]
    out += [over(len(regex.findall(r"\p{Lu}", response)), length), over(len(shouted), n)]
    out += [over(len(regex.findall(r"\p{Nd}", response)), length), over(sum(ord(c) > 0x7F for c in response), length)]
    out += [over(10 * response.count("\n"), length)]
    trimmed = response.strip()
    out += [float(bool(regex.match(r"\p{Ll}", trimmed))), float(trimmed[-1:] in tuple('.!?。！？"”)）`:…'))]
    out += [float(trimmed[-1:] in ("?", "？")), float(n == 0)]
    four = grams(tokens, 4)
    out += [over(len(kinds), n)] + [over(len(set(grams(tokens, k))), len(grams(tokens, k))) for k in (2, 3, 4)]
    tidied = [s.strip() for s in sentences]
    out += [over(len(tidied) - len(set(tidied)), len(tidied)), over(deflated(response), max(len(response.encode()), 1))]
    second = set(tokens[n // 2 :])
    out += [over(max(counts.values(), default=0), n), log1p(len(four) - len(set(four)))]
    out += [over(len(second - set(tokens[: n // 2])), len(second))]
    out += [log1p(len(regex.findall(pattern, response, regex.M))) for pattern in FORMATS]

    shared = kinds & asked_kinds
    out += [over(weight(shared), weight(asked_kinds)), over(weight(shared), weight(kinds))]
    out += [log1p(len(kinds) - len(shared)), 1 - over(len(shared), len(kinds))]
    out += [over(sum(g in set(grams(asked, 4)) for g in four), len(four))]
    out += [over(len(set(grams(asked, 2)) & set(grams(tokens, 2))), len(set(grams(asked, 2))))]
    first = set(tokens_of((sentences_of(prompt) or [""])[0]))
    out += [over(len(first & kinds), len(first)), float(n > 0 and asked[-n:] == tokens)]
    out += [cosine(scripts(prompt), scripts(response)), cosine(triples(prompt), triples(response))]
    apart = log1p(length) - log1p(len(prompt))
    out += [abs(apart), apart**2 / 4]

    others = [set(rs) for number, (_, rs) in enumerate(fitted) if number != own]
    seen = Counter(word for rs in others for word in {w for r in rs for w in tokens_of(r)})
    pieces = [g for rs in others for r in rs for g in character_grams(tokens_of(r))]
    c4, c3, alphabet = Counter(pieces), Counter(g[:3] for g in pieces), len({g[3] for g in pieces})
    surprise = [-math.log((c4[g] + 0.1) / (c3[g[:3]] + 0.1 * max(alphabet, 1))) for g in character_grams(tokens)]
    out += [over(sum(seen[t] == 0 for t in tokens), n), over(sum(seen[t] <= 2 for t in tokens), n)]
    out += [over(sum(math.log((1 + len(others)) / (1 + seen[t])) for t in tokens), n)]
    out += [log1p(sum(seen[k] == 0 for k in kinds)), log1p(sum(seen[k] >= 3 for k in kinds))]
    out += [over(sum(surprise), len(surprise)), over(sum(s > 5 for s in surprise), len(surprise))]

    out += [log1p(len(prompt)), float("?" in prompt[-60:]), log1p(len(set(regex.findall(r"[0-9]+", prompt))))]
    return out


COMMONEST = {"the", "a", "of", "to", "is"}
FITTED = [
    ("Why does bread rise?", ["Yeast makes gas, and the dough holds it.", "The yeast eats sugar. The gas lifts the dough."]),
    ("Name 2 rivers of Europe.", ["The Danube and the Rhine.", "1. Danube\n2. Rhine\n3. the Po"]),
    ("How do I boil an egg?", ["Put the egg into boiling water for seven minutes.", "Boil it. Boil it. Boil it. Boil it."]),
    ("为什么天是蓝的？", ["因为空气散射蓝光。", "天空反射了海的颜色。"]),
    ("Write a haiku to the sea", ["the sea is a sea\nthe wave of the sea is grey\na gull is the sea"]),
]
CASES = [
    ("How do I boil an egg?", "Put the egg into boiling water for seven minutes.", 2),
    ("How do I boil an egg?", "Boil it. Boil it. Boil it. Boil it.", None),
    ("Name 2 rivers of Europe. In 10 words, please; 2 is enough?", "- **Danube**: long!\n- __Rhine__ (1,230 km)\n\n| a | b |\n|---|---|\n| 1 | 2 |", 1),
    ("Show me a loop", "# Loop\n\n```js\nfor (;;) {}\n```\n\nSee `for` at https://example.org or www.example.com… a) it NEVER ENDS; b) it's endless—so what?", None),
    ("为什么天是蓝的？请用中文回答。", "因为空气散射蓝光，「蓝」光散射得多。天空就是蓝的！对吗？", 3),
    ("Warum ist der Himmel blau? Bitte kurz.", "weil die Luft blaues Licht stärker streut – »Rayleigh«-Streuung. „Ganz“ einfach: e\u0301 (é)", None),
    ("Repeat after me: the sea is grey", "the sea is grey", 4),
    ("the sea is grey. Is it?", "No.", None),
    ("", "!", None),
    ("Why?", "", None),
    ("Почему небо голубое?", "ПОТОМУ ЧТО воздух рассеивает свет 😀😀\n\n\n\nthe the the the the end", None),
    ("Count to 7", " ".join(str(k % 7) for k in range(1200)), None),
]

print(json.dumps({"fitted": [rs for _, rs in FITTED], "prompts": [p for p, _ in FITTED], "commonest": sorted(COMMONEST)}, ensure_ascii=False))
for prompt, response, own in CASES:
    row = {"prompt": prompt, "response": response, "own": own, "deflated": deflated(response)}
    row["features"] = [round(value, 12) for value in features(prompt, response, FITTED, own)]
    print(json.dumps(row, ensure_ascii=False))
