"use client";

import { type JSX, useSyncExternalStore } from "react";
import { absoluteTime, type TimestampFormat, writeTime } from "./format-time";

const TICK_MS = 30_000;

export interface TimestampProps {
  /** RFC 3339, as the API sends it. */
  value: string;
  format?: TimestampFormat;
}

/**
 * A moment, in the reader's language and time zone. The server does not know these, so the first
 * paint is in English and UTC, and says so; the absolute time is always in the title.
 */
export function Timestamp({ value, format = "relative" }: Readonly<TimestampProps>): JSX.Element {
  const tick = useSyncExternalStore(subscribe, clientTick, serverTick);
  const date = new Date(value);
  const place = tick === 0 ? SERVER_PLACE : {};
  const text = tick === 0 ? serverText(date, format) : writeTime(date, format, new Date());
  return (
    <time dateTime={value} title={absoluteTime(date, place)} className="whitespace-nowrap">
      {text}
    </time>
  );
}

const SERVER_PLACE = { locale: "en-GB", timeZone: "UTC" };

function serverText(date: Date, format: TimestampFormat): string {
  const isDay = format === "date" || format === "relative";
  const text = writeTime(date, isDay ? "date" : format, date, SERVER_PLACE);
  return isDay ? text : `${text} UTC`;
}

/* The clock, in ticks: relative times move on without a render per second. 0 is "on the server". */
function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, TICK_MS);
  return () => clearInterval(timer);
}

function clientTick(): number {
  return Math.floor(Date.now() / TICK_MS);
}

function serverTick(): number {
  return 0;
}
