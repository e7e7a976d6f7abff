import { gzipSync } from "node:zlib";
import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream as Random } from "@/lib/ml/random/random";
import { wholeFiles } from "@/bench/fuzz/whole-files";

const splice = (bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

const nasty = [
  Buffer.from([0]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from('"\\ud800"'),
  Buffer.from("\\u0000"),
  Buffer.from("NaN"),
  Buffer.from("1e999"),
  Buffer.from('"'),
  Buffer.from("\r"),
  Buffer.from("\n\n"),
  Buffer.from("}{"),
  Buffer.from("]["),
  Buffer.from("=cmd|'/c calc'!A1"),
  Buffer.from('{"__proto__":{"x":1}}'),
  Buffer.from("[".repeat(10_000)),
  Buffer.from(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
  Buffer.from("é".repeat(5_000)),
];

type Mutation = { name: string; apply: (bytes: Buffer, random: Random) => Buffer };

/** What happens to files on their way: cut, flipped, doubled, spliced, glued, mis-encoded, and some that are made to hurt. */
const mutations: Mutation[] = [
  { name: "as it is", apply: (bytes) => bytes },
  { name: "cut", apply: (bytes, random) => bytes.subarray(0, random.integer(bytes.length + 1)) },
  { name: "head missing", apply: (bytes, random) => bytes.subarray(random.integer(bytes.length + 1)) },
  {
    name: "bits flipped",
    apply: (bytes, random) => {
      const spoilt = Buffer.from(bytes);
      for (let i = 0; i < 1 + random.integer(20); i += 1) {
        const at = random.integer(spoilt.length || 1);
        spoilt[at] = (spoilt[at] ?? 0) ^ (1 << random.integer(8));
      }
      return spoilt;
    },
  },
  {
    name: "bytes put in",
    apply: (bytes, random) => {
      let spoilt = bytes;
      for (let i = 0; i < 1 + random.integer(3); i += 1)
        spoilt = splice(
          spoilt,
          random.integer(spoilt.length + 1),
          random.integer(4),
          nasty[random.integer(nasty.length)] ?? Buffer.alloc(0),
        );
      return spoilt;
    },
  },
  {
    name: "a piece moved",
    apply: (bytes, random) => {
      const [from, length] = [random.integer(bytes.length + 1), random.integer(200)];
      return splice(bytes, random.integer(bytes.length + 1), 0, bytes.subarray(from, from + length));
    },
  },
  { name: "twice", apply: (bytes) => Buffer.concat([bytes, bytes]) },
  { name: "zeros", apply: (bytes, random) => splice(bytes, random.integer(bytes.length + 1), 0, Buffer.alloc(random.integer(5_000))) },
  { name: "latin-1", apply: (bytes) => Buffer.from(bytes.toString("utf8"), "latin1") },
  { name: "utf-16", apply: (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString("utf8"), "utf16le")]) },
  {
    name: "many keys",
    apply: (bytes) => Buffer.concat([Buffer.from(`{${Array.from({ length: 150_000 }, (_, i) => `"k${i}":1`).join(",")}}\n`), bytes]),
  },
  { name: "a long line", apply: (bytes) => Buffer.concat([Buffer.from(`{"prompt":"${"x".repeat(51_000_000)}"}\n`), bytes]) },
  { name: "packed again", apply: (bytes) => gzipSync(bytes) },
];

// Those that build tens of megabytes are drawn less often.
const heavy = new Set(["a long line", "many keys"]);

export type FuzzFile = { name: string; mutation: string; bytes: Buffer };

export async function* mutatedFiles(seed: number, count: number, folder: string): AsyncGenerator<FuzzFile> {
  const random = createRandom(seed);
  const seeds = await wholeFiles(folder);
  for (let i = 0; i < count; i += 1) {
    const whole = seeds[i % seeds.length];
    let mutation = mutations[random.integer(mutations.length)];
    if (mutation && heavy.has(mutation.name) && random.integer(10) > 0) mutation = mutations[random.integer(6)];
    if (!whole || !mutation) continue;
    yield { name: whole.name, mutation: mutation.name, bytes: mutation.apply(whole.bytes, random) };
  }
}
