import { heron, kestrel, wren } from "./pair";
import type { SeedDomain } from "./pair";

export const maths: SeedDomain = {
  name: "maths",
  pairs: [
    {
      id: "maths-01",
      prompt: "Solve $x^2 - 5x + 6 = 0$.",
      better: {
        model: heron,
        text: "Factor it: $x^2 - 5x + 6 = (x - 2)(x - 3)$, so $x = 2$ or $x = 3$.\n\nCheck: $4 - 10 + 6 = 0$ and $9 - 15 + 6 = 0$.",
      },
      worse: { model: wren, text: "The solutions are $x = -2$ and $x = -3$, since their product is $6$ and their sum is $-5$." },
      gap: "clear",
    },
    {
      id: "maths-02",
      prompt: "What is the derivative of $x^2 e^x$?",
      better: { model: kestrel, text: "By the product rule,\n\n$$\\frac{d}{dx}\\left(x^2 e^x\\right) = 2x e^x + x^2 e^x = x(x + 2)e^x.$$" },
      worse: { model: wren, text: "The derivative is $2x e^x$, because the derivative of $e^x$ is $e^x$ and that of $x^2$ is $2x$." },
      gap: "clear",
    },
    {
      id: "maths-03",
      prompt: "Why is the sum of the angles of a triangle 180 degrees?",
      better: {
        model: heron,
        text: "Draw a line through one corner, parallel to the opposite side. The three angles at that corner then lie along a straight line: the middle one is the triangle's own, the outer two equal the other two angles of the triangle, being alternate angles between parallels. A straight line is $180^\\circ$.",
      },
      worse: {
        model: kestrel,
        text: "Because a triangle is half of a rectangle, and a rectangle has four right angles, so $360^\\circ / 2 = 180^\\circ$.",
      },
      gap: "slight",
    },
    {
      id: "maths-04",
      prompt: "A jacket costs 80 after a 20 % discount. What did it cost before?",
      better: { model: kestrel, text: "The 80 are 80 % of the old price $p$, so $0.8\\,p = 80$ and $p = 100$." },
      worse: { model: wren, text: "Add the 20 % again: $80 \\cdot 1.2 = 96$. The jacket cost 96 before the discount." },
      gap: "clear",
    },
    {
      id: "maths-05",
      prompt: "What does a p-value of 0.03 mean?",
      better: {
        model: heron,
        text: "If there were no effect at all, a result at least as extreme as yours would come up in 3 % of such experiments. It is not the probability that the effect is chance, and it says nothing of how large the effect is.",
      },
      worse: {
        model: kestrel,
        text: "It means that there is a 3 % probability that your result is due to chance and a 97 % probability that your hypothesis is true.",
      },
      gap: "clear",
    },
    {
      id: "maths-06",
      prompt: "How many ways are there to arrange the letters of LEVEL?",
      better: {
        model: heron,
        text: "There are $5! = 120$ orders of five letters; L and E each occur twice, so divide by $2!\\,2!$:\n\n$$\\frac{5!}{2!\\,2!} = 30.$$",
      },
      worse: { model: wren, text: "Five letters can be arranged in $5! = 120$ ways." },
      gap: "clear",
    },
    {
      id: "maths-07",
      prompt: "Explain standard deviation to a twelve-year-old.",
      better: {
        model: kestrel,
        text: "It tells how far things usually are from their average. If everybody in your class is between 149 and 151 cm tall, it is tiny. If some are 130 and some 170, it is large, although the average may be the same.",
      },
      worse: {
        model: heron,
        text: "Standard deviation is the square root of the mean squared distance from the mean: $\\sigma = \\sqrt{\\frac1n \\sum_i (x_i - \\bar x)^2}$.",
      },
      gap: "slight",
    },
    {
      id: "maths-08",
      prompt: "Is 91 a prime number?",
      better: { model: heron, text: "No: $91 = 7 \\cdot 13$." },
      worse: {
        model: wren,
        text: "To find out whether 91 is prime we check whether small primes divide it. It is odd, so 2 does not. Its digits sum to 10, so 3 does not. It does not end in 0 or 5, so 5 does not. As none of these divides 91, it is a prime number, and a rather large one.",
      },
      gap: "clear",
    },
    {
      id: "maths-09",
      prompt: "Give the area under $y = x$ from 0 to 3, with and without an integral.",
      better: {
        model: kestrel,
        text: "With: $\\int_0^3 x\\,dx = \\left[\\tfrac{x^2}{2}\\right]_0^3 = 4.5$. Without: it is a triangle with base 3 and height 3, so $\\tfrac12 \\cdot 3 \\cdot 3 = 4.5$.",
      },
      worse: {
        model: heron,
        text: "It is a right triangle of base 3 and height 3: area $4.5$. The integral $\\int_0^3 x\\,dx$ gives $4.5$, too.",
      },
      gap: "equal",
    },
    {
      id: "maths-10",
      prompt: [
        { role: "user", content: "What is the expected number of coin flips until the first head?" },
        { role: "assistant", content: "It is 2." },
        { role: "user", content: "Why?" },
      ],
      better: {
        model: heron,
        text: "Let $E$ be the answer. One flip is always made; with probability $\\tfrac12$ it is a tail and you stand where you began. So $E = 1 + \\tfrac12 E$, and $E = 2$.",
      },
      worse: { model: kestrel, text: "Because half of all flips are heads, so on average you need two of them for one head." },
      gap: "slight",
    },
  ],
};
