/**
 * npm hands a SIGTERM to the shell between it and us, which dies of it alone: we would stay, with the port, the database and the
 * jobs. So what npm started asks whether its parent is still there, and takes the signal itself once it is not.
 */
export function endWithNpm() {
  if (!process.env["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}
