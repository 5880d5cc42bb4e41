import { describe, expect, it } from "vitest";
import { formatCitation } from "./citation";
import { exportMarkdown } from "./export";
import { renderArticle } from "./render";

const ID = "0f8b1a52-6a3e-4c1d-9b7a-2f0d5c6e7a81";

describe("exportMarkdown", () => {
  it("writes each citation as a footnote for people and leaves the rest as it is", () => {
    const markdown = `# T\n\nA[^1]  \nb[^n]\n\n${formatCitation("1", ID, 'say "x"')}\n[^n]: Own.\n`;
    const sources = new Map([[ID, { title: "A [title]", url: "https://a.example/<x>" }]]);
    expect(exportMarkdown(markdown, sources)).toBe(
      '# T\n\nA[^1]  \nb[^n]\n\n[^1]: A \\[title\\], <https://a.example/%3Cx%3E> — "say "x""\n[^n]: Own.\n',
    );
  });

  it("says when the source is gone and leaves out a URL that is not http(s)", () => {
    const markdown = `A[^1]\n\n${formatCitation("1", ID, "w")}`;
    expect(exportMarkdown(markdown, new Map())).toContain('[^1]: Source not available — "w"');
    const sources = new Map([[ID, { title: "T", url: "javascript:x" }]]);
    expect(exportMarkdown(markdown, sources)).toContain('[^1]: T — "w"');
  });

  it("can't be used to smuggle markup out of a title", () => {
    const sources = new Map([[ID, { title: "</p>[a](javascript:x)\n\n# H", url: undefined }]]);
    const exported = exportMarkdown(`A[^1]\n\n${formatCitation("1", ID, "w")}`, sources);
    const html = renderArticle(exported, { sources: new Map() });
    expect(html).not.toContain('javascript:x"');
    expect(html).not.toContain("<h1");
    expect(html).toContain("[a](javascript:x) # H");
  });
});
