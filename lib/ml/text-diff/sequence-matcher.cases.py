"""Writes the cases that sequence-matcher.test.ts compares with: random sequences and what Python's difflib says of them.

    python3 lib/ml/text-diff/sequence-matcher.cases.py > lib/ml/text-diff/sequence-matcher.cases.jsonl

The text is made here. Each line: {a, b, on, off}; `on` and `off` are the matching blocks [a, b, size] with and without autojunk.
Sequences are code points, or words between spaces where `words` is true.
"""

import difflib
import json
import random

draw = random.Random(7)
alphabets = ["ab", "abcde", "abcdefghij .", "αβγδ éü", "שלום עולם", "你好世界，。", "😀👩‍🔬e\u0301🇫🇮x", "0123456789"]
words = "the a of red blue stone river holds under over seven eight never always line lead weight wall true plumb".split()


def edited(sequence, pool, rate):
    out = []
    for element in sequence:
        lot = draw.random()
        if lot < rate / 3:
            continue
        if lot < 2 * rate / 3:
            out.append(draw.choice(pool))
        elif lot < rate:
            out.extend([element, draw.choice(pool)])
        else:
            out.append(element)
    return out


for number in range(200):
    by_word = number % 2 == 1
    pool = words if by_word else list(draw.choice(alphabets))
    length = draw.randint(200, 330) if number % 8 >= 6 else draw.randint(0, 40)
    a = [draw.choice(pool) for _ in range(length)]
    if number % 10 == 0:
        b = [draw.choice(pool) for _ in range(draw.randint(0, 40))]
    else:
        b = edited(a, pool, draw.choice([0.05, 0.2, 0.5]))
    if number % 16 == 15 and len(b) > 60:
        cut = draw.randint(20, len(b) - 20)
        b = b[cut:] + b[:cut]
    join = " " if by_word else ""
    case = {"words": by_word, "a": join.join(a), "b": join.join(b)}
    for name, autojunk in (("on", True), ("off", False)):
        blocks = difflib.SequenceMatcher(None, a, b, autojunk=autojunk).get_matching_blocks()
        case[name] = [list(block) for block in blocks]
    print(json.dumps(case, ensure_ascii=False, separators=(",", ":")))
