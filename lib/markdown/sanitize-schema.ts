import type { Options } from "rehype-sanitize";

/**
 * What a rendered article may contain. An element, attribute or URL scheme that is not named here is
 * dropped. Ids are ours alone, since raw HTML never gets this far, so they carry no prefix.
 */
export const ARTICLE_SCHEMA: Options = {
  tagNames: [
    ..."h1 h2 h3 h4 h5 h6 p br hr blockquote pre code em strong del a img sup".split(" "),
    ..."ul ol li input table thead tbody tr th td section cite q".split(" "),
  ],
  attributes: {
    a: [
      "href",
      "title",
      "id",
      "ariaLabel",
      "ariaDescribedBy",
      "dataFootnoteRef",
      "dataFootnoteBackref",
      ["className", "data-footnote-backref"],
    ],
    img: ["src", "alt", "title"],
    code: [["className", /^language-[\w+#-]{1,40}$/]],
    h1: ["id"],
    h2: ["id", ["className", "sr-only"]],
    h3: ["id"],
    h4: ["id"],
    h5: ["id"],
    h6: ["id"],
    li: ["id", ["className", "task-list-item"]],
    ul: [["className", "contains-task-list"]],
    ol: ["start"],
    input: [["type", "checkbox"], ["disabled", true], "checked"],
    th: [["align", "left", "right", "center"]],
    td: [["align", "left", "right", "center"]],
    section: ["ariaLabelledBy", "dataFootnotes", ["className", "footnotes", "sources"]],
    cite: ["dir"],
    q: ["dir"],
  },
  protocols: {
    href: ["http", "https", "mailto"],
    src: ["http", "https"],
  },
  ancestors: {
    thead: ["table"],
    tbody: ["table"],
    tr: ["table"],
    th: ["table"],
    td: ["table"],
  },
  required: { input: { disabled: true, type: "checkbox" } },
  strip: ["script", "style"],
  clobber: [],
  clobberPrefix: "",
};
