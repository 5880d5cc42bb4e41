"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const INTERVAL_MS = 1_500;

interface RefreshWhileProps {
  /** Something on the page is being worked on. */
  isOn: boolean;
}

/** Asks the server again, every second and a half, while something is being worked on. */
export function RefreshWhile({ isOn }: Readonly<RefreshWhileProps>): null {
  const router = useRouter();
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => router.refresh(), INTERVAL_MS);
    return () => clearInterval(timer);
  }, [isOn, router]);
  return null;
}
