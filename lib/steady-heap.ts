import { setFlagsFromString } from "node:v8";

// By so many per cent of what was alive at the last collection may the heap grow before the next one. Left to itself V8 lets it
// double or more while memory is plenty: a stream of rows, of which little lives long, then holds 200 MB that nobody needs.
const growthPercent = 60;

/** For long streams of rows, whose memory is to be flat: dead rows are collected sooner, at a few per cent of the time. */
export const keepHeapSteady = (): void => setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
