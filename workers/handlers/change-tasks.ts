import { runChange, settleChange } from "@/lib/tasks/run-change";
import type { Handler } from "@/workers/handler";

/** Opening and closing differ in what they say at the end. */
const changeTasks = (say: (tasks: string, answers: string) => string): Handler => ({
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { tasks, slots } = await runChange(actor, { projectId, changeId: subjectId }, { signal, report });
    return say(tasks.toLocaleString("en"), slots.toLocaleString("en"));
  },
  settle: settleChange,
});

export const openTasksHandler = changeTasks((tasks, answers) => `${tasks} tasks are open; ${answers} more answers are wanted than before`);
export const closeTasksHandler = changeTasks((tasks, answers) => `${tasks} tasks are closed; ${answers} answers are no longer wanted`);
