/** A network that neither takes nor brings a byte counts as away after this long. */
const silenceMs = 20_000;

/**
 * The same for a long body. Browsers call sent what the machine still holds to send, a quarter of a megabyte perhaps: two minutes are
 * enough for that at 2 kB a second, and are what the server waits for (scripts/web/slow-bodies.mjs).
 */
const longSilenceMs = 120_000;

/** From here on a body goes out in pieces that are worth watching; in letters. */
export const longBody = 16_384;

type Message = { body: string; keepalive: boolean };
export type Received = { ok: boolean; status: number; text: string };

const contentType = { "content-type": "application/json" };

/** Ends what goes on too long without a sign of life. */
const watchSilence = (ms: number, end: () => void): { alive: () => void; over: () => void } => {
  let timer = setTimeout(end, ms);
  const over = (): void => clearTimeout(timer);
  const alive = (): void => {
    over();
    timer = setTimeout(end, ms);
  };
  return { alive, over };
};

const fetchAll = async (path: string, init: RequestInit): Promise<Received> => {
  const aborter = new AbortController();
  const silence = watchSilence(silenceMs, () => aborter.abort());
  try {
    const response = await fetch(path, { ...init, signal: aborter.signal });
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    let text = "";
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      silence.alive();
      text += decoder.decode(piece.value, { stream: true });
    }
    return { ok: response.ok, status: response.status, text: text + decoder.decode() };
  } finally {
    silence.over();
  }
};

/** `fetch` does not tell how much of a body went out. */
const sendLong = (path: string, body: string): Promise<Received> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const silence = watchSilence(longSilenceMs, () => request.abort());
    request.upload.addEventListener("progress", silence.alive);
    request.addEventListener("progress", silence.alive);
    request.addEventListener("loadend", () => {
      silence.over();
      const { status, responseText } = request;
      if (status === 0) reject(new TypeError("The connection broke off."));
      else resolve({ ok: status >= 200 && status < 300, status, text: responseText });
    });
    request.open("POST", path);
    for (const [name, value] of Object.entries(contentType)) request.setRequestHeader(name, value);
    request.send(body);
  });

/** Posts a body however slow the line is, as long as something moves on it. Rejects where the server was not reached. */
export const patientPost = (path: string, message: Message): Promise<Received> =>
  message.body.length < longBody || message.keepalive
    ? fetchAll(path, { method: "POST", headers: contentType, ...message })
    : sendLong(path, message.body);

export const patientGet = (path: string): Promise<Received> => fetchAll(path, {});
