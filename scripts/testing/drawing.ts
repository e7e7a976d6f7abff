import { afterAll, beforeAll } from "vitest";

const drawing: [object, Record<string, unknown>][] = [
  [window, { matchMedia: () => ({ matches: false }) }],
  [
    globalThis,
    {
      ResizeObserver: class {
        observe = () => undefined;
        disconnect = () => undefined;
      },
    },
  ],
  [Element.prototype, { checkVisibility: () => true, scrollIntoView: () => undefined }],
  [Range.prototype, { getClientRects: () => [] }],
];

/** What jsdom does not draw. Other files run in the same process: taken away again. */
export const pretendToDraw = (): void => {
  beforeAll(() => {
    for (const [place, parts] of drawing) Object.assign(place, parts);
  });
  afterAll(() => {
    for (const [place, parts] of drawing) for (const name of Object.keys(parts)) Reflect.deleteProperty(place, name);
  });
};
