import { constants, deflateRawSync, gzipSync } from "node:zlib";

/** Files that unpack to 208 megabytes, made without packing as much: one packed piece is repeated. */

const piece = Buffer.alloc(16_000_000, "x");
const pieces = 13;
const repeated = (packed: Buffer): Buffer[] => Array.from({ length: pieces }, () => packed);

/** A record that never ends, as members of gzip behind each other, which read as one text. */
export const gzipBomb = (): Buffer => Buffer.concat([gzipSync('{"a":"'), ...repeated(gzipSync(piece))]);

/** A deflated entry of an archive, with the size that it unpacks to. */
export const deflatedBomb = (): { packed: Buffer; size: number } => ({
  packed: Buffer.concat([...repeated(deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH })), deflateRawSync("")]),
  size: pieces * piece.length,
});
