import { describe, expect, it } from "vitest";
import { cutText, readsTheSame, textOfHtml } from "./compare-text";

describe("readsTheSame", () => {
  it.each([
    ["<p>Tea and salt.</p>", "<p>Tea or salt.</p>"],
    ["<p>Now here</p>", "<p>Nowhere</p>"],
    ["<p>a</p><p>b</p>", "<p>ab</p>"],
    ["<p>a &lt;b&gt; c</p>", "<p>a c</p>"],
  ])("%j differs from %j", (left, right) => {
    expect(readsTheSame(left, right)).toBe(false);
  });

  it.each([
    ["<p>Tea &amp; salt</p>", "<p>Tea &#38; salt</p>"],
    ["<h2 id='x'>A</h2>\n<p>b<sup>1</sup></p>", '<h2>A</h2><p class="y">b1</p>'],
    ["<p>a&nbsp;b</p>", "<div>a  b</div><!-- mark -->"],
    ["<p>e\u0301</p>", "<p>\u00e9</p>"],
    ["<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"],
    ["<p>a</p><script>x()</script>", "<p>a</p>"],
    ['<p>a<img alt="x > y"></p>', '<p>a</p><img class="b" alt="x &gt; y">'],
  ])("%j is %j to a reader", (left, right) => {
    expect(readsTheSame(left, right)).toBe(true);
  });

  it("takes nothing as nothing", () => {
    expect(textOfHtml("")).toBe("");
  });
});

describe("cutText", () => {
  it("does not cut a character in half", () => {
    expect(cutText("ab😀", 3)).toBe("ab");
    expect(cutText("ab😀", 4)).toBe("ab😀");
  });
});
