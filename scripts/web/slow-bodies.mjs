// Node bounds how long a whole request may take to come in, whatever its size: a long upload is cut off in the middle, and 16 MB
// may come as slowly as they like. Here what counts is whether bytes come.

/** How often it is looked. */
const everyMs = 30_000;
/** A body must bring so many bytes between two looks, but for the time in which we do not read it. */
const leastBytes = 4_096;
/** Looks in a row without them: two minutes. */
const mostQuiet = 4;

/** @type {Map<import("node:http").IncomingMessage, { bytes: number, quiet: number }>} */
const watched = new Map();

/** Ends the connections of those who began a body and do not send it. */
export function endQuiet() {
  for (const [request, seen] of watched) {
    if (request.complete || request.destroyed) {
      watched.delete(request);
      continue;
    }
    const bytes = request.socket.bytesRead;
    // What lies here unread is for us to take.
    const waits = request.readableLength < request.readableHighWaterMark;
    seen.quiet = waits && bytes - seen.bytes < leastBytes ? seen.quiet + 1 : 0;
    seen.bytes = bytes;
    if (seen.quiet >= mostQuiet) request.socket.destroy();
  }
}

setInterval(endQuiet, everyMs).unref();

/** @param {import("node:http").IncomingMessage} request */
export function watchBodies(request) {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === "0")) return;
  watched.set(request, { bytes: request.socket.bytesRead, quiet: 0 });
  request.once("close", () => watched.delete(request));
}
