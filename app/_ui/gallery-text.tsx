import type { JSX } from "react";
import { ArticlePreview } from "./article-preview";
import { LineDiff } from "./line-diff";
import { Section } from "./section";

const HTML = `
<p>Every paid step leaves a receipt: what was held, what was spent and what came back.<sup><a href="#n1" id="r1">1</a></sup> The sum of all receipts is the balance, to the nano-dollar, and anybody who has the <em>export</em> can add it up again.</p>
<h2>What is in it</h2>
<p>A receipt names the step, the model, the price that was agreed and the time. It does not hold the text. <strong>Nothing is charged before it is quoted</strong>, and <a href="https://example.org">the quote is an upper bound</a>.</p>
<ul><li>The hold, taken before the call.</li><li>The settlement, taken from what the provider reports.</li><li>The rest, which goes back at once.</li></ul>
<blockquote><p>A number without its source is an opinion.</p></blockquote>
<h3>Checking one by hand</h3>
<pre><code>autoink verify receipt.tlog-proof</code></pre>
<section class="footnotes"><ol><li id="n1">Ledger notes, section 2. <a href="#r1" aria-label="Back to the text">↩</a></li></ol></section>
`;

const BEFORE = `## What a receipt proves

Every paid step leaves a receipt.
The sum of all receipts is the balance.

One.
Two.
Three.
Four.
Five.
Six.
Seven.
Eight.

Nothing is charged before it is quoted.
This line will go.
`;

const AFTER = `## What a receipt proves

Every paid step leaves a receipt: what was held, what was spent and what came back.
The sum of all receipts is the balance.

One.
Two.
Three.
Four.
Five.
Six.
Seven.
Eight.

Nothing is charged before it is quoted and agreed.
Nothing is published before it is approved.
And this one is new.
`;

/** Articles to read, and what changed between two of them. */
export function GalleryText(): JSX.Element {
  return (
    <>
      <Section title="Changes">
        <LineDiff before={BEFORE} after={AFTER} beforeLabel="Revision 3" afterLabel="Revision 4" />
      </Section>
      <Section title="Preview">
        <ArticlePreview title="What a receipt proves" html={HTML} lang="en" />
      </Section>
    </>
  );
}
