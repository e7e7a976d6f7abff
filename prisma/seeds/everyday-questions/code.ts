import { heron, kestrel, wren } from "./pair";
import type { SeedDomain } from "./pair";

export const code: SeedDomain = {
  name: "code",
  pairs: [
    {
      id: "code-01",
      prompt: "In Python, how do I remove duplicates from a list and keep the order?",
      better: {
        model: heron,
        text: "Dictionaries keep insertion order, so this is enough:\n\n```python\nunique = list(dict.fromkeys(items))\n```\n\nThe items must be hashable. For unhashable ones, keep a list of what was seen and test membership.",
      },
      worse: {
        model: wren,
        text: "Use a set:\n\n```python\nunique = list(set(items))\n```\n\nThis removes every duplicate and keeps your list in its order.",
      },
      gap: "clear",
    },
    {
      id: "code-02",
      prompt: "Why does `0.1 + 0.2 == 0.3` give false in JavaScript?",
      better: {
        model: kestrel,
        text: "Numbers are binary floating point, and none of the three has an exact binary form. The sum is rounded to `0.30000000000000004`. Compare with a tolerance instead:\n\n```js\nMath.abs(a - b) < 1e-9\n```\n\nFor money, count in whole cents.",
      },
      worse: {
        model: wren,
        text: "It is a known bug of JavaScript that other languages do not have. Round the numbers with `toFixed` and it goes away.",
      },
      gap: "clear",
    },
    {
      id: "code-03",
      prompt: "How do I undo my last git commit but keep the changes?",
      better: {
        model: heron,
        text: "```sh\ngit reset --soft HEAD~1\n```\n\nThe commit goes, its changes stay staged. If you pushed it already, prefer `git revert HEAD`, so that others' history is left alone.",
      },
      worse: { model: kestrel, text: "Run `git reset --hard HEAD~1`. Your last commit is removed and you can go on working." },
      gap: "clear",
    },
    {
      id: "code-04",
      prompt: "Write a SQL query for the three customers with the highest total order value.",
      better: {
        model: heron,
        text: "```sql\nselect customer_id, sum(amount) as total\nfrom orders\ngroup by customer_id\norder by total desc\nlimit 3;\n```\n\nTies at the third place are cut off; `fetch first 3 rows with ties` keeps them.",
      },
      worse: {
        model: kestrel,
        text: "```sql\nselect customer_id, sum(amount) as total\nfrom orders\ngroup by customer_id\norder by total desc\nlimit 3;\n```",
      },
      gap: "slight",
    },
    {
      id: "code-05",
      prompt: "What is the difference between a process and a thread?",
      better: {
        model: kestrel,
        text: "A process has its own memory; threads live inside a process and share it. So threads are cheap to start and talk to each other through variables, but one that corrupts memory takes all down. Processes are isolated and talk through pipes or sockets.",
      },
      worse: {
        model: heron,
        text: "Processes are isolated from each other with separate address spaces. Threads of one process share its address space, which makes communication easy and mistakes contagious.",
      },
      gap: "equal",
    },
    {
      id: "code-06",
      prompt: "My web page is slow because it loads 40 images at once. What is the simplest fix?",
      better: {
        model: heron,
        text: 'Add `loading="lazy"` to the images below the fold, and give each its `width` and `height` so that nothing jumps:\n\n```html\n<img src="cat.jpg" width="640" height="480" loading="lazy" alt="A cat">\n```\n\nThen serve them at the size at which they are shown.',
      },
      worse: {
        model: wren,
        text: "Images are an important part of any modern page. To improve speed you should consider a number of strategies, such as a faster server, a content delivery network, compression, caching, minification, HTTP/3, a service worker, or rewriting the page in another framework. Each of them has advantages and disadvantages that depend on your situation.",
      },
      gap: "clear",
    },
    {
      id: "code-07",
      prompt: "How do I read a file line by line in Go?",
      better: {
        model: heron,
        text: '```go\nf, err := os.Open("input.txt")\nif err != nil {\n\tlog.Fatal(err)\n}\ndefer f.Close()\n\nsc := bufio.NewScanner(f)\nfor sc.Scan() {\n\tfmt.Println(sc.Text())\n}\nif err := sc.Err(); err != nil {\n\tlog.Fatal(err)\n}\n```\n\nLines over 64 kB need a larger buffer: `sc.Buffer(make([]byte, 0, 1<<20), 1<<20)`.',
      },
      worse: {
        model: kestrel,
        text: '```go\ndata, _ := os.ReadFile("input.txt")\nfor _, line := range strings.Split(string(data), "\\n") {\n\tfmt.Println(line)\n}\n```',
      },
      gap: "slight",
    },
    {
      id: "code-08",
      prompt: "Explain what this does: `for i in range(len(a) - 1, -1, -1): print(a[i])`",
      better: {
        model: kestrel,
        text: "It prints the elements of `a` from last to first: `range` starts at the last index and counts down to 0. `for x in reversed(a): print(x)` says the same more plainly.",
      },
      worse: { model: wren, text: "It prints every element of the list except the last one, because of the `- 1`." },
      gap: "clear",
    },
    {
      id: "code-09",
      prompt: "Is it fine to store passwords with SHA-256?",
      better: {
        model: heron,
        text: "No: it is made to be fast, so billions of guesses a second are possible. Use a slow password hash with a salt of its own for each user, such as argon2id or bcrypt, from a library.",
      },
      worse: { model: kestrel, text: "SHA-256 is a secure hash, so yes. Add a salt and you are on the safe side." },
      gap: "clear",
    },
    {
      id: "code-10",
      prompt: "Give me a regular expression for a date like 2024-03-09.",
      better: {
        model: kestrel,
        text: "`^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$`\n\nIt checks the ranges of month and day, though not that 30 February does not exist; parse the date to be sure of that.",
      },
      worse: { model: heron, text: "`\\d{4}-\\d{2}-\\d{2}` matches dates in this form." },
      gap: "slight",
    },
  ],
};
