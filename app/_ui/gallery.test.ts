import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { PathnameContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Gallery } from "@/app/_ui/gallery";

// Guarantee: what the server sends passes a Content-Security-Policy without 'unsafe-inline'. The
// gallery holds every component in its states, so its markup stands for the whole kit.

const ROUTER = {
  back: ignore,
  forward: ignore,
  refresh: ignore,
  push: ignore,
  replace: ignore,
  prefetch: ignore,
};
const MARKUP = renderToString(
  createElement(
    AppRouterContext,
    { value: ROUTER as never },
    createElement(
      PathnameContext,
      { value: "/w/northwind/articles" },
      createElement(Gallery, { nonce: "n", theme: "system" }),
    ),
  ),
);

describe("the markup of the kit", () => {
  it("carries no style attribute and no style element", () => {
    expect(MARKUP.match(/<[^>]*\sstyle=[^>]*>|<style/g) ?? []).toEqual([]);
  });

  it("carries no script and no inline handler", () => {
    expect(MARKUP.match(/<script|<[^>]*\son[a-z]+=/g) ?? []).toEqual([]);
  });

  it("has a filter whose choice of everything is not called optional, and can be sent", () => {
    const asking = MARKUP.split("</form>").filter((part) => /<form[^>]*action="\?"/.test(part));
    const filter = asking.find((part) => part.includes("All kinds")) ?? "";
    const select = /<select[^>]*name="kind"[^>]*>/.exec(filter)?.[0];
    expect(asking).toHaveLength(2);
    expect(select).toBeDefined();
    expect(select).not.toContain("required");
    expect(filter.slice(filter.indexOf("<form"))).not.toContain(">optional<");
  });

  it("marks where one is in the navigation", () => {
    expect(MARKUP).toMatch(/<a[^>]*aria-current="page"[^>]*href="\/w\/northwind\/articles"/);
  });

  it("can be read before the editor is loaded", () => {
    expect(MARKUP).toContain("Every paid step leaves a **receipt**");
  });

  it("keeps a form that writes from being sent before it can be, and never by GET", () => {
    // Those that only ask have the address of their answer.
    const forms = (MARKUP.match(/<form[^>]*>/g) ?? []).filter(
      (form) => !form.includes('action="?"'),
    );
    expect(forms.length).toBeGreaterThan(0);
    expect(forms.filter((form) => !form.includes('method="post"'))).toEqual([]);
    expect(MARKUP).toMatch(/<button type="submit" disabled=""/);
  });
});

function ignore(): void {
  // A router that goes nowhere.
}
