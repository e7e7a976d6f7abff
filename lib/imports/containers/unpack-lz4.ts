/**
 * An LZ4 frame (LZ4 Frame Format 1.6.4, Y. Collet), unpacked: what Arrow files written by default with pandas or R hold. Checksums are
 * not verified: Arrow's own lengths tell a damaged buffer.
 * @throws RangeError where the frame is no LZ4, breaks off, refers to bytes before its start, or holds more than `mostBytes`
 */
export const unpackLz4 = (data: Uint8Array, mostBytes = 256 * 1024 * 1024): Uint8Array => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const need = (at: number, bytes: number): void => {
    if (at + bytes > data.length) throw new RangeError("the LZ4 data breaks off");
  };
  need(0, 7);
  if (view.getUint32(0, true) !== 0x184d2204) throw new RangeError("this is no LZ4 frame");
  const flags = data[4] ?? 0;
  const blockChecksums = (flags & 0x10) !== 0;
  let at = 6 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4) + 1;
  let out = new Uint8Array(Math.min(mostBytes, Math.max(1_024, data.length * 4)));
  let written = 0;
  const room = (bytes: number): void => {
    if (written + bytes > mostBytes) throw new RangeError("the LZ4 data unpacks to more than the limit");
    if (written + bytes <= out.length) return;
    const grown = new Uint8Array(Math.min(mostBytes, Math.max(written + bytes, out.length * 2)));
    grown.set(out.subarray(0, written));
    out = grown;
  };

  const unpackBlock = (start: number, end: number): void => {
    let from = start;
    const byte = (): number => {
      if (from >= end) throw new RangeError("the LZ4 data breaks off");
      return data[from++] ?? 0;
    };
    const lengthOf = (nibble: number): number => {
      let length = nibble;
      if (nibble === 15) {
        let more = 255;
        while (more === 255) {
          more = byte();
          length += more;
        }
      }
      return length;
    };
    while (from < end) {
      const token = byte();
      const literals = lengthOf(token >> 4);
      if (from + literals > end) throw new RangeError("the LZ4 data breaks off");
      room(literals);
      out.set(data.subarray(from, from + literals), written);
      written += literals;
      from += literals;
      if (from >= end) return;
      const offset = byte() | (byte() << 8);
      const length = lengthOf(token & 15) + 4;
      if (offset === 0 || offset > written) throw new RangeError("the LZ4 data refers to bytes before its start");
      room(length);
      // Byte by byte, because a copy may overlap what it writes.
      for (let i = 0; i < length; i += 1, written += 1) out[written] = out[written - offset] ?? 0;
    }
  };

  for (;;) {
    need(at, 4);
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return out.subarray(0, written);
    const bytes = size & 0x7fffffff;
    need(at, bytes);
    if (size >>> 31 === 1) {
      room(bytes);
      out.set(data.subarray(at, at + bytes), written);
      written += bytes;
    } else {
      unpackBlock(at, at + bytes);
    }
    at += bytes + (blockChecksums ? 4 : 0);
  }
};
