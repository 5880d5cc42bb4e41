// What Stryker leaves out everywhere, with the reason.

/** @typedef {{ node: { type: string, value?: unknown }, parent?: { type: string }, parentPath?: Path }} Path */

/**
 * `const [one = ""] = list` has its default because the types want a text. Whatever is read from it is refused as any
 * other text would be, so another default makes no difference.
 */
const defaultsOfElements = {
  shouldIgnore(/** @type {Path} */ { node, parent, parentPath }) {
    const isDefault =
      node.type === "StringLiteral" &&
      node.value === "" &&
      parent?.type === "AssignmentPattern" &&
      parentPath?.parent?.type === "ArrayPattern";
    return isDefault ? "The types want a default where a list may be shorter." : undefined;
  },
};

export const strykerPlugins = [
  { kind: "Ignore", name: "defaults-of-elements", value: defaultsOfElements },
];
