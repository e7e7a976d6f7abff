// The framework drops the length that an answer names, since it cannot know whether the body was unpacked on its way. Without it who
// asks by HEAD how large a file is learns nothing: DuckDB then fetches the whole for a few columns, others refuse the file.

/** Under which an answer of the app tells it: the same word as in lib/http/download-response.ts. */
const told = "x-body-length";

/** Names the length that the app told, unless the body is packed on its way out. @param {import("node:http").ServerResponse} response */
export function keepLength(response) {
  const writeHead = response.writeHead.bind(response);
  Reflect.set(response, "writeHead", (/** @type {Parameters<typeof writeHead>} */ ...head) => {
    const length = response.getHeader(told);
    response.removeHeader(told);
    if (length !== undefined && !response.hasHeader("content-encoding")) response.setHeader("content-length", String(length));
    return writeHead(...head);
  });
}
