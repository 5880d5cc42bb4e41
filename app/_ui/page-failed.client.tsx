"use client";

import type { JSX } from "react";
import { Button } from "./button";
import { ErrorState } from "./error-state";

export interface PageFailedProps {
  error: Error & { digest?: string };
  /** Renders the page again. */
  reset: () => void;
}

/** A page that could not be shown: what to do, and the number under which the operator finds it in the logs. */
export function PageFailed({ error, reset }: Readonly<PageFailedProps>): JSX.Element {
  return (
    <ErrorState
      kind="failed"
      {...(error.digest === undefined ? {} : { requestId: error.digest })}
      action={
        <Button tone="primary" onClick={reset}>
          Try again
        </Button>
      }
    />
  );
}
