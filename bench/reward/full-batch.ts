import { writeManyModels, writePairs, writeFloats } from "@/bench/reward/data";
import { standings, worstExcess, worstGradient } from "@/bench/reward/objective";
import { runInTurn } from "@/bench/reward/in-turn";
import { runOurs } from "@/bench/reward/sides";
import type { Peer } from "@/bench/reward/sides";
import type { LinearTask, Outcome } from "@/bench/reward/tasks";
import path from "node:path";
import { memoryOf, verdict, withPeer } from "@/bench/reward/parts";
import type { Part, Row } from "@/bench/reward/parts";
import { PAIRS, WIDTH } from "@/bench/reward/data";

const DEFAULT_TOLERANCE = 1e-4;
/** Where the columns are independent a fit takes a fifth of a second, in which another program's turn would be half of it. */
const SHORT_FIT_RUNS = 7;

/**
 * One full-batch fit, three ways: both sides with one stopping rule; scikit-learn with its own default; and scikit-learn as in the
 * measurement that the target comes from, to 1e-6 and with its conversion to float64 as part of the fit.
 */
export const fullBatch = (name: string, ill: boolean): Part => ({
  name,
  run: async function* ({ folder, seed, threads }) {
    const { differences: features } = await writePairs(folder, { rows: PAIRS, width: WIDTH, seed, ill });
    const labels = await writeFloats(folder, "labels", new Float32Array(PAIRS).fill(1));
    const task: LinearTask = {
      kind: "linear",
      ...{
        threads,
        rows: PAIRS,
        width: WIDTH,
        models: 1,
        features,
        labels,
        penalty: 1,
        tolerance: 5,
        iterations: 1000,
        flip: true,
        asStored: false,
      },
      result: path.join(folder, "ours.f64"),
    };
    const dataMb = (PAIRS * WIDTH * 4) / 2 ** 20;
    const ways = [
      { stopping: "the same on both sides", tolerance: task.tolerance, asStored: false },
      { stopping: "scikit-learn's default", tolerance: DEFAULT_TOLERANCE, asStored: false },
      { stopping: "scikit-learn to 1e-6, on the float32 features that we read", tolerance: 1e-6, asStored: true },
    ];
    for (const { stopping, tolerance, asStored } of ways) {
      // Its default is 100 iterations as well.
      const iterations = tolerance === task.tolerance ? 1000 : 100;
      const peers: PeerFit[] = [{ peer: "sklearn", script: "reward_sklearn.py", target: 5, tolerance, iterations, asStored }];
      yield { threads, stopping, ...(await compareLinear(task, folder, peers, { dataMb, runs: ill ? 1 : SHORT_FIT_RUNS })) };
    }
  },
});

/** 200 models, each with labels of its own, in one run. */
export const manyModels = (name: string, ill: boolean): Part => ({
  name,
  run: async function* ({ folder, seed, threads }) {
    const sizes = { rows: 7000, width: 256, models: 200 };
    const data = await writeManyModels(folder, { ...sizes, ill, seed });
    const task: LinearTask = {
      kind: "linear",
      ...{ threads, ...sizes, ...data, penalty: 1, tolerance: 0.02, iterations: 500, flip: false, asStored: false },
      result: path.join(folder, "ours.f64"),
    };
    const { tolerance } = task;
    // scikit-learn's own bound on iterations where it does not converge; ten times as many take minutes and do not help it.
    const iterations = 100;
    const peers: PeerFit[] = [
      { peer: "sklearn", script: "reward_sklearn.py", target: ill ? 10 : 4, tolerance, iterations },
      { peer: "torch", script: "reward_torch_lbfgs.py", target: 1, tolerance, iterations },
    ];
    const dataMb = ((sizes.rows * sizes.width + sizes.rows * sizes.models) * 4) / 2 ** 20;
    yield { threads, ...sizes, ...(await compareLinear(task, folder, peers, { dataMb, runs: 1 })) };
  },
});

type PeerFit = { peer: Peer; script: string; target: number; tolerance: number; iterations: number; asStored?: boolean };

const compareLinear = async (
  task: LinearTask,
  folder: string,
  peers: readonly PeerFit[],
  { dataMb, runs }: { dataMb: number; runs: number },
): Promise<Row> => {
  const resultOf = (peer: Peer): string => path.join(folder, `${peer}.f64`);
  const measured = await runInTurn(
    runs,
    () => runOurs(task),
    peers.map(
      ({ peer, script, tolerance, iterations, asStored = false }) =>
        () =>
          withPeer(peer, script, { ...task, tolerance, iterations, asStored, result: resultOf(peer) }, folder),
    ),
  );
  const ours = measured.ours.middle;
  const mine = await standings(task, task.result);
  const describe = (side: Outcome, all: readonly Outcome[], standing: typeof mine) => ({
    version: side.version,
    seconds: side.seconds,
    ...(runs === 1 ? {} : { allSeconds: all.map(({ seconds }) => seconds) }),
    iterations: side.iterations,
    converged: side.converged,
    objective: standing.reduce((total, { objective }) => total + objective, 0),
    largestGradient: worstGradient(standing),
  });
  const rows: Row[] = [];
  for (const [place, { peer, target, tolerance }] of peers.entries()) {
    const sides = measured.peers[place];
    if (!sides || "skipped" in sides) {
      rows.push({ name: peer, ...sides });
      continue;
    }
    const theirs = await standings(task, resultOf(peer));
    rows.push({
      name: peer === "torch" ? "PyTorch" : "scikit-learn",
      tolerance,
      ...describe(sides.middle, sides.all, theirs),
      /** Largest over the models; above 1e-6 we would have stopped too early. */
      ourObjectiveExcess: worstExcess(mine, theirs),
      theirObjectiveExcess: worstExcess(theirs, mine),
      ...verdict(sides.middle.seconds / ours.seconds, target),
    });
  }
  return {
    ours: { provider: ours.provider, tolerance: task.tolerance, ...describe(ours, measured.ours.all, mine) },
    peers: rows,
    memory: memoryOf(ours, dataMb),
  };
};
