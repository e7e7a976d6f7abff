/** What the bar under the panes shows. */
export type ClockState = {
  /** whose each player is ("Response A"), in the order of the page; none where nothing on screen has a time */
  names: readonly string[];
  playing: boolean;
  seconds: number;
  duration: number;
  speed: number;
  /** which player is heard; the others are silent, so that two sounds never mix */
  heard: number;
};

export const speeds = [0.25, 0.5, 1, 1.5, 2] as const;

/** A step of one frame. Browsers do not tell a video's frame rate; thirty a second is the commonest. */
export const frameSeconds = 1 / 30;

// Players drift apart by less than a frame a second; beyond this an eye sees it, and a correction more often would stutter.
const driftSeconds = 0.08;

// Longer than any film, in seconds.
const beyondAnyEnd = 1e9;

/**
 * One clock for every player on screen: they start, stop, step and wind together, and follow the longest one. The players
 * themselves stay ordinary elements; what they report is gathered here.
 */
export class MediaClock {
  private readonly players: HTMLMediaElement[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly undo = new Map<HTMLMediaElement, () => void>();
  private readonly names = new Map<HTMLMediaElement, string>();
  private heard: HTMLMediaElement | undefined;
  private state: ClockState = { names: [], playing: false, seconds: 0, duration: 0, speed: 1, heard: 0 };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): ClockState => this.state;

  private set(change: Partial<ClockState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** The longest player; the shorter ones end before it. */
  private get leader(): HTMLMediaElement | undefined {
    return this.players.reduce<HTMLMediaElement | undefined>(
      (longest, player) => (!longest || lengthOf(player) > lengthOf(longest) ? player : longest),
      undefined,
    );
  }

  /** After players came or went: what is heard stays heard, and somebody is. */
  private arrange(): void {
    if (!this.heard || !this.players.includes(this.heard)) this.heard = this.players[0];
    for (const player of this.players) player.muted = player !== this.heard;
    const names = this.players.map((player) => this.names.get(player) ?? "");
    this.set({ names, heard: this.heard ? this.players.indexOf(this.heard) : 0 });
  }

  /** Takes a player in, at its place on the page: the prompt's may come back behind those of the responses. The returned function lets it go. */
  readonly add = (player: HTMLMediaElement, whose: string): (() => void) => {
    const next = this.players.findIndex((other) => isBefore(player, other));
    this.players.splice(next < 0 ? this.players.length : next, 0, player);
    this.names.set(player, whose);
    const follow = (): void => this.follow(player);
    // A film as a browser records it does not say how long it is; whoever plays it finds out by going to its end, and back.
    let backTo: number | null = null;
    const measure = (): void => {
      if (player.duration === Number.POSITIVE_INFINITY) {
        backTo ??= this.state.seconds;
        player.currentTime = beyondAnyEnd;
      } else if (backTo !== null) {
        player.currentTime = Math.min(backTo, lengthOf(player));
        backTo = null;
      }
      follow();
    };
    const ended = (): void => {
      if (player === this.leader) this.set({ playing: false, seconds: player.currentTime });
    };
    const events = { timeupdate: follow, loadedmetadata: measure, durationchange: measure, ended };
    for (const [name, listener] of Object.entries(events)) player.addEventListener(name, listener);
    this.undo.set(player, () => {
      for (const [name, listener] of Object.entries(events)) player.removeEventListener(name, listener);
    });
    player.playbackRate = this.state.speed;
    this.arrange();
    measure();
    return () => {
      this.undo.get(player)?.();
      this.undo.delete(player);
      player.pause();
      this.players.splice(this.players.indexOf(player), 1);
      this.names.delete(player);
      this.arrange();
      const leader = this.leader;
      this.set({
        seconds: leader?.currentTime ?? 0,
        duration: leader ? lengthOf(leader) : 0,
        ...(leader ? {} : { playing: false }),
      });
    };
  };

  private follow(player: HTMLMediaElement): void {
    const leader = this.leader;
    if (!leader) return;
    if (player === leader) this.set({ seconds: leader.currentTime, duration: lengthOf(leader) });
    if (!this.state.playing) return;
    for (const other of this.players) {
      const wanted = Math.min(leader.currentTime, lengthOf(other));
      if (other !== leader && Math.abs(other.currentTime - wanted) > driftSeconds) other.currentTime = wanted;
    }
  }

  readonly play = async (): Promise<void> => {
    const leader = this.leader;
    if (!leader) return;
    if (leader.ended) this.wind(0);
    this.set({ playing: true });
    // A player that has nothing left to show refuses to start; the others go on without it.
    await Promise.allSettled(this.players.filter((player) => player.currentTime < lengthOf(player)).map((player) => player.play()));
    if (this.players.every((player) => player.paused)) this.set({ playing: false });
  };

  readonly pause = (): void => {
    for (const player of this.players) player.pause();
    this.set({ playing: false });
  };

  readonly toggle = (): void => {
    if (this.state.playing) this.pause();
    else void this.play();
  };

  readonly wind = (seconds: number): void => {
    const wanted = Math.min(Math.max(0, seconds), this.state.duration);
    for (const player of this.players) player.currentTime = Math.min(wanted, lengthOf(player));
    this.set({ seconds: wanted });
  };

  /** Stops and moves by whole frames. */
  readonly step = (frames: number): void => {
    this.pause();
    this.wind(this.state.seconds + frames * frameSeconds);
  };

  readonly setSpeed = (speed: number): void => {
    for (const player of this.players) player.playbackRate = speed;
    this.set({ speed });
  };

  readonly hear = (index: number): void => {
    this.heard = this.players[index];
    this.arrange();
  };
}

/** Whether one stands before another in the same page. */
const isBefore = (one: Node, other: Node): boolean => {
  const position = one.compareDocumentPosition(other);
  return (position & Node.DOCUMENT_POSITION_DISCONNECTED) === 0 && (position & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
};

const lengthOf = (player: HTMLMediaElement): number => (Number.isFinite(player.duration) ? player.duration : 0);
