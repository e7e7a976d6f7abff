import type { Actor } from "@/lib/auth/actor";
import { encoderTitle } from "@/lib/reward-models/encoder-title";
import type { VersionView } from "@/lib/reward-models/schema";

const planFile = /^plan:(.+)$/su;

/**
 * A version as its reader may see it. The command line runs on the machine and gets the paths that it was given; whoever asks from
 * elsewhere gets the names of the folder and the file, here and in what is told of a failure.
 */
export const shownVersion = (actor: Actor, version: VersionView): VersionView => {
  if (actor.kind === "system") return version;
  const paths = [version.encoder, planFile.exec(version.labels)?.[1]].filter((path) => path !== undefined);
  const named = (text: string): string => paths.reduce((told, path) => told.replaceAll(path, encoderTitle(path)), text);
  return {
    ...version,
    encoder: encoderTitle(version.encoder),
    labels: named(version.labels),
    error: version.error && named(version.error),
  };
};
