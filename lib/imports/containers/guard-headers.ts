import { ByteBuffer } from "flatbuffers";

/**
 * The headers of Arrow files say of each list how many entries it has, and the library makes them all before it looks at any. In a
 * damaged header of two kilobytes that may be a thousand million. An entry takes at least a byte: more of them than the header has
 * bytes are refused.
 */
const lengthAsTold = Reflect.get(ByteBuffer.prototype, "__vector_len");

function boundedLength(this: ByteBuffer, offset: number): number {
  const length = Number(Reflect.apply(lengthAsTold, this, [offset]));
  if (length < 0 || length > this.capacity())
    throw new RangeError(`its header tells of a list of ${length} entries, and has ${this.capacity()} bytes`);
  return length;
}

/** Called once, before the first Arrow file is read. */
export const guardHeaders = (): void => {
  ByteBuffer.prototype.__vector_len = boundedLength;
};
