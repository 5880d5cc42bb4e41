"use client";

import { Printer } from "lucide-react";
import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { useHydrated } from "@/app/_ui/use-hydrated.client";

/** Opens the browser's print dialog: for the books on paper, or as a PDF. */
export function PrintButton(): JSX.Element {
  const isHydrated = useHydrated();
  return (
    <Button icon={<Printer aria-hidden />} disabled={!isHydrated} onClick={() => window.print()}>
      Print receipt
    </Button>
  );
}
