import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { binaryFolder, packageFolder, provider, runtimeVersion, sha256 } from "./provider.mjs";

// `npm run gpu:install`: puts ONNX Runtime's CUDA provider beside the runtime. Nothing else of the product needs it.

const usage = `npm run gpu:install -- [--from npm|nuget] [--package FILE.tgz] [--into FOLDER]

--from npm      (default) the provider for CUDA 13 from the npm package ${provider.package}
--from nuget    the provider for CUDA 12 by onnxruntime-node's own installer, from a connected host
--package FILE  that npm package, already downloaded
--into FOLDER   another folder than that of onnxruntime-node`;

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [environment]
 */
function run(command, args, environment = {}) {
  const done = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, ...environment }, maxBuffer: 1e8 });
  if (done.error) throw new Error(`${command} cannot be started: ${done.error.message}`);
  if (done.status !== 0)
    throw new Error(`${path.basename(command)} ${path.basename(args[0] ?? "")} failed: ${reasonIn(done.stderr || done.stdout)}`);
  return done.stdout;
}

/**
 * The line that names an error, where there is one, and not the trace around it.
 * @param {string} output
 */
const reasonIn = (output) => {
  const lines = output.trim().split("\n");
  return (lines.find((line) => /^\S*Error\b/.test(line)) ?? lines.slice(-3).join(" ")).trim();
};

/**
 * Verified before anything is placed, and placed by renaming, so that no failure leaves half a provider.
 * @param {string | undefined} given
 * @param {string} target
 */
async function fromNpm(given, target) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cuda-provider-"));
  try {
    let archive = given;
    if (archive === undefined) {
      say(`downloading ${provider.package} (about 180 MB)`);
      // npm checks the package against the registry's own hash.
      run("npm", ["pack", provider.package, "--pack-destination", folder, "--loglevel", "error"]);
      const name = fs.readdirSync(folder).find((entry) => entry.endsWith(".tgz"));
      if (name === undefined) throw new Error("npm pack left no package behind");
      archive = path.join(folder, name);
    }
    run("tar", ["-xzf", archive, "-C", folder, ...Object.keys(provider.files).map((name) => `${provider.folder}/${name}`)]);
    for (const [name, expected] of Object.entries(provider.files)) {
      const found = await sha256(path.join(folder, provider.folder, name));
      if (found !== expected) {
        throw new Error(
          `${name} has sha256 ${found}, expected ${expected}: the package is not the one that is known here. Nothing was installed.`,
        );
      }
    }
    fs.mkdirSync(target, { recursive: true });
    for (const name of Object.keys(provider.files)) {
      fs.copyFileSync(path.join(folder, provider.folder, name), path.join(target, `${name}.new`));
      fs.renameSync(path.join(target, `${name}.new`), path.join(target, name));
      say(`placed ${name}, sha256 ${provider.files[/** @type {keyof typeof provider.files} */ (name)]}`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * onnxruntime-node's installer checks nothing, and its feed publishes no hash that we could pin: so the hashes are told, to be
 * compared between machines.
 * @param {string} target
 */
async function fromNuget(target) {
  // Its install script itself, and not `npm rebuild`: the scripts of this package are denied in package.json, and npm then ends
  // without having done anything.
  run(process.execPath, [path.join(packageFolder(), "script/install.js")], { ONNXRUNTIME_NODE_INSTALL: "cuda12" });
  for (const name of Object.keys(provider.files)) {
    const file = path.join(target, name);
    if (!fs.existsSync(file))
      throw new Error(`the installer of onnxruntime-node ended without ${name}; is the NuGet feed reachable from here?`);
    say(`placed ${name}, sha256 ${await sha256(file)}`);
  }
}

try {
  const { values } = parseArgs({
    options: {
      from: { type: "string", default: "npm" },
      package: { type: "string" },
      into: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    say(usage);
    process.exit(0);
  }
  const target = values.into ?? binaryFolder();
  if (values.from === "npm") await fromNpm(values.package, target);
  else if (values.from === "nuget") await fromNuget(target);
  else throw new Error(`--from is npm or nuget, not ${values.from}`);
  const libraries = values.from === "npm" ? "CUDA 13 (libcublas, libcurand, libcudart) and cuDNN 9" : "CUDA 12 and cuDNN 9";
  say(`The provider of ONNX Runtime ${runtimeVersion} is in place. It also needs ${libraries} on LD_LIBRARY_PATH, and a driver.`);
  say("`npm run gpu:check` says whether it works here.");
} catch (error) {
  process.stderr.write(`gpu:install: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
