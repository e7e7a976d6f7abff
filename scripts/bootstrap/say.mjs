const begin = Date.now();

/**
 * One line of progress with the time since the command began.
 * @param {string} text
 */
export function say(text) {
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  process.stdout.write(`${`${seconds}s`.padStart(7)}  ${text}\n`);
}
