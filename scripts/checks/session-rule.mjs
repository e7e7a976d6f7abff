// A rule of our own for the linter. A broken sign-in set-up can yield a session without a user: only the user's id proves who asks.

/**
 * What the rule reads of a node of the syntax tree.
 * @typedef {{ type: string, name?: string, operator?: string, argument?: Node, callee?: Node, arguments?: Node[] }} Node
 * @typedef {{ report: (finding: { node: Node, message: string }) => void }} Context
 */

const message = "the existence of a session proves nothing: test session.user.id";

/** @param {Node | undefined} node */
const isSession = (node) => node?.type === "Identifier" && /^(session|auth|token)$/.test(node.name ?? "");

/** @param {Node | undefined} node */
const negated = (node) => (node?.type === "UnaryExpression" && node.operator === "!" ? node.argument : undefined);

export default {
  meta: { name: "plumbline" },
  rules: {
    "session-proves-nothing": {
      /** @param {Context} context */
      create: (context) => ({
        /** @param {Node} node */
        UnaryExpression(node) {
          if (isSession(negated(negated(node)))) context.report({ node, message });
        },
        /** @param {Node} node */
        CallExpression(node) {
          if (node.callee?.name === "Boolean" && isSession(node.arguments?.[0])) context.report({ node, message });
        },
      }),
    },
  },
};
