import type { Metadata } from "next";
import type { JSX } from "react";
import { ErrorState } from "./_ui/error-state";
import { LinkButton } from "./_ui/link-button";

export const metadata: Metadata = { title: "Not found" };

/** Missing and somebody else's look the same. */
export default function NotFound(): JSX.Element {
  return (
    <main className="mx-auto max-w-xl px-4 py-20">
      <ErrorState
        kind="not-found"
        action={
          <LinkButton href="/" tone="primary">
            Go to your articles
          </LinkButton>
        }
      />
    </main>
  );
}
